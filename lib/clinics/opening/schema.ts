import { z } from "zod";

const WallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "A time as HH:MM.");

const Opening = z.object({
  /** ISO weekdays: 1 is Monday. */
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: WallTime,
  to: WallTime,
});
export type Opening = z.output<typeof Opening>;

/** The part of `Clinic.settings` that says when the clinic is open, in its own zone. */
export const OpeningSettings = z.object({
  opening: z.array(Opening).default([{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }]),
});
