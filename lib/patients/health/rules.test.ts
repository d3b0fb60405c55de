import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Experience, experienceOf, standingOf } from "@/lib/patients/health/rules";

const day = (days: number) => new Date(Date.UTC(2026, 5, 1) + days * 86_400_000);
const failed = (days: number, reason = "mailbox_full"): Experience => ({
  worked: false,
  reason,
  at: day(days),
});
const worked = (days: number): Experience => ({ worked: true, reason: null, at: day(days) });

describe("an address after temporary failures", () => {
  it.each([
    ["nothing", [], null],
    ["one", [failed(0)], { health: "failing", softFailures: 1, reason: "mailbox_full" }],
    [
      "five within an evening",
      [0, 0.1, 0.2, 0.3, 0.4].map((at) => failed(at)),
      { health: "failing", softFailures: 5 },
    ],
    ["four over a month", [0, 10, 20, 30].map((at) => failed(at)), { health: "failing", softFailures: 4 }],
    [
      "five over three days",
      [0, 1, 1.5, 2, 3].map((at) => failed(at)),
      { health: "closed", softFailures: 5 },
    ],
    [
      "a success among them",
      [failed(0), failed(1), failed(2), worked(3), failed(4), failed(5)],
      { health: "failing", softFailures: 2 },
    ],
    [
      "a success at the end",
      [0, 1, 2, 3, 4].map((at) => failed(at)).concat(worked(5)),
      { health: "ok", softFailures: 0, reason: null },
    ],
  ] as const)("%s", (_, given, standing) => {
    if (standing === null) expect(standingOf(given)).toBeNull();
    else expect(standingOf(given)).toMatchObject(standing);
  });

  it("stands where it stands, whatever the order in which that was told", () => {
    const any = fc.record({
      worked: fc.boolean(),
      reason: fc.constantFrom("mailbox_full", "phone_off"),
      d: fc.nat(9),
    });
    const told = fc.array(any, { maxLength: 12 }).chain((list) => {
      const given = list.map(({ d, ...rest }): Experience => ({ ...rest, at: day(d) }));
      return fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }));
    });
    fc.assert(
      fc.property(told, ([given, shuffled]) => {
        expect(standingOf(shuffled)).toEqual(standingOf(given));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["deferred", true, "mailbox_full", null],
    ["bounced", true, "rate_limited", null],
    ["failed", true, "daily_limit", null],
    ["bounced", false, "mailbox_unknown", null],
    ["bounced", true, "mailbox_full", false],
    ["failed", true, "phone_off", false],
    ["delivered", false, null, true],
  ])("%s (soft: %s, %s) counts: %s", (kind, soft, reason, counts) => {
    expect(experienceOf({ kind, soft, reason, at: day(0) })?.worked ?? null).toBe(counts);
  });
});
