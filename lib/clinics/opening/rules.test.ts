import { expect, test } from "vitest";
import { isOpen } from "@/lib/clinics/opening/rules";

const week = [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }];

test.each([
  ["noon of a Tuesday in Denver", "America/Denver", "2026-06-16T18:00:00Z", true],
  ["a minute before opening", "America/Denver", "2026-06-16T13:59:00Z", false],
  ["the minute of opening", "America/Denver", "2026-06-16T14:00:00Z", true],
  ["the minute of closing", "America/Denver", "2026-06-16T23:00:00Z", false],
  ["Saturday noon", "America/Denver", "2026-06-20T18:00:00Z", false],
  ["Tuesday morning in Guam while Denver has Monday evening", "Pacific/Guam", "2026-06-15T23:00:00Z", true],
])("%s", (_, zone, now, open) => {
  expect(isOpen(week, zone, new Date(now))).toBe(open);
});

test("a clinic without hours is never open", () => {
  expect(isOpen([], "America/Denver", new Date("2026-06-16T18:00:00Z"))).toBe(false);
});
