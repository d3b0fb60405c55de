import { z } from "zod";
import { Instant, PageQuery, pageSchema } from "@/lib/http/instant";

/** A problem is what could not be applied; unknown is a word that we do not understand. */
export const EVENT_FILTERS = ["all", "problems", "unknown"] as const;

export const ListEvents = PageQuery.extend({
  show: z.enum(EVENT_FILTERS).default("all"),
  provider: z.string().max(40).optional(),
});
export type ListEvents = z.output<typeof ListEvents>;

/** One thing that a vendor told us. Nothing in it names or quotes a patient. */
export const EventView = z.object({
  id: z.uuid(),
  provider: z.string(),
  kind: z.enum(["receipt", "message", "unknown"]),
  /** The vendor's own word, for example "delivered"; empty where it has none. */
  status: z.string(),
  receivedAt: Instant,
  /** signed: its signature was right. listed: read from the vendor's list. asked: the vendor was asked. */
  verdict: z.enum(["signed", "listed", "asked"]),
  /** How often the same event came again; each of those changed nothing. */
  repeats: z.number().int(),
  state: z.enum(["done", "waiting", "retrying", "dead"]),
  /** What came of it, in words. */
  effect: z.string(),
  tries: z.number().int(),
  /** When it is tried again; null: not any more. */
  nextAt: Instant.nullable(),
  /** Why it must not be done again; null: it may, and what was applied already changes nothing. */
  whyNot: z.string().nullable(),
});
export type EventView = z.output<typeof EventView>;
export const EventPage = pageSchema(EventView);

export const EventDetail = EventView.extend({
  /** What the vendor posted, in our words and its own, as JSON. */
  body: z.string(),
  /** True: what may name or quote a patient is covered. */
  masked: z.boolean(),
  /** Whether this member of staff may see it uncovered; that is recorded. */
  mayOpen: z.boolean(),
  /** The thread that a patient's message was filed in. */
  conversationId: z.uuid().nullable(),
});
export type EventDetail = z.output<typeof EventDetail>;

export const WorkbenchSchema = z.object({
  /** Events that could not be applied, up to 1,000. */
  problems: z.number().int(),
  /** Of them those that nobody tries again by itself. */
  dead: z.number().int(),
  /** Words of the last 24 hours that we do not understand and nobody had read again, up to 1,000. */
  unknown: z.number().int(),
  /** Requests of the last 24 hours that bore no valid signature. */
  refused: z.array(z.object({ provider: z.string(), count: z.number().int(), lastAt: Instant })),
  /** How the vendors' lists of what patients wrote were last read; empty: no vendor keeps one. */
  lists: z.array(
    z.object({
      provider: z.string(),
      readAt: Instant.nullable(),
      /** unreadable: it could not be read, and what is not typed by a person may be waiting for it. */
      problem: z.enum(["unsupported", "unreadable"]).nullable(),
      found: z.number().int(),
    }),
  ),
  /** What to enter at each vendor. */
  addresses: z.array(z.object({ provider: z.string(), use: z.string(), url: z.string() })),
});
export type Workbench = z.output<typeof WorkbenchSchema>;

export const ReplayAll = z.object({
  /** problems: what could not be applied. unknown: what was not understood is read again. */
  what: z.enum(["problems", "unknown"]).default("problems"),
  /** Where the last part ended; not given: from the beginning. */
  after: z.uuid().optional(),
});
export const ReplayAnswer = z.object({
  replayed: z.number().int(),
  /** Of them those that are done now. */
  done: z.number().int(),
  /** Give it as `after`; null: that was the last part. */
  next: z.uuid().nullable(),
});
