import type { Policy } from "@/lib/clinics/schema";
import { type AttemptState, stateOf } from "@/lib/delivery/rules/attempt";
import { retryAt } from "@/lib/delivery/rules/backoff";
import { decide } from "@/lib/delivery/rules/decide";
import { ending, isOpen, type Seen, standing } from "@/lib/delivery/rules/ending";
import type { AttemptFact, Decided, History, Next } from "@/lib/delivery/rules/schema";
import type { Answer, Facts, MessageFacts } from "@/lib/delivery/schema";
import type { Channel } from "@/prisma/generated/enums";

/**
 * The fold of everything recorded about a message: what it is, and what to do now. Pure, total, and blind to the order
 * in which facts came. Drives, dry runs and previews all obey this one answer.
 */
export function next(history: History, facts: Facts, policy: Policy, now: Date): Next {
  const answer = walk(history, facts.message, policy, now, (hop) =>
    decide(avoiding(facts, history, hop), policy, hop, now),
  );
  if (!answer) throw new Error("The walk asked for a decision and got none.");
  return answer;
}

/** A vendor that refused this hop for its own sake is passed over while another can carry it. */
function avoiding(facts: Facts, { attempts }: History, hop: number): Facts {
  const avoid = attempts.flatMap(({ hop: of, provider, outcome, outcomeRetry, outcomeReason }) =>
    of === hop && provider && outcome === "rejected" && outcomeRetry && outcomeReason === "service_down"
      ? [provider]
      : [],
  );
  return avoid.length === 0 ? facts : { ...facts, avoid };
}

/** `next` where the history alone says it; null as soon as a rule would have to be asked. */
export function nextWithoutFacts(
  history: History,
  message: MessageFacts,
  policy: Policy,
  now: Date,
): Next | null {
  return walk(history, message, policy, now, () => null);
}

/**
 * What was put into the portal has arrived there, and nobody may look for days: while a plan has another way it is out
 * and nothing is heard of it, until the patient has looked.
 */
function asUnread({ attempt, state }: Seen): Seen {
  const isUnread = attempt.channel === "IN_APP" && state.kind === "delivered" && !isOpened(attempt);
  return { attempt, state: isUnread ? { kind: "accepted", since: state.at } : state };
}

const isOpened = ({ receipts }: AttemptFact) => receipts.some(({ kind }) => kind === "opened");

type Step =
  | { kind: "move on" }
  | { kind: "decide" }
  | { kind: "stop" }
  | { kind: "wait"; status: "PENDING" | "SENT"; reason: string | null; until: Date };

function walk(
  history: History,
  message: MessageFacts,
  policy: Policy,
  now: Date,
  ask: (hop: number) => Answer | null,
): Next | null {
  const arrived: Seen[] = history.attempts
    .map((attempt) => ({ attempt, state: stateOf(attempt, now) }))
    .sort((a, b) => a.attempt.hop - b.attempt.hop || a.attempt.attempt - b.attempt.attempt);
  const seen = message.plan.length > 1 ? arrived.map(asUnread) : arrived;
  const decisions: Decided[] = [];
  const end = (hop: number) => ending({ history, message, seen: arrived, decisions, hop });
  const order = hopsFrom(seen, message);
  let hop = order[0] ?? 0;
  if (seen.some(({ state }) => state.kind === "delivered")) return end(hop);
  let held: Next | null = null;
  for (hop of order) {
    const mine = seen.filter(({ attempt }) => attempt.hop === hop);
    const step = stepOf({ mine, seen, history, message, policy, now, hop, order });
    if (step.kind === "stop") break;
    if (step.kind === "move on") continue;
    if (step.kind === "wait") {
      const { status, reason, until } = step;
      return standing(seen, { status, reason, act: { kind: "wait", until }, hop, decisions });
    }
    const answer = ask(hop);
    if (!answer) return null;
    decisions.push({ hop, answer });
    if (answer.kind === "block") continue;
    if (answer.kind === "hold") {
      const act = { kind: "wait", until: answer.until } as const;
      const reason = answer.reasons[0]?.rule ?? null;
      const wait = standing(seen, { status: "SCHEDULED", reason, act, hop, decisions });
      if (!message.fallbackOnHold) return wait;
      // The way that opens first, while none of the later ones may go now.
      if (held?.act.kind !== "wait" || answer.until < held.act.until) held = wait;
      continue;
    }
    const attempt = 1 + Math.max(0, ...mine.map((known) => known.attempt.attempt));
    const act = { kind: "send", hop, attempt, answer } as const;
    return standing(seen, { status: "PENDING", reason: null, act, hop, decisions });
  }
  return held ?? end(hop);
}

