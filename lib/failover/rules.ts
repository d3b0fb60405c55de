import type { Judged, Minute, RouteChange } from "@/lib/failover/schema";
import type { Channel } from "@/prisma/generated/enums";

/*
 * Figures after GOV.UK Notify's (alphagov/notifications-api, providers: a window of ten minutes, slow past five minutes
 * for 30 %, priorities that drift back); minimum samples and rests are ours.
 */
export const ERROR_WINDOW_MS = 5 * 60_000;
/** Fewer hand-offs prove nothing. */
export const LEAST = 20;
export const ERROR_SHARE = 0.25;
export const SLOW_SHARE = 0.3;
export const RIPE_WINDOW_MS = 10 * 60_000;
/** A last receipt later than this is slow. Mail servers of patients may defer for minutes. */
export const SLOW_AFTER_MS: Record<Channel, number> = {
  SMS: 5 * 60_000,
  EMAIL: 15 * 60_000,
  PUSH: 5 * 60_000,
  IN_APP: 5 * 60_000,
};
/** Between two changes for slowness. */
export const COOL_DOWN_MS = 5 * 60_000;
/** A demoted vendor rests this long, twice as long after each relapse. */
export const REST_MS = 15 * 60_000;
export const LONGEST_REST_MS = 4 * 3_600_000;
/** A demotion this long after the last change is no relapse. */
export const CALM_MS = 2 * 3_600_000;
export const STEPS = [10, 25, 50, 100] as const;
export const STEP_MS = 10 * 60_000;
/** The circuit breaker looks again after this time. */
export const TRIP_MS = 60_000;

const MINUTE_MS = 60_000;

interface Ailment {
  cause: "errors" | "slow";
  share: number;
  sample: number;
}

const sum = (minutes: readonly Minute[], field: "handed" | "errors" | "accepted" | "prompt") =>
  minutes.reduce((total, minute) => total + minute[field], 0);

/** What is measured counts from the last change on: a vendor is not demoted twice for the same failures. */
function between(route: Judged, from: number, to: number): Minute[] {
  const changed = route.changedAt?.getTime() ?? 0;
  return route.minutes.filter(({ minute }) => {
    const start = minute.getTime();
    return start > from - MINUTE_MS && start > changed && start <= to;
  });
}

/** What is wrong with a vendor by its measures; null: nothing that can be told. */
export function ailmentOf(route: Judged, now: Date): Ailment | null {
  const at = now.getTime();
  const recent = between(route, at - ERROR_WINDOW_MS, at);
  const handed = sum(recent, "handed");
  const failed = handed === 0 ? 0 : sum(recent, "errors") / handed;
  if (handed >= LEAST && failed >= ERROR_SHARE) return { cause: "errors", share: failed, sample: handed };
  if (!route.isTracked) return null;
  const ripeBy = at - SLOW_AFTER_MS[route.channel] - MINUTE_MS;
  const ripe = between(route, ripeBy - RIPE_WINDOW_MS, ripeBy);
  const accepted = sum(ripe, "accepted");
  const slow = accepted === 0 ? 0 : 1 - Math.min(1, sum(ripe, "prompt") / accepted);
  return accepted >= LEAST && slow >= SLOW_SHARE ? { cause: "slow", share: slow, sample: accepted } : null;
}

const told = ({ cause, share, sample }: Ailment) => ({ cause, share: Math.round(share * 100), sample });

/**
 * What changes now among the vendors of one channel: demoted by errors at once and by slow receipts in halves, never
 * when no other one is well; after its rest it drifts back in steps. The breaker trips by errors alone, other vendors or not.
 */
export function judge(routes: readonly Judged[], now: Date): RouteChange[] {
  const ill = new Map(routes.map((route) => [route.provider, ailmentOf(route, now)]));
  const isWell = (route: Judged) =>
    route.isConfigured && !route.pausedAt && route.level === 100 && !ill.get(route.provider);
  return routes.flatMap((route) => {
    const { provider, relapses, trippedUntil } = route;
    const ailment = ill.get(provider) ?? null;
    const breaker = judgeBreaker(route, ailment, now);
    const kept = { provider, relapses, trippedUntil: breaker ? breaker.trippedUntil : trippedUntil };
    const change = judgeLevel(
      route,
      ailment,
      routes.some((other) => other !== route && isWell(other)),
      now,
    );
    return [...(breaker ? [breaker] : []), ...(change ? [{ ...kept, ...change }] : [])];
  });
}

type LevelChange = Pick<RouteChange, "kind" | "from" | "to" | "evidence"> & { relapses?: number };

function judgeLevel(
  route: Judged,
  ailment: Ailment | null,
  hasOther: boolean,
  now: Date,
): LevelChange | null {
  const { level: from, relapses } = route;
  if (route.pausedAt || !route.isConfigured) return null;
  const since = route.changedAt ? now.getTime() - route.changedAt.getTime() : Number.POSITIVE_INFINITY;
  if (ailment) {
    if (from === 0 || !hasOther || (ailment.cause === "slow" && since < COOL_DOWN_MS)) return null;
    const to = ailment.cause === "slow" && from > 50 ? 50 : 0;
    return {
      kind: "demoted",
      from,
      to,
      relapses: since < CALM_MS ? relapses + 1 : 1,
      evidence: told(ailment),
    };
  }
  if (from === 100) return null;
  const rest = Math.min(LONGEST_REST_MS, REST_MS * 2 ** Math.max(0, relapses - 1));
  const waits = from === 0 ? rest : STEP_MS;
  if (since < waits) return null;
  const to = STEPS.find((step) => step > from) ?? 100;
  const kind = to === 100 ? "restored" : "raised";
  return { kind, from, to, evidence: { minutes: Math.round(waits / MINUTE_MS) } };
}

function judgeBreaker(route: Judged, ailment: Ailment | null, now: Date): RouteChange | null {
  const { provider, relapses, level, trippedUntil } = route;
  const base = { provider, relapses, from: level, to: level };
  if (ailment?.cause === "errors") {
    // Told once; while it lasts only the instant moves on, a while before it passes.
    if (trippedUntil && trippedUntil.getTime() - now.getTime() > TRIP_MS / 2) return null;
    const until = new Date(now.getTime() + TRIP_MS);
    return { ...base, kind: "tripped", trippedUntil: until, evidence: told(ailment) };
  }
  if (!trippedUntil || now < trippedUntil) return null;
  return { ...base, kind: "healed", trippedUntil: null, evidence: {} };
}
