import fc from "fast-check";
import { expect, it } from "vitest";
import { stateOf } from "@/lib/delivery/rules/attempt";
import { decide } from "@/lib/delivery/rules/decide";
import { isOpen } from "@/lib/delivery/rules/ending";
import { next, nextWithoutFacts } from "@/lib/delivery/rules/next";
import type { AttemptFact, History, Next } from "@/lib/delivery/rules/schema";
import type { Facts } from "@/lib/delivery/schema";
import { RECEIPT_KINDS, type ReceiptKind } from "@/lib/providers/port";
import { factsOf, POLICY } from "@/lib/testing/facts";
import type { Channel } from "@/prisma/generated/enums";

/*
 * Plays random lives of one message: vendors that accept, refuse or say nothing, crashes, receipts that repeat, come
 * late and contradict each other, a STOP or a cancel at any time. What must hold is checked at every step.
 */
const CHANNELS: Channel[] = ["SMS", "EMAIL", "PUSH", "IN_APP"];
const START = Date.UTC(2026, 5, 16, 12);
const STEPS = 60;

const world = fc.record({
  plan: fc.array(fc.constantFrom(...CHANNELS), { minLength: 1, maxLength: 4 }),
  zone: fc.constantFrom("America/Denver", "Pacific/Guam", "Asia/Kathmandu"),
  startHour: fc.nat({ max: 23 }),
  expiresHour: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  cancelStep: fc.option(fc.nat({ max: 12 }), { nil: null }),
  stopStep: fc.option(fc.nat({ max: 12 }), { nil: null }),
  luck: fc.array(fc.nat({ max: 999 }), { minLength: STEPS * 2, maxLength: STEPS * 2 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

interface Life {
  facts: Facts;
  attempts: AttemptFact[];
  blocked: History["blocked"];
}

function receive(life: Life, luck: number, now: Date): void {
  const attempt = life.attempts[luck % Math.max(1, life.attempts.length)];
  if (!attempt || attempt.outcome === "released") return;
  const kind = RECEIPT_KINDS[luck % RECEIPT_KINDS.length] as ReceiptKind;
  const soft = luck % 7 === 0;
  const base = {
    kind,
    status: kind,
    code: null,
    reason: "other",
    detail: null,
    soft,
    machine: luck % 5 === 0,
    at: now,
    recordedAt: now,
  };
  attempt.receipts.push({ ...base, eventId: `e${luck}-${now.getTime()}` });
}

/** What the vendor does with a hand-off: mostly accepts, sometimes refuses, is cut off, or answers nothing. */
function outcomeOf(luck: number, at: Date): Partial<AttemptFact> {
  const done = { outcomeAt: new Date(at.getTime() + 300) };
  if (luck % 10 < 5) return { ...done, outcome: "accepted" };
  if (luck % 10 === 5) return { ...done, outcome: "released" };
  if (luck % 10 < 8)
    return { ...done, outcome: "rejected", outcomeReason: "service_down", outcomeRetry: luck % 3 > 0 };
  return { outcome: null, outcomeAt: null };
}

function check(life: Life, answer: Next, now: Date): void {
  const { message } = life.facts;
  const history = { attempts: life.attempts, blocked: life.blocked };
  const turned = { attempts: [...life.attempts].reverse(), blocked: [...life.blocked].reverse() };
  expect(next(turned, life.facts, POLICY, now)).toEqual(answer);
  const quick = nextWithoutFacts(history, message, POLICY, now);
  if (quick) expect(quick).toEqual(answer);
  if (answer.act.kind !== "send") return;
  const { hop } = answer.act;
  const channel = message.plan[hop];
  expect(decide(life.facts, POLICY, hop, now).kind).toBe("allow");
  expect(message.cancelledAt).toBeNull();
  expect(message.expiresAt === null || now < message.expiresAt).toBe(true);
  const open = life.attempts.filter(
    (attempt) => attempt.channel === channel && isOpen(stateOf(attempt, now)),
  );
  expect(open).toEqual([]);
  expect(life.blocked.some((block) => block.hop === hop)).toBe(false);
}

function play(given: World): { last: Next; life: Life; now: Date } {
  const { plan, zone, luck } = given;
  let now = new Date(START + given.startHour * 3_600_000);
  const expiresAt = given.expiresHour === null ? null : new Date(START + given.expiresHour * 3_600_000);
  const life: Life = {
    facts: factsOf({ plan, expiresAt }, { patient: { zones: [zone] } }),
    attempts: [],
    blocked: [],
  };
  let last = next({ attempts: [], blocked: [] }, life.facts, POLICY, now);
  for (let step = 0; step < STEPS; step += 1) {
    const [first = 0, second = 0] = luck.slice(step * 2, step * 2 + 2);
    if (step === given.cancelStep) life.facts.message.cancelledAt = now;
    if (step === given.stopStep) {
      const addresses = { SMS: "+13035550142", EMAIL: "maria@example.org" };
      life.facts.suppressions = (["SMS", "EMAIL"] as const).map((channel) => ({
        channel,
        address: addresses[channel],
        reason: "stop",
        since: now,
      }));
    }
    if (first % 4 === 0) receive(life, second, now);
    last = next({ attempts: life.attempts, blocked: life.blocked }, life.facts, POLICY, now);
    check(life, last, now);
    for (const { hop, answer } of last.decisions) {
      if (answer.kind === "block") life.blocked.push({ hop, rule: answer.reasons[0]?.rule ?? "" });
    }
    if (last.act.kind === "send") {
      const { hop, attempt } = last.act;
      const claimed = {
        id: `${hop}-${attempt}`,
        hop,
        attempt,
        channel: plan[hop] as Channel,
        claimedAt: now,
      };
      const blank = {
        outcomeReason: null,
        outcomeRetry: false,
        notBefore: null,
        outcome: null,
        outcomeAt: null,
      };
      life.attempts.push({ ...claimed, ...blank, receipts: [], ...outcomeOf(first, now) });
      now = new Date(now.getTime() + 1_000);
    } else if (last.act.kind === "wait") {
      expect(last.act.until.getTime()).toBeGreaterThan(now.getTime());
      // A clock may be early.
      now = first % 6 === 1 ? new Date((now.getTime() + last.act.until.getTime()) / 2) : last.act.until;
    } else {
      now = new Date(now.getTime() + 3_600_000);
    }
  }
  return { last, life, now };
}

it("random lives: never a forbidden send, never two open attempts on a channel, always one answer", () => {
  fc.assert(
    fc.property(world, (given) => void play(given)),
    { numRuns: 2_000 },
  );
}, 120_000);

it("always comes to rest once the world falls silent", () => {
  const property = fc.property(world, (given) => {
    const { life, now: end } = play(given);
    let now = end;
    for (let step = 0; step < 40; step += 1) {
      const answer = next({ attempts: life.attempts, blocked: life.blocked }, life.facts, POLICY, now);
      if (answer.act.kind === "rest") return true;
      if (answer.act.kind === "send") {
        const { hop, attempt } = answer.act;
        const fact = {
          id: `${hop}-${attempt}`,
          hop,
          attempt,
          channel: given.plan[hop] as Channel,
          claimedAt: now,
        };
        const silent = {
          outcome: null,
          outcomeAt: null,
          outcomeReason: null,
          outcomeRetry: false,
          notBefore: null,
        };
        life.attempts.push({ ...fact, ...silent, receipts: [] });
      } else now = answer.act.until;
    }
    return false;
  });
  fc.assert(property, { numRuns: 500 });
}, 120_000);
