import { DateTime } from "luxon";
import type { Opening } from "@/lib/clinics/opening/schema";

/** Whether the clinic is open at this instant, by its own wall clock. The minute of closing is closed. */
export function isOpen(opening: Opening[], timeZone: string, now: Date): boolean {
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const time = here.toFormat("HH:mm");
  return opening.some(({ days, from, to }) => days.includes(here.weekday) && from <= time && time < to);
}
