import { z } from "zod";
import type { Knocked } from "@/lib/providers/account/schema";

export const AREAS = ["texts", "mail", "webhooks", "agreements", "files"] as const;
export type Area = (typeof AREAS)[number];

export const CheckSchema = z.object({
  id: z.string(),
  area: z.enum(AREAS),
  title: z.string(),
  /** advice: works, but would be better; unknown: it could not be looked at from here. */
  state: z.enum(["ok", "advice", "problem", "unknown"]),
  /** What was found, in words. */
  found: z.string(),
  /** What to do; null: nothing. */
  fix: z.string().nullable(),
  /** Of a webhook: when an event with a good signature last came; null: none ever did. */
  lastSignedAt: z.iso.datetime().nullable().optional(),
});
export type Check = z.infer<typeof CheckSchema>;

export const SetupHealth = z.object({ checkedAt: z.iso.datetime(), checks: z.array(CheckSchema) });
export type SetupHealth = z.infer<typeof SetupHealth>;

/** TXT records of a name; [] when it has none, null when the name service did not answer. */
export type Records = string[] | null;

/** What was seen of a webhook of ours just now. */
export interface Knock {
  /** The HTTP status that it answered an unsigned event with, from outside; null: no answer. */
  unsigned: number | null;
  /** The same of a test event that we signed as the vendor does; undefined: we cannot. */
  signed?: number | null;
  /** What the vendor said of the address. */
  vendor?: Knocked;
  /** After `vendor` was asked for a test event: whether one with a good signature came within seconds. */
  came?: boolean;
  /** When anything with a good signature last came; null: never. */
  lastSignedAt: Date | null;
}
