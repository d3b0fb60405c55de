import { DateTime } from "luxon";
import type { ClinicSettings } from "@/lib/clinics/schema";

const WEEK_DAYS = 7;

/** Minutes until the clinic opens; 0 while it is open; a clinic that never opens is a week away. */
export function minutesUntilOpen(opening: ClinicSettings["opening"], timeZone: string, now: Date): number {
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const waits = Array.from({ length: WEEK_DAYS + 1 }, (_, ahead) => here.plus({ days: ahead })).flatMap(
    (day) =>
      opening
        .filter(({ days }) => days.includes(day.weekday))
        .map(({ from, to }) => ({ from: at(day, from), to: at(day, to) }))
        .filter(({ to }) => to > here)
        .map(({ from }) => Math.max(0, Math.ceil(from.diff(here).as("minutes")))),
  );
  return Math.min(WEEK_DAYS * 24 * 60, ...waits);
}

function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(":").map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
}
