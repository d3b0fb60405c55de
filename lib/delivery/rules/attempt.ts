import { winnerOf } from "@/lib/delivery/rules/receipts";
import type { AttemptFact } from "@/lib/delivery/rules/schema";
import { nextDayIn } from "@/lib/delivery/rules/time";

/** A claim is handed off within this time or released and decided again. */
export const CLAIM_MS = 2_000;
/** The longest a hand-off may take; a provider is given up then. */
export const SEND_TIMEOUT_MS = 10_000;
/** No outcome after this time since the claim is unknown: derived, never stored. */
export const UNKNOWN_AFTER_MS = SEND_TIMEOUT_MS + 30_000;

export type AttemptState =
  | { kind: "in_flight"; until: Date }
  | { kind: "unknown"; since: Date }
  | { kind: "accepted"; since: Date }
  | { kind: "delivered"; at: Date }
  | {
      kind: "failed";
      bounced: boolean;
      reason: string;
      retry: "soon" | "later" | null;
      at: Date;
      notBefore: Date | null;
    }
  | { kind: "released" };

/** What an attempt has come to, as far as recorded facts say. */
export function stateOf(attempt: AttemptFact, now: Date): AttemptState {
  const winner = winnerOf(attempt);
  const since = attempt.outcomeAt ?? attempt.claimedAt;
  if (winner) {
    const { receipt, meaning } = winner;
    if (meaning === "delivered") return { kind: "delivered", at: receipt.at };
    if (meaning === "accepted") return { kind: "accepted", since };
    // It waited in the vendor's queue past its window and was never sent: decided again, and no failure (30036).
    if (receipt.reason === "expired_in_queue") return { kind: "released" };
    return {
      kind: "failed",
      bounced: meaning === "bounced",
      reason: receipt.reason ?? "other",
      retry: receipt.soft ? "later" : null,
      at: receipt.recordedAt,
      notBefore: capEnds(receipt.reason, receipt.recordedAt),
    };
  }
  switch (attempt.outcome) {
    case "accepted":
      return attempt.channel === "IN_APP" ? { kind: "delivered", at: since } : { kind: "accepted", since };
    case "released":
      return { kind: "released" };
    case "rejected":
      return {
        kind: "failed",
        bounced: false,
        reason: attempt.outcomeReason ?? "other",
        retry: attempt.outcomeRetry ? "soon" : null,
        at: since,
        notBefore: attempt.notBefore ?? capEnds(attempt.outcomeReason, since),
      };
    case null: {
      const until = new Date(attempt.claimedAt.getTime() + UNKNOWN_AFTER_MS);
      return now < until ? { kind: "in_flight", until } : { kind: "unknown", since: attempt.claimedAt };
    }
  }
}

/** T-Mobile counts what a brand sends by the day of the Pacific coast (Twilio's errors 30023 and 30027): no earlier try helps. */
function capEnds(reason: string | null, at: Date): Date | null {
  return reason === "daily_limit" ? nextDayIn(at, "America/Los_Angeles") : null;
}
