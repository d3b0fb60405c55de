import { z } from "zod";
import { Instant } from "@/lib/http/instant";

/** What about a request shows that no person made it. */
export const SIGNS = ["head", "prefetch", "checker", "no_page"] as const;
export type Sign = (typeof SIGNS)[number];

export const AGENTS = ["phone", "computer", "machine", "other"] as const;
export type Agent = (typeof AGENTS)[number];

/** Why a click counts as a machine's: its own sign, or its time and company. */
export const SCAN_REASONS = [...SIGNS, "too_soon", "burst", "companion"] as const;
export type ScanReason = (typeof SCAN_REASONS)[number];

/** An address in a text's words and the code it gets; nothing is stored before the message is. */
export interface Minted {
  id: string;
  code: string;
  target: string;
}

/** The short links of one text. Empty: none, or the clinic wants none. */
export interface Shortened {
  links: Minted[];
  /** Days for which they work from when the text is to go. */
  days: number;
}

export const NO_LINKS: Shortened = { links: [], days: 0 };

/** A short link as staff and the API see it. */
export const LinkView = z.object({
  id: z.uuid(),
  /** Where it leads. */
  target: z.string(),
  /** The host of that, for people. */
  host: z.string(),
  /** What stands in the text. Null: it ended long ago. */
  short: z.string().nullable(),
  expiresAt: Instant,
  /** Times a person opened it, as far as that can be told. */
  clicks: z.number(),
  /** Times a machine did: previews, link checkers, gateways. */
  scans: z.number(),
  firstClickAt: Instant.nullable(),
});
export type LinkView = z.output<typeof LinkView>;

/** One opening of a short link. */
export const ClickView = z.object({
  linkId: z.uuid(),
  at: Instant,
  by: z.enum(["person", "machine"]),
  /** Why it counts as a machine's; null for a person's. */
  why: z.enum(SCAN_REASONS).nullable(),
  agent: z.enum(AGENTS),
});
export type ClickView = z.output<typeof ClickView>;

/** A link in the words of a preview: what it would become. */
export const PlannedLink = LinkView.pick({ target: true, host: true }).extend({ short: z.string() });
