import { z } from "zod";

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
});
export type Check = z.infer<typeof CheckSchema>;

export const SetupHealth = z.object({ checkedAt: z.iso.datetime(), checks: z.array(CheckSchema) });
export type SetupHealth = z.infer<typeof SetupHealth>;

/** TXT records of a name; [] when it has none, null when the name service did not answer. */
export type Records = string[] | null;

/** What a webhook of ours answered from outside: an HTTP status; null: no answer. */
export interface Knock {
  unsigned: number | null;
  /** Of a test event with a true signature; undefined: only the vendor can sign one. */
  signed?: number | null;
}
