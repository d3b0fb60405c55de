import { expect, it } from "vitest";
import { businessDaysAfter } from "@/lib/revocations/rules/deadlines";

it.each([
  ["a Tuesday noon", "2026-06-16T18:00:00Z", 1, "2026-06-17T18:00:00Z"],
  ["a Friday evening", "2026-06-20T01:00:00Z", 1, "2026-06-23T01:00:00Z"],
  ["a Sunday", "2026-06-21T18:00:00Z", 1, "2026-06-22T18:00:00Z"],
  ["ten days, without Juneteenth", "2026-06-16T18:00:00Z", 10, "2026-07-01T18:00:00Z"],
  ["the eve of Thanksgiving", "2026-11-25T19:00:00Z", 1, "2026-11-27T19:00:00Z"],
  ["the clocks go back", "2026-10-30T18:00:00Z", 1, "2026-11-02T19:00:00Z"],
])("of %s", (_, at, days, due) =>
  expect(businessDaysAfter(new Date(at), days, "America/Denver")).toEqual(new Date(due)),
);

it("of a day before the clinic's own closed day", () => {
  const closed = (date: string) => date === "2026-06-17";
  const due = new Date("2026-06-18T18:00:00Z");
  expect(businessDaysAfter(new Date("2026-06-16T18:00:00Z"), 1, "America/Denver", closed)).toEqual(due);
});
