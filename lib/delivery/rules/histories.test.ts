import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import { stateOf } from "@/lib/delivery/rules/attempt";
import { isOpen } from "@/lib/delivery/rules/ending";
import { next, nextWithoutFacts } from "@/lib/delivery/rules/next";
import type { AttemptFact, History, Next } from "@/lib/delivery/rules/schema";
import type { Facts } from "@/lib/delivery/schema";
import { RECEIPT_KINDS } from "@/lib/providers/port";
import { factsOf, POLICY } from "@/lib/testing/facts";
import type { Channel } from "@/prisma/generated/enums";

/*
 * Plays 20,000 random lives of one message: vendors that accept, refuse or say nothing, crashes between claim and
 * record, receipts that repeat, come late and contradict each other, a STOP, a cancel, a stop of the clinic or somebody
 * who takes a plan back at any time. What must hold is checked at every step, without asking the rules themselves.
 */
const LIVES = 20_000;
const CHANNELS: Channel[] = ["SMS", "EMAIL", "PUSH", "IN_APP"];
const ADDRESSES = { SMS: "+13035550142", EMAIL: "maria@example.org", PUSH: "token", IN_APP: "patient" };
const ZONES = ["America/Denver", "Pacific/Guam", "Asia/Kathmandu"];
const START = Date.UTC(2026, 5, 16, 12);
const HOUR = 3_600_000;
const STEPS = 24;
const SILENT_STEPS = 60;

/** Chance that can be had again: a failing life is named by its number. */
function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
type Chance = ReturnType<typeof chance>;

interface Life {
  facts: Facts;
  attempts: AttemptFact[];
  blocked: History["blocked"];
  now: Date;
}

const historyOf = ({ attempts, blocked }: Life): History => ({ attempts, blocked });

function born(pick: Chance): Life {
  const plan = Array.from({ length: 1 + pick(4) }, () => CHANNELS[pick(4)] as Channel);
  const at = (hours: number) => new Date(START + hours * HOUR);
  const now = at(pick(24));
  const zone = ZONES[pick(3)] as string;
  const facts = factsOf(
    {
      plan,
      scheduledAt: pick(4) === 0 ? at(pick(48)) : null,
      expiresAt: pick(3) === 0 ? at(pick(60)) : null,
      fallbackOnHold: pick(4) === 0,
    },
    { patient: { zones: [zone] } },
  );
  return { facts, attempts: [], blocked: [], now };
}

/** The world between two looks: a receipt, a STOP, a cancel, a stop of the clinic or its end. */
function happen(life: Life, pick: Chance): void {
  const { facts, now } = life;
  if (pick(3) === 0) receive(life, pick);
  if (pick(40) === 0) facts.message.cancelledAt ??= now;
  if (pick(25) === 0) facts.clinic.stoppedAt = facts.clinic.stoppedAt ? null : now;
  if (pick(40) === 0) {
    const channel = (["SMS", "EMAIL"] as const)[pick(2)] as "SMS" | "EMAIL";
    facts.suppressions.push({ channel, address: ADDRESSES[channel], reason: "stop", since: now });
  }
}

function receive({ attempts, now }: Life, pick: Chance): void {
  const attempt = attempts[pick(Math.max(1, attempts.length))];
  if (!attempt || attempt.outcome === "released") return;
  const kind = RECEIPT_KINDS[pick(RECEIPT_KINDS.length)] as (typeof RECEIPT_KINDS)[number];
  const reason = pick(4) === 0 ? "expired_in_queue" : "other";
  const said = { code: null, reason, detail: null, soft: pick(7) === 0, machine: pick(5) === 0 };
  const eventId = `${kind} ${pick(1_000_000)}`;
  attempt.receipts.push({ eventId, kind, status: kind, ...said, at: now, recordedAt: now });
}

const blank = { outcome: null, outcomeAt: null, outcomeReason: null, outcomeRetry: false, notBefore: null };

/** What comes of a hand-off: mostly accepted, sometimes refused or released, or nothing is known (a crash, silence). */
function outcomeOf(pick: Chance, at: Date): Partial<AttemptFact> {
  const done = { outcomeAt: new Date(at.getTime() + 300) };
  const luck = pick(10);
  if (luck < 5) return { ...done, outcome: "accepted" };
  if (luck === 5) return { ...done, outcome: "released" };
  if (luck > 7) return {};
  const notBefore = pick(4) === 0 ? new Date(at.getTime() + pick(90) * 60_000) : null;
  return {
    ...done,
    outcome: "rejected",
    outcomeReason: "service_down",
    outcomeRetry: pick(3) > 0,
    notBefore,
  };
}

