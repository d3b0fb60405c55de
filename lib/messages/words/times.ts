import { DateTime } from "luxon";

/** "2:40 PM" on the wall of that zone. */
export function clockTime(at: Date, zone: string): string {
  return local(at, zone).toFormat("h:mm a");
}

/**
 * A moment the way a person says it, seen from `now` in the same zone: "2:40 PM", "tomorrow at 8:00 AM",
 * "Thursday 10:04 AM" (within six days), "March 3 at 2:14 PM", "March 3, 2025 at 2:14 PM".
 */
export function moment(at: Date, zone: string, now: Date): string {
  const there = local(at, zone);
  const here = local(now, zone);
  const days = there.startOf("day").diff(here.startOf("day"), "days").days;
  if (days === 0) return there.toFormat("h:mm a");
  if (days === 1) return `tomorrow at ${there.toFormat("h:mm a")}`;
  if (days > 1 && days < 7) return there.toFormat("cccc h:mm a");
  return there.toFormat(there.year === here.year ? "LLLL d 'at' h:mm a" : "LLLL d, yyyy 'at' h:mm a");
}

/** The date and time in full words, always with the date: "March 3 at 2:14 PM". */
export function dated(at: Date, zone: string, now: Date): string {
  const there = local(at, zone);
  const sameYear = there.year === local(now, zone).year;
  return there.toFormat(sameYear ? "LLLL d 'at' h:mm a" : "LLLL d, yyyy 'at' h:mm a");
}

/** A moment that has passed: "10:06 AM" today, "June 3 at 10:06 AM" before. */
export function past(at: Date, zone: string, now: Date): string {
  return local(at, zone).hasSame(local(now, zone), "day") ? clockTime(at, zone) : dated(at, zone, now);
}

/** The next opening of a night's rest: the bare time when it is the coming morning, otherwise the day as well. */
export function opening(at: Date, zone: string, now: Date): string {
  const hours = (at.getTime() - now.getTime()) / 3_600_000;
  return hours < 18 ? clockTime(at, zone) : moment(at, zone, now);
}

/** "just now", "3 seconds ago", "12 minutes ago", "2 hours ago", "5 days ago". */
export function ago(at: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1_000));
  if (seconds < 1) return "just now";
  if (seconds < 60) return count(seconds, "second");
  if (seconds < 3_600) return count(Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return count(Math.floor(seconds / 3_600), "hour");
  return count(Math.floor(seconds / 86_400), "day");
}

/** The city that names a zone: "Madrid", "New York". */
export function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? "" : "s"} ago`;

const local = (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).setLocale("en-US");
