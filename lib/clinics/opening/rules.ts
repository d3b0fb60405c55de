import { DateTime } from "luxon";
import type { Opening } from "@/lib/clinics/opening/schema";

const WEEK_DAYS = 7;

/** Minutes until the clinic opens; 0 while it is open; a clinic that never opens is a week away. */
export function minutesUntilOpen(opening: Opening[], timeZone: string, now: Date): number {
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const days = Array.from({ length: WEEK_DAYS + 1 }, (_, ahead) => here.plus({ days: ahead }));
  const waits = days.flatMap((day) =>
    opening
      .filter((each) => each.days.includes(day.weekday) && at(day, each.to) > here)
      .map((each) => Math.max(0, Math.ceil(at(day, each.from).diff(here).as("minutes")))),
  );
  return Math.min(WEEK_DAYS * 24 * 60, ...waits);
}

function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(":").map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
}
