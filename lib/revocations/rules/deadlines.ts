import { DateTime } from "luxon";
import { keptHoliday } from "@/lib/clinics/holidays/rules";

/** 47 CFR 64.1200(a)(10): a revocation is honored within 10 business days; ours is read within one. */
export const DUE_DAYS = 1;
export const WALL_DAYS = 10;

/**
 * The same time so many business days later on the clinic's wall: Mondays to Fridays without federal holidays, as the
 * Commission counts (47 CFR 1.4(e)); `isOff` adds days on which the clinic itself is closed.
 */
export function businessDaysAfter(
  at: Date,
  days: number,
  zone: string,
  isOff: (date: string) => boolean = () => false,
): Date {
  let day = DateTime.fromJSDate(at, { zone });
  for (let left = days; left > 0; ) {
    day = day.plus({ days: 1 });
    const date = day.toFormat("yyyy-MM-dd");
    if (day.weekday <= 5 && !keptHoliday(date) && !isOff(date)) left -= 1;
  }
  return day.toJSDate();
}

/** A bare word that may have been meant for a visit this near, in either direction. */
export const NEAR_VISIT_MS = 3 * 86_400_000;

/** The carriers' words that people also use to call off a visit. */
export const MAY_MEAN_VISIT: readonly string[] = ["CANCEL", "END", "QUIT"];

/** 47 CFR 64.1200(a)(12): the one confirmation of a revocation goes within 5 minutes. */
export const CONFIRM_WITHIN_MS = 5 * 60_000;