function claim(life: Life, answer: Next, more: Partial<AttemptFact>): void {
  if (answer.act.kind !== "send") return;
  const { hop, attempt } = answer.act;
  const channel = life.facts.message.plan[hop] as Channel;
  const fact = { id: `${hop}-${attempt}`, hop, attempt, channel, claimedAt: life.now, receipts: [] };
  life.attempts.push({ ...fact, ...blank, ...more });
}

/** Everything that is wrong with this answer; empty when it may stand. */
function faults(life: Life, answer: Next): string[] {
  const { facts, now } = life;
  const { message } = facts;
  const found: string[] = [];
  const turned = { attempts: [...life.attempts].reverse(), blocked: [...life.blocked].reverse() };
  if (!isDeepStrictEqual(next(turned, facts, POLICY, now), answer)) found.push("the order of facts matters");
  const quick = nextWithoutFacts(historyOf(life), message, POLICY, now);
  if (quick && !isDeepStrictEqual(quick, answer)) found.push("the quick answer differs");
  if (answer.act.kind === "wait" && answer.act.until <= now) found.push("waits for the past");
  if (answer.act.kind !== "send") return found;
  const { hop } = answer.act;
  const channel = message.plan[hop] as Channel;
  if (message.cancelledAt) found.push("sends what was cancelled");
  if (facts.clinic.stoppedAt) found.push("sends while the clinic is stopped");
  if (facts.suppressions.some((line) => line.channel === channel)) found.push("sends after a STOP");
  if (message.expiresAt && now >= message.expiresAt) found.push("sends what has expired");
  if (message.scheduledAt && now < message.scheduledAt) found.push("sends early");
  if (life.blocked.some((block) => block.hop === hop)) found.push("sends by a way that was blocked");
  const open = life.attempts.filter(
    (attempt) => attempt.channel === channel && isOpen(stateOf(attempt, now)),
  );
  if (open.length > 0) found.push("starts a second open attempt by one channel");
  return found;
}

function look(life: Life): { answer: Next; wrong: string[] } {
  const answer = next(historyOf(life), life.facts, POLICY, life.now);
  const wrong = faults(life, answer);
  for (const { hop, answer: said } of answer.decisions) {
    if (said.kind === "block") life.blocked.push({ hop, rule: said.reasons[0]?.rule ?? "" });
  }
  return { answer, wrong };
}

/** The world falls silent and every later hand-off is accepted: where the message comes to rest, or null. */
function rest(life: Life, wrong: string[]): Next | null {
  life.facts.clinic.stoppedAt = null;
  for (let step = 0; step < SILENT_STEPS; step += 1) {
    const { answer, wrong: more } = look(life);
    wrong.push(...more);
    if (answer.act.kind === "rest") return answer;
    if (answer.act.kind === "send") claim(life, answer, { outcome: "accepted", outcomeAt: life.now });
    life.now = answer.act.kind === "wait" ? answer.act.until : new Date(life.now.getTime() + 1_000);
  }
  return null;
}

function play(seed: number): string[] {
  const pick = chance(seed);
  const life = born(pick);
  const wrong: string[] = [];
  for (let step = 0; step < STEPS && wrong.length === 0; step += 1) {
    happen(life, pick);
    const { answer, wrong: more } = look(life);
    wrong.push(...more);
    if (answer.act.kind === "send") claim(life, answer, outcomeOf(pick, life.now));
    const until = answer.act.kind === "wait" ? answer.act.until.getTime() : life.now.getTime() + HOUR;
    // A clock may be early, and a claim takes a second.
    const early = answer.act.kind === "send" ? 1_000 : pick(6) === 0 ? (until - life.now.getTime()) / 2 : 0;
    life.now = new Date(early > 0 ? life.now.getTime() + Math.max(1, early) : until);
  }
  const end = rest(life, wrong);
  if (!end) wrong.push("never comes to rest");
  const heard = life.attempts.some(({ receipts }) => receipts.length > 0);
  const pushed = life.attempts.at(-1);
  const untracked = pushed?.channel === "PUSH" && pushed.outcome === "accepted" && !heard;
  if (untracked && end && end.status !== "SENT" && end.status !== "DELIVERED") {
    wrong.push(`a push of which nothing was heard rests at ${end.status}`);
  }
  return wrong.map((words) => `life ${seed} ${words}`);
}

it("20,000 random lives: nothing forbidden, early or twice, one answer whatever the order, and all come to rest", () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= LIVES && wrong.length < 5; seed += 1) wrong.push(...play(seed));
  expect(wrong).toEqual([]);
}, 120_000);