/**
 * Which ways are still to be asked, in order: the one in play, then what the plan names after it. A way that was left is
 * never returned to; one that was only passed over because it had to wait comes last.
 */
function hopsFrom(seen: Seen[], message: MessageFacts): number[] {
  const begun = new Map<number, number>();
  for (const { attempt } of seen) {
    const at = attempt.claimedAt.getTime();
    begun.set(attempt.hop, Math.min(at, begun.get(attempt.hop) ?? at));
  }
  const hops = message.plan.map((_, hop) => hop);
  if (begun.size === 0) return hops;
  if (!message.fallbackOnHold) return hops.slice(Math.max(...begun.keys()));
  const [present = 0] = [...begun].sort(([a, from], [b, until]) => until - from || b - a)[0] ?? [];
  const rest = hops.filter((hop) => !begun.has(hop));
  return [present, ...rest.filter((hop) => hop > present), ...rest.filter((hop) => hop < present)];
}

interface At {
  mine: Seen[];
  seen: Seen[];
  history: History;
  message: MessageFacts;
  policy: Policy;
  now: Date;
  hop: number;
  /** The ways that are still to be asked. */
  order: number[];
}

/** What one hop of the plan asks for, before any rule is asked. */
function stepOf(at: At): Step {
  const { mine, seen, history, message, policy, now, hop, order } = at;
  const channel = message.plan[hop] as Channel;
  const flying = mine.find(({ state }) => state.kind === "in_flight");
  if (flying?.state.kind === "in_flight") {
    return { kind: "wait", status: "PENDING", reason: null, until: flying.state.until };
  }
  const halted = message.cancelledAt !== null;
  const isBlocked = (index: number) => history.blocked.some((block) => block.hop === index);
  const isLast = order.slice(order.indexOf(hop) + 1).every(isBlocked);
  const open = mine.find(({ state }) => isOpen(state));
  if (open) return halted || isLast || tooOld(at) ? { kind: "stop" } : silence(at, open.state, channel);
  if (halted || tooOld(at)) return { kind: "stop" };
  // A block is for good: a rule that opens later must not send what staff were told would not go.
  if (isBlocked(hop)) return { kind: "move on" };
  // An open attempt by the same channel earlier in the plan: a second one could reach the patient twice.
  if (seen.some(({ attempt, state }) => attempt.channel === channel && isOpen(state)))
    return { kind: "move on" };
  const last = mine.at(-1);
  if (last?.state.kind !== "failed") return { kind: "decide" };
  const tries = mine.filter(({ state }) => state.kind === "failed").length;
  const retry = retryAt(last.attempt.id, last.state, tries, policy);
  const patience = silentUntil(mine.find(wasTried)?.attempt.claimedAt ?? now, at, channel);
  if (!retry || (message.expiresAt && retry >= message.expiresAt) || (!isLast && retry > patience)) {
    return { kind: "move on" };
  }
  if (now >= retry) return { kind: "decide" };
  return { kind: "wait", status: "PENDING", reason: last.state.reason, until: retry };
}

/** Silence past the channel's deadline starts the next channel, never the same one again. */
function silence(at: At, state: AttemptState, channel: Channel): Step {
  const since = "since" in state ? state.since : at.now;
  const until = silentUntil(since, at, channel);
  if (at.now >= until) return { kind: "move on" };
  const unknown = state.kind === "unknown";
  return { kind: "wait", status: unknown ? "PENDING" : "SENT", reason: unknown ? "unknown" : null, until };
}

function silentUntil(since: Date, { message, policy }: At, channel: Channel): Date {
  const minutes = message.fallbackMinutes?.[channel] ?? policy.fallbackMinutes[channel];
  return new Date(since.getTime() + minutes * 60_000);
}

/** What was taken back before it left has not been tried: a night or a weekend after it is no time that it tried in vain. */
const wasTried = ({ state }: Seen) => state.kind !== "released";

function tooOld({ seen, policy, now }: At): boolean {
  const tried = seen.filter(wasTried);
  if (tried.length === 0) return false;
  const first = Math.min(...tried.map(({ attempt }) => attempt.claimedAt.getTime()));
  return now.getTime() >= first + policy.giveUpHours * 3_600_000;
}
