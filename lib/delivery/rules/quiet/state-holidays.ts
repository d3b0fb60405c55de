import { HOLIDAYS, type Holiday, holidayOn, keptOn, nth, utc } from "@/lib/clinics/holidays/rules";

interface OwnDay {
  name: string;
  /** The day in a year, as UTC midnight in ms; null: not in this year. */
  on(year: number): number | null;
  /** Where a weekend moves it: from both of its days, or from a Sunday only. */
  moves?: "weekend" | "sunday";
}

interface StateHolidays {
  /** Federal holidays that are none of the state's. */
  without: readonly Holiday[];
  own: readonly OwnDay[];
}

const DAY_MS = 86_400_000;
const [SUNDAY, MONDAY] = [0, 1];

/** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8), as UTC midnight in ms. */
function easter(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const shift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - shift + 15) % 30;
  const leaps = Math.floor((year % 100) / 4);
  const weekday = (32 + 2 * (century % 4) + 2 * leaps - epact - ((year % 100) % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return utc(year, Math.floor(days / 31), (days % 31) + 1);
}

const fixed = (month: number, day: number) => (year: number) => utc(year, month, day);
const goodFriday: OwnDay = { name: "Good Friday", on: (year) => easter(year) - 2 * DAY_MS };
/** The Tuesday after the first Monday of November, in years that have one. */
const election = (every: number) => (year: number) =>
  year % every === 0 ? nth(year, 11, MONDAY, 1) + DAY_MS : null;

/** Utah moves Juneteenth to the Monday before, from a weekend to the Monday after. */
function juneteenthInUtah(year: number): number {
  const day = utc(year, 6, 19);
  const weekday = new Date(day).getUTCDay();
  if (weekday === MONDAY) return day;
  return weekday === SUNDAY || weekday === 6 ? keptAfter(day) : day - (weekday - MONDAY) * DAY_MS;
}

const keptAfter = (day: number) => day + ((8 - new Date(day).getUTCDay()) % 7) * DAY_MS;

/**
 * The holidays of the states that forbid soliciting on them, read in November 2026: Ala. Code § 1-3-8 (Juneteenth with
 * it; not Mardi Gras, which two counties keep), La. R.S. 1:55(A)(1), 73 P.S. § 2245(a)(10) with the list of dnc.com,
 * R.I. Gen. Laws § 25-1-1 beside the federal ones, Utah Code § 63G-1-301. Mississippi forbids none since 2023. Days that
 * a governor proclaims are known to nobody in advance: who solicits there closes the day itself.
 */
const STATE_HOLIDAYS: Readonly<Record<string, StateHolidays>> = {
  AL: {
    without: [],
    own: [
      { name: "Confederate Memorial Day", on: (year) => nth(year, 4, MONDAY, 4) },
      { name: "Jefferson Davis' birthday", on: (year) => nth(year, 6, MONDAY, 1) },
    ],
  },
  LA: {
    without: ["juneteenth"],
    own: [
      { name: "Battle of New Orleans", on: fixed(1, 8) },
      { name: "Mardi Gras", on: (year) => easter(year) - 47 * DAY_MS },
      goodFriday,
      { name: "Huey P. Long Day", on: fixed(8, 30) },
      { name: "All Saints' Day", on: fixed(11, 1) },
    ],
  },
  PA: {
    without: ["juneteenth"],
    own: [goodFriday, { name: "Flag Day", on: fixed(6, 14) }, { name: "Election Day", on: election(1) }],
  },
  RI: {
    without: [],
    own: [
      { name: "Rhode Island Independence Day", on: fixed(5, 4), moves: "sunday" },
      { name: "Victory Day", on: (year) => nth(year, 8, MONDAY, 2) },
      { name: "Election Day", on: election(2) },
    ],
  },
  UT: {
    without: ["juneteenth"],
    own: [
      { name: "Juneteenth", on: juneteenthInUtah },
      { name: "Pioneer Day", on: fixed(7, 24), moves: "weekend" },
      goodFriday,
    ],
  },
};

function moved(day: number, moves: OwnDay["moves"]): number {
  const isSunday = new Date(day).getUTCDay() === SUNDAY;
  if (moves === "sunday" && isSunday) return day + DAY_MS;
  return moves === "weekend" ? keptOn(day) : day;
}

function reckon(state: StateHolidays, date: string): string | null {
  const federal = holidayOn(date);
  if (federal && !state.without.includes(federal)) return HOLIDAYS[federal];
  const day = Date.parse(date);
  const year = Number(date.slice(0, 4));
  const found = state.own.find(({ on, moves }) => {
    const own = on(year);
    return own !== null && (own === day || moved(own, moves) === day);
  });
  return found?.name ?? null;
}

const MOST_KEPT = 2_000;
const kept = new Map<string, string | null>();

/** The holiday on which this state (its code) forbids soliciting, on a date there (YYYY-MM-DD); null: none. */
export function stateHolidayOn(code: string, date: string): string | null {
  const state = STATE_HOLIDAYS[code];
  if (!state) return null;
  const key = `${code} ${date}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const name = reckon(state, date);
  kept.set(key, name);
  return name;
}
