import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { Instant, InstantIn } from "@/lib/http/instant";
import { ConsentAct, ConsentPurpose, SuppressionReason } from "@/prisma/generated/enums";

/** One line of the ledger, as it was written. */
export const ConsentLineSchema = z.object({
  id: z.uuid(),
  purpose: z.enum(ConsentPurpose),
  channel: ChannelSchema,
  /** Null: every address of the patient by this channel. */
  address: z.string().nullable(),
  act: z.enum(ConsentAct),
  /** What the patient was shown or told, word for word, and its SHA-256. */
  disclosure: z.string().nullable(),
  disclosureHash: z.string().nullable(),
  /** How it was given: stop, paper, phone, in_person, portal, import … */
  source: z.string(),
  /** Who wrote it down: a member of staff by name, else what it was. */
  by: z.string(),
  note: z.string().nullable(),
  at: Instant,
});

/** What the ledger said at `asOf` about a purpose, a channel and an address. */
export const StandingSchema = z.object({
  purpose: z.enum(ConsentPurpose),
  channel: ChannelSchema,
  address: z.string().nullable(),
  granted: z.boolean(),
  source: z.string(),
  at: Instant,
});

export const ConsentsQuery = z.object({
  /** The state and the lines as of this instant; default: now. */
  asOf: InstantIn.optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ConsentsQuery = z.output<typeof ConsentsQuery>;

export const ConsentsSchema = z.object({
  asOf: Instant,
  standing: z.array(StandingSchema),
  /** Addresses that are closed today: a STOP, an unsubscribe, a complaint. They outrank every grant. */
  closed: z.array(
    z.object({
      channel: ChannelSchema,
      address: z.string(),
      reason: z.enum(SuppressionReason),
      since: Instant,
    }),
  ),
  /** The ledger, newest first. */
  items: z.array(ConsentLineSchema),
  nextCursor: z.string().nullable(),
});
export type Consents = z.output<typeof ConsentsSchema>;

/** What staff write down of what a patient said or signed. */
export const RecordConsent = z
  .object({
    /** `texting_risk`: the patient accepts that others may read private words there (45 CFR 164.522(b)). */
    purpose: z.enum(ConsentPurpose),
    channel: ChannelSchema,
    /** One address of the patient; left out: all of this channel. */
    address: z.string().trim().min(1).max(4_096).optional(),
    act: z.enum(ConsentAct),
    source: z.enum(["paper", "phone", "in_person", "portal"]),
    /** What the patient was shown or told, word for word. A grant needs it. */
    disclosure: z.string().trim().min(1).max(2_000).optional(),
    note: z.string().trim().max(300).optional(),
  })
  .refine(({ act, disclosure }) => act === "revoke" || disclosure !== undefined, {
    path: ["disclosure"],
    message: "Say what the patient was shown or told.",
  });
export type RecordConsent = z.output<typeof RecordConsent>;
