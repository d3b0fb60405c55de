import { expect, test } from "vitest";
import { isOpen, nextClosedDays } from "@/lib/clinics/opening/rules";
import { OpeningSettings } from "@/lib/clinics/opening/schema";

const week = OpeningSettings.parse({ closed: { days: [{ date: "2026-06-17", name: "Staff day" }] } });

test.each([
  ["noon of a Tuesday in Denver", "America/Denver", "2026-06-16T18:00:00Z", true],
  ["a minute before opening", "America/Denver", "2026-06-16T13:59:00Z", false],
  ["the minute of opening", "America/Denver", "2026-06-16T14:00:00Z", true],
  ["the minute of closing", "America/Denver", "2026-06-16T23:00:00Z", false],
  ["Saturday noon", "America/Denver", "2026-06-20T18:00:00Z", false],
  ["Tuesday morning in Guam while Denver has Monday evening", "Pacific/Guam", "2026-06-15T23:00:00Z", true],
  ["a closed day of its own", "America/Denver", "2026-06-17T18:00:00Z", false],
  ["Independence Day, kept on a Friday", "America/Denver", "2026-07-03T18:00:00Z", false],
  ["a holiday on which this clinic works", "America/Denver", "2026-10-12T18:00:00Z", true],
])("%s", (_, zone, now, open) => {
  expect(isOpen(week, zone, new Date(now))).toBe(open);
});

test("a clinic without hours is never open", () => {
  expect(isOpen({ ...week, opening: [] }, "America/Denver", new Date("2026-06-16T18:00:00Z"))).toBe(false);
});

test("the next closed days are told in their order, with both days of a holiday on a weekend", () => {
  expect(nextClosedDays(week.closed, "2026-06-16", 4)).toEqual([
    { date: "2026-06-17", name: "Staff day" },
    { date: "2026-07-03", name: "Independence Day" },
    { date: "2026-07-04", name: "Independence Day" },
    { date: "2026-09-07", name: "Labor Day" },
  ]);
});
