import { expect, test } from "vitest";
import { policyOf } from "@/lib/clinics/schema";
import { changeLine, changesOf, readPolicy } from "@/lib/policy/rules";
import { limitsOf } from "@/lib/policy/schema";

const stands = policyOf({});

test.each([
  ["a cap past the house's", { dailyCap: 11 }, "dailyCap"],
  ["quiet hours that begin after the law's", { quietHours: { start: "21:30" } }, "quietHours.start"],
  ["quiet hours that end before the law's", { quietHours: { end: "07:59" } }, "quietHours.end"],
  [
    "a time that is none",
    { quietHours: { days: { 1: { start: "25:00", end: "08:00" } } } },
    "quietHours.days.1.start",
  ],
  ["a week without an open day", { quietHours: { days: days("closed") } }, "quietHours.days"],
  [
    "hours that together leave no minute",
    { quietHours: { channels: { SMS: { start: "08:00", end: "06:00" } } } },
    "quietHours.channels.SMS",
  ],
  ["a reserve that leaves nothing of the day", { dailyCap: 4, dailyReserve: 4 }, "dailyReserve"],
  [
    "a longest wait below the first",
    { retries: { firstSeconds: 60, longestSeconds: 30 } },
    "retries.longestSeconds",
  ],
  ["a name that no rule reads", { dailyCapp: 8 }, "dailyCapp"],
  ["a name inside a setting that no rule reads", { quietHours: { sunday: "closed" } }, "quietHours.sunday"],
])("refuses %s and names the setting", (_, given, field) => {
  const { problems } = readPolicy(stands, given);
  expect(problems?.map((problem) => problem.field)).toContain(field);
});

function days(value: "closed") {
  return Object.fromEntries(["1", "2", "3", "4", "5", "6", "7"].map((day) => [day, value]));
}

test("reads every weekday and channel as given, and tells each change with its values", () => {
  const given = {
    dailyCap: 8,
    quietHours: {
      ...stands.quietHours,
      start: "20:00",
      days: { 7: "closed", 6: { start: "17:00", end: "10:00" } },
      channels: { EMAIL: { start: "22:00", end: "06:00", days: { 1: "closed" } } },
    },
  };
  const { policy } = readPolicy(stands, given);
  expect(policy).toMatchObject(given);
  expect(changesOf(stands, policy).map(changeLine)).toEqual([
    "quietHours.start: 21:00 → 20:00",
    "dailyCap: 10 → 8",
    "quietHours.days.6.start: unset → 17:00",
    "quietHours.days.6.end: unset → 10:00",
    "quietHours.days.7: unset → closed",
    "quietHours.channels.EMAIL.start: unset → 22:00",
    "quietHours.channels.EMAIL.end: unset → 06:00",
    "quietHours.channels.EMAIL.days.1: unset → closed",
  ]);
});

test("the limits that a screen shows are the parser's own", () => {
  expect(limitsOf("dailyCap")).toEqual({ least: 1, most: 10 });
  expect(limitsOf("quietHours.openingSpreadMinutes")).toEqual({ least: 0, most: 60 });
  expect(limitsOf("fallbackMinutes.SMS")).toEqual({ least: 1, most: 10_080 });
});
