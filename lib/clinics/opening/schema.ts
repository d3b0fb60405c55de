import { z } from "zod";
import { HOLIDAY_IDS } from "@/lib/clinics/holidays/rules";

const WallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "A time as HH:MM.");

const Opening = z
  .object({
    /** ISO weekdays: 1 is Monday. */
    days: z.array(z.number().int().min(1).max(7)).min(1, "Choose at least one day."),
    from: WallTime,
    to: WallTime,
  })
  .refine(({ from, to }) => from < to, { message: "The end comes after the beginning.", path: ["to"] });
export type Opening = z.output<typeof Opening>;

/** A day on which this clinic is closed, by the calendar on its wall. */
const ClosedDay = z.object({ date: z.iso.date(), name: z.string().trim().min(1, "Say why.").max(60) });

/** Days on which the clinic is closed whatever its hours: federal holidays (with the day they are kept on) and its own. */
const ClosedDays = z.object({
  holidays: z
    .array(z.enum(HOLIDAY_IDS))
    .default(["new_year", "memorial", "independence", "labor", "thanksgiving", "christmas"]),
  days: z.array(ClosedDay).max(200).default([]),
});
export type ClosedDays = z.output<typeof ClosedDays>;

/** The part of `Clinic.settings` that says when the clinic is open, in its own zone. */
export const OpeningSettings = z.object({
  opening: z
    .array(Opening)
    .max(30)
    .default([{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }]),
  closed: ClosedDays.prefault({}),
});
export type OpeningSettings = z.output<typeof OpeningSettings>;

/** What the settings screen shows. `next`: the next days on which it is closed by these rules. */
export const OpeningView = z.object({
  settings: OpeningSettings,
  timeZone: z.string(),
  next: z.array(z.object({ date: z.string(), name: z.string() })),
  version: z.string(),
});
export type OpeningView = z.output<typeof OpeningView>;

/** `PUT /api/v1/settings/opening`: the whole of it. `version`: what the writer had seen; changed meanwhile: 409 (`stale`). */
export const SaveOpening = z.object({
  opening: z.array(Opening).max(30),
  closed: z.object({
    holidays: z.array(z.enum(HOLIDAY_IDS)),
    days: z.array(ClosedDay).max(200),
  }),
  version: z.string().min(1).max(100).optional(),
});
export type SaveOpening = z.output<typeof SaveOpening>;
