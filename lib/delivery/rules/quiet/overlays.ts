import type { Interval } from "@/lib/delivery/rules/quiet/hours";

/** Minutes of the wall's day, Monday first. */
const daily = (open: number, close: number): Interval[][] => Array.from({ length: 7 }, () => [[open, close]]);
const except = (week: Interval[][], days: Record<number, Interval>): Interval[][] =>
  week.map((day, index) => (days[index] ? [days[index]] : day));

const [SATURDAY, SUNDAY] = [5, 6];

/**
 * Hours in which a state lets its residents be solicited, where they are shorter than the federal 8 a.m. to 9 p.m.
 * (47 CFR 64.1200(c)(1)). From the list of support.referrizer.com (a secondary source, read in November 2026); for
 * Washington RCW 80.36.390 as amended in 2022. A clinic's counsel should confirm its own states.
 */
export const STATE_HOURS: Readonly<Record<string, readonly Interval[][]>> = {
  CT: daily(9 * 60, 20 * 60),
  FL: daily(8 * 60, 20 * 60),
  MD: daily(8 * 60, 20 * 60),
  MS: daily(8 * 60, 20 * 60),
  NJ: daily(8 * 60, 20 * 60),
  OK: daily(8 * 60, 20 * 60),
  RI: except(daily(9 * 60, 18 * 60), {
    [SATURDAY]: [10 * 60, 17 * 60],
    [SUNDAY]: [10 * 60, 17 * 60],
  }),
  TX: except(daily(9 * 60, 21 * 60), { [SUNDAY]: [12 * 60, 21 * 60] }),
  WA: daily(8 * 60, 20 * 60),
};
