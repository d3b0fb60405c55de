import fc from "fast-check";
import { expect, it } from "vitest";
import { next } from "@/lib/delivery/rules/next";
import type { AttemptFact } from "@/lib/delivery/rules/schema";
import { factsOf, POLICY } from "@/lib/testing/facts";
import type { Channel } from "@/prisma/generated/enums";

/** 10 PM in Denver: texts wait until 8 AM, mails do not. */
const NIGHT = new Date("2026-06-17T04:00:00Z");
const MORNING = new Date("2026-06-17T14:00:00Z");
const plan: Channel[] = ["SMS", "EMAIL"];
const facts = (fallbackOnHold: boolean, changes: Parameters<typeof factsOf>[0] = {}) =>
  factsOf({ plan, fallbackOnHold, createdAt: NIGHT, ...changes });
const none = { attempts: [], blocked: [] };

function attempt(hop: number, given: Partial<AttemptFact> = {}): AttemptFact {
  return {
    id: `a${hop}`,
    hop,
    attempt: 1,
    channel: plan[hop] ?? "SMS",
    claimedAt: NIGHT,
    outcome: "accepted",
    outcomeAt: NIGHT,
    outcomeReason: null,
    outcomeRetry: false,
    notBefore: null,
    receipts: [],
    ...given,
  };
}

it("a hold does not move on by itself", () => {
  expect(next(none, facts(false), POLICY, NIGHT)).toMatchObject({
    status: "SCHEDULED",
    reason: "quiet_hours",
    hop: 0,
    act: { kind: "wait", until: MORNING },
  });
});

it("moves on at once when the sender said so, and keeps both answers", () => {
  const answer = next(none, facts(true), POLICY, NIGHT);
  expect(answer.act).toMatchObject({ kind: "send", hop: 1 });
  expect(answer.decisions.map(({ hop, answer }) => [hop, answer.kind])).toEqual([
    [0, "hold"],
    [1, "allow"],
  ]);
});

it("waits for the way that opens first when all have to wait", () => {
  const later = facts(true, { scheduledAt: new Date("2026-06-17T05:00:00Z") });
  expect(next(none, later, POLICY, NIGHT)).toMatchObject({
    status: "SCHEDULED",
    hop: 1,
    act: { kind: "wait", until: new Date("2026-06-17T05:00:00Z") },
  });
});

it("the way passed over comes back when the other one fails: held is never dropped", () => {
  const bounced = attempt(1, { outcome: "rejected", outcomeReason: "mailbox_unknown" });
  const history = { attempts: [bounced], blocked: [] };
  expect(next(history, facts(true), POLICY, NIGHT)).toMatchObject({
    status: "SCHEDULED",
    hop: 0,
    act: { kind: "wait", until: MORNING },
  });
  expect(next(history, facts(true), POLICY, MORNING).act).toMatchObject({ kind: "send", hop: 0 });
});

it("but never beside one that may have arrived, before that one's deadline", () => {
  const history = { attempts: [attempt(1)], blocked: [] };
  const deadline = new Date(NIGHT.getTime() + POLICY.fallbackMinutes.EMAIL * 60_000);
  expect(next(history, facts(true), POLICY, NIGHT)).toMatchObject({
    status: "SENT",
    act: { kind: "wait", until: deadline },
  });
  const opened = { kind: "delivered", status: "delivered", code: null, reason: null, detail: null } as const;
  const at = { soft: false, machine: false, at: NIGHT, recordedAt: NIGHT, eventId: "e1" };
  const arrived = { attempts: [attempt(1, { receipts: [{ ...opened, ...at }] })], blocked: [] };
  expect(next(arrived, facts(true), POLICY, MORNING)).toMatchObject({
    status: "DELIVERED",
    act: { kind: "rest" },
  });
});

it("once it went by both, none is begun a second time", () => {
  const bounced = attempt(1, { outcome: "rejected", outcomeReason: "mailbox_unknown" });
  const text = attempt(0, { claimedAt: MORNING, outcome: "rejected", outcomeReason: "landline" });
  const later = new Date(MORNING.getTime() + 60_000);
  for (const attempts of [
    [bounced, text],
    [text, bounced],
  ]) {
    expect(next({ attempts, blocked: [] }, facts(true), POLICY, later)).toMatchObject({
      status: "FAILED",
      act: { kind: "rest" },
    });
  }
});

it("random lives with ways passed over: no way is begun twice, and all come to rest", () => {
  const channels: Channel[] = ["SMS", "EMAIL", "PUSH", "IN_APP"];
  const life = fc.record({
    plan: fc.uniqueArray(fc.constantFrom(...channels), { minLength: 1, maxLength: 4 }),
    hour: fc.nat({ max: 23 }),
    luck: fc.array(fc.nat({ max: 9 }), { minLength: 30, maxLength: 30 }),
  });
  const property = fc.property(life, ({ plan, hour, luck }) => {
    let now = new Date(Date.UTC(2026, 5, 16, hour));
    const known = factsOf({ plan, fallbackOnHold: true, createdAt: now, content: ALL });
    const attempts: AttemptFact[] = [];
    for (let step = 0; step < 60; step += 1) {
      const answer = next({ attempts, blocked: [] }, known, POLICY, now);
      expect(next({ attempts: [...attempts].reverse(), blocked: [] }, known, POLICY, now)).toEqual(answer);
      if (answer.act.kind === "rest") return true;
      if (answer.act.kind === "wait") {
        expect(answer.act.until.getTime()).toBeGreaterThan(now.getTime());
        now = answer.act.until;
        continue;
      }
      const { hop } = answer.act;
      const others = attempts.filter((known) => known.hop === hop && known.outcome === "accepted");
      expect(others).toEqual([]);
      const bad = (luck[step % luck.length] ?? 0) < 6;
      attempts.push(
        attempt(hop, {
          id: `${hop}-${attempts.length}`,
          channel: plan[hop] as Channel,
          attempt: answer.act.attempt,
          claimedAt: now,
          outcomeAt: now,
          ...(bad ? { outcome: "rejected", outcomeReason: "landline" } : {}),
        }),
      );
      now = new Date(now.getTime() + 1_000);
    }
    return false;
  });
  fc.assert(property, { numRuns: 500 });
});

const ALL = {
  SMS: { body: "Hello" },
  EMAIL: { subject: "Hi", body: "Hello" },
  PUSH: {},
  IN_APP: { body: "Hello" },
};
