/** The legal public holidays of 5 U.S.C. 6103(a), in the order of the year, by the names that the law gives them. */
export const HOLIDAYS = {
  new_year: "New Year's Day",
  king: "Birthday of Martin Luther King, Jr.",
  washington: "Washington's Birthday",
  memorial: "Memorial Day",
  juneteenth: "Juneteenth",
  independence: "Independence Day",
  labor: "Labor Day",
  columbus: "Columbus Day",
  veterans: "Veterans Day",
  thanksgiving: "Thanksgiving Day",
  christmas: "Christmas Day",
} as const;
export type Holiday = keyof typeof HOLIDAYS;
export const HOLIDAY_IDS = Object.keys(HOLIDAYS) as [Holiday, ...Holiday[]];

const DAY_MS = 86_400_000;
const [MONDAY, THURSDAY, SATURDAY, SUNDAY] = [1, 4, 6, 0];

/** A day as UTC midnight in ms; months count from 1. */
export const utc = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day);
const weekday = (ms: number) => new Date(ms).getUTCDay();
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The day, as UTC midnight in ms, on which a weekday (0 is Sunday) falls for the `count`th time in a month. */
export function nth(year: number, month: number, day: number, count: number): number {
  const first = utc(year, month, 1);
  return first + (((day - weekday(first) + 7) % 7) + (count - 1) * 7) * DAY_MS;
}

function lastMonday(year: number, month: number): number {
  const last = utc(year, month + 1, 0);
  return last - ((weekday(last) - MONDAY + 7) % 7) * DAY_MS;
}

const DAY_OF: Record<Holiday, (year: number) => number> = {
  new_year: (year) => utc(year, 1, 1),
  king: (year) => nth(year, 1, MONDAY, 3),
  washington: (year) => nth(year, 2, MONDAY, 3),
  memorial: (year) => lastMonday(year, 5),
  juneteenth: (year) => utc(year, 6, 19),
  independence: (year) => utc(year, 7, 4),
  labor: (year) => nth(year, 9, MONDAY, 1),
  columbus: (year) => nth(year, 10, MONDAY, 2),
  veterans: (year) => utc(year, 11, 11),
  thanksgiving: (year) => nth(year, 11, THURSDAY, 4),
  christmas: (year) => utc(year, 12, 25),
};

/** The day in ms on which one is kept. Saturday's is kept on the Friday before (5 U.S.C. 6103(b)), Sunday's on the Monday after (Executive Order 11582). */
export function keptOn(day: number): number {
  if (weekday(day) === SATURDAY) return day - DAY_MS;
  return weekday(day) === SUNDAY ? day + DAY_MS : day;
}

/** The holidays of a year: the day itself and the day on which it is kept, YYYY-MM-DD. */
export function holidaysOf(year: number): { id: Holiday; day: string; kept: string }[] {
  return HOLIDAY_IDS.map((id) => {
    const day = DAY_OF[id](year);
    return { id, day: dateOf(day), kept: dateOf(keptOn(day)) };
  });
}

/** The federal holiday that is kept on this date (YYYY-MM-DD); null: none. */
export function keptHoliday(date: string): Holiday | null {
  return around(date).find(({ kept }) => kept === date)?.id ?? null;
}

/** The holiday that this date is, or on which it is kept; null: none. */
export function holidayOn(date: string): Holiday | null {
  return around(date).find(({ day, kept }) => day === date || kept === date)?.id ?? null;
}

/** New Year's Day on a Saturday is kept in the year before. */
const around = (date: string) => [Number(date.slice(0, 4)), Number(date.slice(0, 4)) + 1].flatMap(holidaysOf);
