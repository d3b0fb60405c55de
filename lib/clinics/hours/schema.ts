import { z } from "zod";

/** A time on the wall, HH:MM. "24:00" is the end of the day. */
export const WallTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "A time as HH:MM.");

/** ISO weekdays: 1 is Monday. */
export const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;

const between = (least: string, most: string) =>
  WallTime.refine((at) => at >= least && at <= most, `Between ${least} and ${most}.`);

/** One weekday's own hours: quiet from `start` to `end`, or all day. */
const Day = z.union([
  z.literal("closed"),
  z
    .object({ start: WallTime, end: WallTime })
    .refine(({ start, end }) => end < start, { message: "Quiet hours end before they start again." }),
]);
const Days = z
  .partialRecord(z.enum(WEEKDAYS), Day)
  .refine((days) => WEEKDAYS.some((day) => days[day] !== "closed"), "At least one day must be open.");

const ChannelHours = z.object({
  start: WallTime.default("24:00"),
  end: WallTime.default("00:00"),
  days: Days.default({}),
});
export type ChannelHours = z.output<typeof ChannelHours>;

/**
 * 47 CFR 64.1200(c)(1): nothing before 8 a.m. or after 9 p.m. where the patient is. What a clinic sets for a weekday or
 * for texts is laid over its daily hours, and the strictest counts: hours can be longer than the law's, never shorter.
 */
export const QuietHours = z.object({
  start: between("17:00", "21:00").default("21:00"),
  end: between("08:00", "12:00").default("08:00"),
  /** Whether notifications on the phone wait as well. */
  push: z.boolean().default(false),
  days: Days.default({}),
  /** A channel's own hours. Mail has quiet hours only here: the law has none for it. */
  channels: z
    .object({
      SMS: ChannelHours.optional(),
      EMAIL: ChannelHours.optional(),
      PUSH: ChannelHours.optional(),
    })
    .default({}),
  /** Whether what some states forbid (hours, Sundays, holidays) binds marketing only, or every text. */
  overlays: z.enum(["marketing", "all"]).default("marketing"),
  /** Whether that also waits on federal holidays wherever the patient is, not only where a state forbids them. */
  holidays: z.boolean().default(false),
  /** What was held overnight and no person waits for goes out over the first so many minutes. 0: all at once. */
  openingSpreadMinutes: z.number().int().min(0).max(60).default(15),
});
export type QuietHours = z.output<typeof QuietHours>;

/** When a patient may be reached: like a clinic's opening hours, on the patient's own wall. Empty: at any time. */
export const ContactHours = z
  .array(
    z
      .object({ days: z.array(z.number().int().min(1).max(7)).min(1), from: WallTime, to: WallTime })
      .refine(({ from, to }) => from < to, { message: "The end comes after the beginning." }),
  )
  .max(20);
export type ContactHours = z.output<typeof ContactHours>;
