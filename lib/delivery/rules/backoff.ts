import type { Policy } from "@/lib/clinics/schema";
import type { AttemptState } from "@/lib/delivery/rules/attempt";

/** FNV-1a: spreads retries without a random number, so that every reader computes the same instant. */
function unitOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}

/**
 * When the same hop may be tried again after `tries` failed hand-offs; null: it is given up. A refusal doubles its
 * wait each time, a phone that was off or a full mailbox waits six times as long; ±20 % by the attempt's id, and never
 * before the vendor's Retry-After.
 */
export function retryAt(
  attemptId: string,
  failure: Extract<AttemptState, { kind: "failed" }>,
  tries: number,
  { retries }: Policy,
): Date | null {
  const soft = failure.retry === "later";
  if (failure.retry === null || tries >= (soft ? retries.softMost : retries.most)) return null;
  const seconds = soft
    ? retries.softFirstMinutes * 60 * 6 ** (tries - 1)
    : Math.min(retries.longestSeconds, retries.firstSeconds * 2 ** (tries - 1));
  const wait = seconds * 1_000 * (0.8 + 0.4 * unitOf(attemptId));
  return new Date(Math.max(failure.at.getTime() + Math.round(wait), failure.notBefore?.getTime() ?? 0));
}
