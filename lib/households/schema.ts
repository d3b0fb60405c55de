import { z } from "zod";

/** Why a message was filed to one member of a shared phone: our last text there, a visit nearby, or neither. */
export const GUESSES = ["last_text", "next_visit", "nobody_nearer"] as const;
export type Guess = (typeof GUESSES)[number];

/** One of the people who share a phone or a mail address, as staff are shown them. */
export const MemberSchema = z.object({
  patientId: z.uuid(),
  /** The first name; with the last one where two have the same; "Restricted chart" where the name must not be shown. */
  name: z.string(),
  restricted: z.boolean(),
  /** Nothing is sent about a person who died. */
  deceased: z.boolean(),
});
export type MemberView = z.output<typeof MemberSchema>;

/** The people behind a shared number or address. */
export const HouseholdSchema = z.object({
  /** E.164 or a mail address, and as people write it. */
  address: z.string(),
  shown: z.string(),
  members: z.array(MemberSchema),
});
export type HouseholdView = z.output<typeof HouseholdSchema>;

/** Whom a message of a shared phone is filed to, and how that is known. */
export const FilingSchema = z.object({
  /** Null: a person said so. */
  guess: z.enum(GUESSES).nullable(),
});
