import { expect, test } from "vitest";
import { ClinicSettings } from "@/lib/clinics/schema";
import { decide } from "@/lib/delivery/rules/decide";
import { factsOf } from "@/lib/testing/facts";

const KEPT = ClinicSettings.parse({ quietHours: { holidays: true, openingSpreadMinutes: 0 } });
const granted = { purpose: "marketing", channel: "SMS", address: null, act: "grant" } as const;
const ask = (at: string, category: "marketing" | "treatment", policy = KEPT) => {
  const consents = [{ ...granted, at: new Date("2026-01-01T00:00:00Z") }];
  return decide(factsOf({ category }, { consents }), policy, 0, new Date(at));
};

test("marketing waits over a federal holiday to the next opening, and says which", () => {
  // Noon of Thanksgiving in Denver.
  expect(ask("2026-11-26T19:00:00Z", "marketing")).toMatchObject({
    kind: "hold",
    until: new Date("2026-11-27T15:00:00Z"),
    reasons: [{ rule: "quiet_hours", evidence: { holiday: "Thanksgiving Day" } }],
  });
});

test.each([
  ["a reminder goes on the holiday", "2026-11-26T19:00:00Z", "treatment", KEPT],
  ["marketing goes on the day after", "2026-11-27T19:00:00Z", "marketing", KEPT],
  ["and on the day itself where the clinic does not keep it", "2026-11-26T19:00:00Z", "marketing", undefined],
] as const)("%s", (_, at, category, policy) => {
  expect(ask(at, category, policy ?? ClinicSettings.parse({})).kind).toBe("allow");
});

test("a holiday on a Saturday is kept on the Friday too: what waits goes on Sunday", () => {
  expect(ask("2026-07-03T18:00:00Z", "marketing")).toMatchObject({ until: new Date("2026-07-05T14:00:00Z") });
});
