import { z } from "zod";
import { FallbackChoice } from "@/lib/clinics/schema";
import { Instant } from "@/lib/http/instant";

/** A time on the wall where the patient is: read in the patient's own zone when the message is accepted. */
export const WallTimeIn = z.object({
  date: z.iso
    .date()
    .refine((date) => date >= "0002", "A day in or after the year 2.")
    .describe("YYYY-MM-DD in the patient's zone"),
  time: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "A time as HH:MM.")
    .describe("HH:MM, 24 hours"),
});
export type WallTimeIn = z.output<typeof WallTimeIn>;

/**
 * How such a time was read. `clocks`: `skipped` where the clocks jump over it in spring (the first minute after the
 * jump), `repeated` where it comes twice in autumn (the first one), else `plain`.
 */
export const WallTimeRead = WallTimeIn.extend({
  zone: z.string(),
  clocks: z.enum(["plain", "skipped", "repeated"]),
});
export type WallTimeRead = z.output<typeof WallTimeRead>;

/** The same with the instant it stands for and a sentence for staff. */
export const PlannedView = WallTimeRead.extend({ at: Instant, words: z.string() });
export type PlannedView = z.input<typeof PlannedView>;

/** When a message moves on to the next way of its plan, as its sender chooses. */
export const FallbackIn = {
  /** A way that would have to wait is passed over for the next one of the plan. */
  fallbackOnHold: z.boolean().optional(),
  /**
   * Minutes for which a way may stay silent before the next one of the plan starts, per way, for example
   * `{ "SMS": 60 }`: from 5 minutes to what the clinic's rules give up after. A way not named: as those rules say.
   */
  fallbackMinutes: FallbackChoice.optional(),
};

/** The same as it was chosen; `fallbackMinutes` null: as the clinic's rules say. */
export const FallbackView = { fallbackOnHold: z.boolean(), fallbackMinutes: FallbackChoice.nullable() };
