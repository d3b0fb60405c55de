import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";

/** What was found in a message's words. */
export const FINDING_KINDS = [
  "diagnosis",
  "drug",
  "lab",
  "mrn",
  "birth_date",
  "ssn",
  "insurance_id",
  "card",
  "sensitive",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** `severe`: what does lasting harm in a stranger's hand (SSN, card, a sensitive specialty). */
export type Severity = "moderate" | "severe";

/** `start` and `end` are UTF-16 offsets into the words, half-open. The words themselves are never kept. */
export interface Finding {
  kind: FindingKind;
  start: number;
  end: number;
  severity: Severity;
}

export const PARTS = ["subject", "body", "html", "title"] as const;
export type Part = (typeof PARTS)[number];

export const PlacedFinding = z.object({
  channel: ChannelSchema,
  part: z.enum(PARTS),
  kind: z.enum(FINDING_KINDS),
  /** UTF-16 offsets into that part's words, half-open. */
  start: z.number(),
  end: z.number(),
  severity: z.enum(["moderate", "severe"]),
});
export type PlacedFinding = z.output<typeof PlacedFinding>;

/** How the words came to be: typed by staff for one person, filled from a template, by an API key, for a crowd. */
export const ORIGINS = ["personal", "template", "api", "bulk"] as const;
export type Origin = (typeof ORIGINS)[number];

/** Kept with a message's content, so that nobody scans it again. Absent: nothing was found. */
export interface PhiMarks {
  origin: Origin;
  found: PlacedFinding[];
}
