import type { Interval } from "@/lib/delivery/rules/quiet/hours";

/** Minutes of the wall's day, Monday first. */
const daily = (open: number, close: number): Interval[][] =>
  Array.from({ length: 7 }, () => [[open * 60, close * 60]]);
const except = (week: Interval[][], days: Record<number, Interval[]>): Interval[][] =>
  week.map((day, index) => days[index] ?? day);

const [SATURDAY, SUNDAY] = [5, 6];
const CLOSED: Interval[] = [];

/** Only from the list of support.referrizer.com: nobody here has read the law itself. */
const LISTED = "support.referrizer.com";

export interface StateRule {
  /** As people here read it. */
  name: string;
  /** The statute or rule, or the list it was taken from. */
  law: string;
  /** The minutes of each weekday in which the state lets its residents be solicited; a closed day has none. */
  week: readonly Interval[][];
}

/**
 * When a state lets its residents be solicited, where that is less than the federal 8 a.m. to 9 p.m. (47 CFR
 * 64.1200(c)(1)), by the state's code. Read in November 2026: the laws of AL, LA's list of holidays, MA, MS, NM, PA, RI
 * and UT themselves; KY and LA's hours from dropcowboy.com/state-compliance and clickpointsoftware.com; the rest from
 * support.referrizer.com. AL's rule speaks of automated calls, LA and UT spare calls with consent and PA a clinic's own
 * patients: they are kept all the same, because counsel may differ and a day's wait costs little. MI, MN, NV and SD
 * restrict recorded voices only and are not here. Which days are holidays: `state-holidays.ts`.
 */
export const STATES: Readonly<Record<string, StateRule>> = {
  AL: {
    name: "Alabama",
    law: "Ala. Admin. Code r. 770-X-5-.17(1)(b)",
    week: except(daily(8, 20), { [SUNDAY]: CLOSED }),
  },
  CT: { name: "Connecticut", law: LISTED, week: daily(9, 20) },
  FL: { name: "Florida", law: LISTED, week: daily(8, 20) },
  KY: { name: "Kentucky", law: "KRS 367.46955", week: daily(10, 21) },
  LA: {
    name: "Louisiana",
    law: "LPSC General Order R-29617 (La. R.S. 45:844.14)",
    week: except(daily(8, 20), { [SUNDAY]: CLOSED }),
  },
  MA: { name: "Massachusetts", law: "201 CMR 12.02(2)", week: daily(8, 20) },
  MD: { name: "Maryland", law: LISTED, week: daily(8, 20) },
  MS: {
    name: "Mississippi",
    law: "Miss. Code § 77-3-723(1), § 77-3-603(a)",
    week: except(daily(8, 20), { [SUNDAY]: CLOSED }),
  },
  NJ: { name: "New Jersey", law: LISTED, week: daily(8, 20) },
  NM: { name: "New Mexico", law: "N.M. Stat. § 57-12-22(B)(5)", week: daily(9, 21) },
  OK: { name: "Oklahoma", law: LISTED, week: daily(8, 20) },
  PA: { name: "Pennsylvania", law: "73 P.S. § 2245(a)(10)", week: daily(8, 21) },
  RI: {
    name: "Rhode Island",
    law: "R.I. Gen. Laws § 5-61-2(2), § 5-61-3.6",
    week: except(daily(9, 18), { [SATURDAY]: [[10 * 60, 17 * 60]], [SUNDAY]: CLOSED }),
  },
  TX: { name: "Texas", law: LISTED, week: except(daily(9, 21), { [SUNDAY]: [[12 * 60, 21 * 60]] }) },
  UT: {
    name: "Utah",
    law: "Utah Code § 13-25a-103(3)",
    week: except(daily(8, 21), { [SUNDAY]: CLOSED }),
  },
  WA: { name: "Washington", law: "RCW 80.36.390", week: daily(8, 20) },
};
