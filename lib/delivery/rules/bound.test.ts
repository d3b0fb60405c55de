import { expect, test } from "vitest";
import { decide } from "@/lib/delivery/rules/decide";
import { factsOf, POLICY } from "@/lib/testing/facts";

const NOON = new Date("2026-06-16T18:00:00Z");
const SHARED = "+13035550199";
const point = (id: string, value: string, health: "ok" | "closed", isPrimary = false) => ({
  id,
  kind: "phone" as const,
  value,
  isPrimary,
  health,
  healthReason: health === "closed" ? "invalid_address" : null,
  healthAt: null,
  sharedWith: value === SHARED ? 1 : 0,
  belongsTo: null,
});
const own = point("own", "+13035550142", "ok", true);
const about = { toAddress: SHARED, isBound: true };

test.each([
  ["goes to the shared phone, not to the primary one", [own, point("s", SHARED, "ok")], "allow", SHARED],
  ["is blocked when that phone is closed", [own, point("s", SHARED, "closed")], "contact_closed", SHARED],
  ["is blocked when that phone is no longer the patient's", [own], "contact_closed", SHARED],
])("a text in a shared phone's thread %s", (_, points, expected, address) => {
  const answer = decide(factsOf(about, { points }), POLICY, 0, NOON);
  if (answer.kind === "allow") return expect([expected, answer.to]).toEqual(["allow", address]);
  const [deciding] = answer.reasons;
  expect([deciding?.rule, deciding?.evidence.address]).toEqual([expected, address]);
});

test("its email goes to the patient's own, and an address that a retry left binds nothing", () => {
  const points = [
    ...factsOf().points.filter(({ kind }) => kind !== "phone"),
    point("s", SHARED, "closed"),
    own,
  ];
  const mail = decide(factsOf({ ...about, plan: ["EMAIL"] }, { points }), POLICY, 0, NOON);
  expect(mail).toMatchObject({ kind: "allow", to: "maria@example.org" });
  const loose = decide(factsOf({ toAddress: SHARED }, { points }), POLICY, 0, NOON);
  expect(loose).toMatchObject({ kind: "allow", to: own.value });
});
