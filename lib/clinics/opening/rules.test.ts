import { expect, test } from "vitest";
import { minutesUntilOpen } from "@/lib/clinics/opening/rules";

const week = [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }];

test.each([
  ["noon of a Tuesday in Denver", "America/Denver", "2026-06-16T18:00:00Z", 0],
  ["an hour before opening", "America/Denver", "2026-06-16T13:00:00Z", 60],
  ["the instant of closing", "America/Denver", "2026-06-16T23:00:00Z", 15 * 60],
  ["Friday night waits for Monday", "America/Denver", "2026-06-20T02:00:00Z", 60 * 60],
  ["Tuesday morning in Guam while Denver sleeps", "Pacific/Guam", "2026-06-15T23:00:00Z", 0],
])("%s", (_, zone, now, minutes) => {
  expect(minutesUntilOpen(week, zone, new Date(now))).toBe(minutes);
});

test("a clinic without hours is a week away", () => {
  expect(minutesUntilOpen([], "America/Denver", new Date("2026-06-16T18:00:00Z"))).toBe(7 * 24 * 60);
});
