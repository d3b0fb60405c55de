import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { ClinicSettings } from "@/lib/clinics/schema";
import type { AttemptState } from "@/lib/delivery/rules/attempt";
import { retryAt } from "@/lib/delivery/rules/backoff";
import { POLICY } from "@/lib/testing/facts";

const AT = new Date("2026-06-16T18:00:00Z");
type Failure = Extract<AttemptState, { kind: "failed" }>;
const failed = (retry: Failure["retry"], notBefore: Date | null = null): Failure => ({
  kind: "failed",
  bounced: false,
  reason: "service_down",
  retry,
  at: AT,
  notBefore,
});
const waits = (retry: Failure["retry"], tries: number, id = "attempt", policy = POLICY) => {
  const until = retryAt(id, failed(retry), tries, policy);
  return until && (until.getTime() - AT.getTime()) / 1_000;
};
const idOf = (nth: number) => createHash("sha256").update(String(nth)).digest("hex");
const { retries } = POLICY;

it.each([1, 2, 3, 4])("a refusal doubles its wait each time, give or take a fifth: try %d", (tries) => {
  const base = Math.min(retries.longestSeconds, retries.firstSeconds * 2 ** (tries - 1));
  const seen = Array.from({ length: 500 }, (_, nth) => waits("soon", tries, idOf(nth)) ?? 0);
  for (const seconds of seen) expect(seconds >= base * 0.799 && seconds <= base * 1.201).toBe(true);
  // Spread: a crowd that was refused together does not come back together.
  const quarters = [0, 0, 0, 0];
  for (const seconds of seen) {
    const quarter = Math.min(3, Math.floor(((seconds / base - 0.8) / 0.4) * 4));
    quarters[quarter] = (quarters[quarter] ?? 0) + 1;
  }
  for (const count of quarters) expect(count).toBeGreaterThan(85);
});

it("every reader reckons the same instant for the same attempt", () => {
  expect(waits("soon", 2)).toBe(waits("soon", 2));
});

it("never longer than the clinic's longest wait", () => {
  const policy = ClinicSettings.parse({ retries: { most: 10, firstSeconds: 60, longestSeconds: 90 } });
  expect(waits("soon", 9, "attempt", policy)).toBeLessThanOrEqual(108);
});

it("a phone that was off waits far longer, six times as long each time", () => {
  const [first = 0, second = 0] = [waits("later", 1) ?? 0, waits("later", 2) ?? 0];
  expect(first).toBeGreaterThanOrEqual(retries.softFirstMinutes * 60 * 0.8);
  expect(second / first).toBeCloseTo(6, 1);
});

it("not before the vendor's Retry-After, and not later because of an early one", () => {
  const late = new Date(AT.getTime() + 3_600_000);
  expect(retryAt("attempt", failed("soon", late), 1, POLICY)).toEqual(late);
  const early = new Date(AT.getTime() + 1);
  expect(retryAt("attempt", failed("soon", early), 1, POLICY)).toEqual(
    retryAt("attempt", failed("soon"), 1, POLICY),
  );
});

it.each([
  ["what is permanent", null, 1],
  ["after the most refusals", "soon", retries.most],
  ["after the most soft failures", "later", retries.softMost],
] as const)("gives up %s", (_, retry, tries) => {
  expect(waits(retry, tries)).toBeNull();
});
