import { expect, test } from "vitest";
import { HOLIDAY_IDS, holidayOn, holidaysOf, keptHoliday } from "@/lib/clinics/holidays/rules";

/** As published by the U.S. Office of Personnel Management (Federal Holidays, 2024 to 2030): the days they are kept on. */
const PUBLISHED: Record<number, string> = {
  2024: "2024-01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
  2025: "2025-01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
  2026: "2026-01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
  2027: "2027-01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24",
  2028: "2027-12-31 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
  2029: "2029-01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25",
  2030: "2030-01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
};

test.each(Object.entries(PUBLISHED))("%s as it was published", (year, days) => {
  const published = days.split(" ").map((day) => (day.length > 5 ? day : `${year}-${day}`));
  expect(holidaysOf(Number(year)).map(({ kept }) => kept)).toEqual(published);
});

test("every day of seven years is a holiday exactly when it was published as one", () => {
  const kept = new Set(
    Object.entries(PUBLISHED).flatMap(([year]) => holidaysOf(Number(year)).map((one) => one.kept)),
  );
  let found = 0;
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2031, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    expect(keptHoliday(date) !== null, date).toBe(kept.has(date));
    if (kept.has(date)) found += 1;
  }
  expect(found).toBe(7 * HOLIDAY_IDS.length);
});

test("one that falls on a weekend is both its own day and the one it is kept on", () => {
  expect([holidayOn("2026-07-04"), holidayOn("2026-07-03")]).toEqual(["independence", "independence"]);
  expect([keptHoliday("2026-07-04"), keptHoliday("2026-07-03")]).toEqual([null, "independence"]);
  expect(keptHoliday("2027-12-31")).toBe("new_year");
  expect(holidayOn("2026-07-06")).toBeNull();
});
