import { describe, expect, it } from "vitest";
import { decide } from "@/lib/delivery/rules/decide";
import { next } from "@/lib/delivery/rules/next";
import type { AttemptFact } from "@/lib/delivery/rules/schema";
import type { Facts } from "@/lib/delivery/schema";
import type { RouteFact } from "@/lib/failover/schema";
import { factsOf, POLICY } from "@/lib/testing/facts";

const NOW = new Date("2026-06-16T18:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);

const route = (provider: string, changes: Partial<RouteFact> = {}): RouteFact => ({
  provider,
  channel: "SMS",
  weight: provider === "twilio" ? 100 : 0,
  level: 100,
  pausedAt: null,
  pausedReason: null,
  trippedUntil: null,
  ...changes,
});

/** Two vendors for texts: Twilio by weight, Telnyx standing by. */
function two(
  twilio: Partial<RouteFact> = {},
  telnyx: Partial<RouteFact> = {},
  message: Partial<Facts["message"]> = {},
  more: Partial<Omit<Facts, "message" | "patient">> = {},
): Facts {
  const base = factsOf(message);
  const [first] = base.senders;
  if (!first) throw new Error("No sender.");
  const second = { ...first, id: "s9", provider: "telnyx", address: "+13035550111", isDefault: false };
  return {
    ...base,
    senders: [...base.senders, second],
    providers: [...base.providers, "telnyx"],
    signed: [...base.signed, "telnyx"],
    routes: [route("twilio", twilio), route("telnyx", telnyx)],
    ...more,
  };
}

const told = (facts: Facts) => {
  const answer = decide(facts, POLICY, 0, NOW);
  return answer.kind === "allow" ? answer.provider : `${answer.kind} ${answer.reasons[0]?.rule}`;
};
const bulk = { priority: "bulk" as const };
const paused = { pausedAt: NOW, pausedReason: "Maintenance" };
const tripped = { trippedUntil: later(60_000) };

describe("who carries a text", () => {
  it.each<[string, Facts, string]>([
    ["the one with the weight", two(), "twilio"],
    ["the other when it is demoted", two({ level: 0 }), "telnyx"],
    ["the other when it is paused", two(paused), "telnyx"],
    ["the first though it trips: people are not held", two(tripped), "twilio"],
    [
      "the one whose number the thread knows",
      two({}, {}, {}, { lastSender: { SMS: "+13035550111" } }),
      "telnyx",
    ],
    [
      "not that one while it drifts back",
      two({}, { level: 50 }, {}, { lastSender: { SMS: "+13035550111" } }),
      "twilio",
    ],
    ["another one than refused it", two({}, {}, {}, { avoid: ["twilio"] }), "telnyx"],
    ["not one without keys here", two({ level: 0 }, {}, {}, { providers: ["twilio"] }), "twilio"],
    ["nobody while both are paused", two(paused, paused), "hold provider_trouble"],
    ["a bulk waits for its own", two(tripped, {}, bulk), "hold provider_trouble"],
    ["also when another would carry it", two({ ...tripped, level: 0 }, {}, bulk), "hold provider_trouble"],
    ["and for the one that would", two({ level: 0 }, tripped, bulk), "hold provider_trouble"],
    ["not for one that has nothing to do with it", two({}, tripped, bulk), "twilio"],
    ["nor once it has healed", two({ trippedUntil: NOW }, {}, bulk), "twilio"],
  ])("%s", (_, facts, expected) => {
    expect(told(facts)).toBe(expected);
  });

  it("waits a short while, with the reason", () => {
    expect(decide(two(tripped, {}, bulk), POLICY, 0, NOW)).toMatchObject({
      until: tripped.trippedUntil,
      reasons: [{ evidence: { provider: "twilio", paused: false }, remedy: "wait" }],
    });
    expect(decide(two(paused, paused), POLICY, 0, NOW)).toMatchObject({
      until: later(300_000),
      reasons: [{ evidence: { paused: true, reason: "Maintenance" }, remedy: "resume_provider" }],
    });
  });
});

describe("after a try", () => {
  const attempt = (outcome: AttemptFact["outcome"], reason: string | null): AttemptFact => ({
    id: "a1",
    hop: 0,
    attempt: 1,
    channel: "SMS",
    provider: "twilio",
    claimedAt: later(-600_000),
    outcome,
    outcomeAt: outcome ? later(-600_000) : null,
    outcomeReason: reason,
    outcomeRetry: reason !== null,
    notBefore: null,
    receipts: [],
  });
  const act = (one: AttemptFact) => next({ attempts: [one], blocked: [] }, two(), POLICY, NOW).act;

  it("the next one goes by another vendor when the first was out of service, not when it asked to slow down", () => {
    expect(act(attempt("rejected", "service_down"))).toMatchObject({
      kind: "send",
      answer: { provider: "telnyx" },
    });
    expect(act(attempt("rejected", "rate_limited"))).toMatchObject({
      kind: "send",
      answer: { provider: "twilio" },
    });
  });

  it("an unknown one goes by nobody", () => {
    expect(act(attempt(null, null)).kind).toBe("rest");
  });

  it("one whose window ended in the vendor's queue was never sent: decided again, by the same vendor", () => {
    const receipt = {
      eventId: "e1",
      kind: "failed" as const,
      status: "failed",
      code: "30036",
      reason: "expired_in_queue",
      detail: null,
      soft: true,
      machine: false,
      at: later(-60_000),
      recordedAt: later(-60_000),
    };
    const expired = { ...attempt("accepted", null), receipts: [receipt] };
    expect(act(expired)).toMatchObject({ kind: "send", answer: { provider: "twilio" } });
    // Past the window the rules hold it to the next opening, as they would any other.
    const night = new Date("2026-06-17T04:00:00Z");
    expect(next({ attempts: [expired], blocked: [] }, two(), POLICY, night)).toMatchObject({
      reason: "quiet_hours",
      act: { kind: "wait" },
    });
  });
});
