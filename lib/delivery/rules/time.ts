import { DateTime } from "luxon";
import type { Policy } from "@/lib/clinics/schema";

/** The patient's calendar date at an instant, YYYY-MM-DD. */
export function localDateOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd");
}

/** The first instant of the next calendar day in `zone` (not always midnight: some zones skip it in spring). */
export function nextDayIn(at: Date, zone: string): Date {
  return DateTime.fromJSDate(at, { zone }).plus({ days: 1 }).startOf("day").toJSDate();
}

export function wallTimeIn(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("HH:mm");
}

function at(local: DateTime, wall: string): DateTime {
  const [hour = 0, minute = 0] = wall.split(":").map(Number);
  return local.set({ hour, minute, second: 0, millisecond: 0 });
}

/**
 * Quiet hours are half-open, [start, end), and span midnight. `opensAt` is set inside them; `closesAt` outside.
 * Settings keep both ends between 08:00 and 21:00, where no zone changes its clocks.
 */
export function quietIn(
  instant: Date,
  zone: string,
  hours: Policy["quietHours"],
): { opensAt: Date } | { closesAt: Date } {
  const local = DateTime.fromJSDate(instant, { zone });
  const wall = local.toFormat("HH:mm");
  if (wall < hours.end) return { opensAt: at(local, hours.end).toJSDate() };
  if (wall < hours.start) return { closesAt: at(local, hours.start).toJSDate() };
  return { opensAt: at(local.plus({ days: 1 }), hours.end).toJSDate() };
}
