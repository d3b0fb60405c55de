import { SLOW_AFTER_MS } from "@/lib/failover/rules";
import type { Minute } from "@/lib/failover/schema";
import type { FailureReason, Outcome, ReceiptKind } from "@/lib/providers/port";
import type { Channel } from "@/prisma/generated/enums";

export interface Delta extends Minute {
  provider: string;
}

/**
 * Refusals that are the vendor's own trouble, or our standing with it: another vendor would do better. Being asked to
 * slow down is not, nor is anything about the patient's address or the words.
 */
const VENDORS_FAULT = new Set<FailureReason>([
  "service_down",
  "credentials",
  "sender_not_ready",
  "not_configured",
]);

/** Kinds that end a hand-off; of several for one the first counts most, and a second one does little harm. */
const LAST = new Set<ReceiptKind>(["delivered", "failed", "bounced"]);

export interface HandedOff {
  provider: string;
  /** Null: the vendor did not answer. */
  outcome: Outcome | { kind: "released" } | null;
  at: Date;
}

export interface Received {
  provider: string;
  channel: Channel;
  claimedAt: Date;
  receipt: ReceiptKind;
  reason?: FailureReason | undefined;
  at: Date;
}

/** What a batch of hand-offs adds, one line per vendor and minute. Released ones never reached a vendor. */
export function handedOff(batch: readonly HandedOff[]): Delta[] {
  return gathered(
    batch.flatMap(({ provider, outcome, at }) => {
      if (outcome?.kind === "released") return [];
      const isError = outcome === null || (outcome.kind === "rejected" && VENDORS_FAULT.has(outcome.reason));
      const accepted = outcome?.kind === "accepted" ? 1 : 0;
      return [{ ...nothing(provider, at), handed: 1, errors: isError ? 1 : 0, accepted }];
    }),
  );
}

/** What a batch of receipts adds, to the minutes in which their messages were handed off. */
export function received(batch: readonly Received[]): Delta[] {
  return gathered(
    batch.flatMap(({ provider, channel, claimedAt, receipt, reason, at }) => {
      if (!LAST.has(receipt)) return [];
      const delayMs = Math.max(0, at.getTime() - claimedAt.getTime());
      // It was never sent because its window had ended: that is no slowness.
      const prompt = delayMs <= SLOW_AFTER_MS[channel] || reason === "expired_in_queue" ? 1 : 0;
      return [{ ...nothing(provider, claimedAt), answered: 1, prompt, delayMs }];
    }),
  );
}

function nothing(provider: string, at: Date): Delta {
  const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000);
  return { provider, minute, handed: 0, errors: 0, accepted: 0, answered: 0, prompt: 0, delayMs: 0 };
}

function gathered(deltas: Delta[]): Delta[] {
  const lines = new Map<string, Delta>();
  for (const delta of deltas) {
    const key = `${delta.provider} ${delta.minute.getTime()}`;
    const line = lines.get(key);
    if (!line) {
      lines.set(key, delta);
      continue;
    }
    line.handed += delta.handed;
    line.errors += delta.errors;
    line.accepted += delta.accepted;
    line.answered += delta.answered;
    line.prompt += delta.prompt;
    line.delayMs += delta.delayMs;
  }
  return [...lines.values()];
}
