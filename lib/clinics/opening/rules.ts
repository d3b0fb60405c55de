import { DateTime } from "luxon";
import { HOLIDAYS, holidayOn } from "@/lib/clinics/holidays/rules";
import type { ClosedDays, Opening } from "@/lib/clinics/opening/schema";

/** Why the clinic is closed all day on this date (YYYY-MM-DD): a holiday or its own word for it; null: it is not. */
export function closedDayName({ holidays, days }: ClosedDays, date: string): string | null {
  const own = days.find((day) => day.date === date);
  if (own) return own.name;
  const holiday = holidayOn(date);
  return holiday && holidays.includes(holiday) ? HOLIDAYS[holiday] : null;
}

/** Whether the clinic is open at this instant, by its own wall clock. The minute of closing is closed. */
export function isOpen(
  { opening, closed }: { opening: readonly Opening[]; closed: ClosedDays },
  timeZone: string,
  now: Date,
): boolean {
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  if (closedDayName(closed, here.toFormat("yyyy-MM-dd"))) return false;
  const time = here.toFormat("HH:mm");
  return opening.some(({ days, from, to }) => days.includes(here.weekday) && from <= time && time < to);
}

/** The next so many days on which the clinic is closed by its own rules, from this date on, within a year. */
export function nextClosedDays(
  closed: ClosedDays,
  from: string,
  most: number,
): { date: string; name: string }[] {
  const start = DateTime.fromISO(from, { zone: "utc" });
  const found: { date: string; name: string }[] = [];
  for (let day = 0; day <= 366 && found.length < most; day += 1) {
    const date = start.plus({ days: day }).toFormat("yyyy-MM-dd");
    const name = closedDayName(closed, date);
    if (name) found.push({ date, name });
  }
  return found;
}
