import { expect, it } from "vitest";
import { policyOf } from "@/lib/clinics/schema";

it("reads the same settings once: what is reckoned from a policy stays with it", () => {
  const settings = { dailyCap: 8 };
  expect(policyOf({ ...settings })).toBe(policyOf(settings));
  expect(policyOf({ dailyCap: 7 })).not.toBe(policyOf(settings));
  expect(policyOf(null)).toBe(policyOf({}));
});

it("refuses what would loosen a limit", () => {
  for (const wrong of [
    { dailyCap: 11 },
    { bulkCap: 11 },
    { householdCap: 21 },
    { replyWindowMinutes: 121 },
    { dailyReserve: -1 },
  ]) {
    expect(() => policyOf(wrong)).toThrow();
  }
});

it("watches no mail about care or appointments unless the clinic says so", () => {
  const { opens, clicks } = policyOf(null).mailTracking;
  for (const kind of ["treatment", "appointment", "billing"] as const) {
    expect([...opens, ...clicks]).not.toContain(kind);
  }
  expect(policyOf({ mailTracking: { opens: ["billing"] } }).mailTracking.opens).toEqual(["billing"]);
});
