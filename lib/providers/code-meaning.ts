import type { FailureReason } from "@/lib/providers/port";

/** What one of a vendor's error codes means for us. `retry`: the same may pass later. `closes`: the address is dead. */
export interface CodeMeaning {
  reason: FailureReason;
  retry: boolean;
  closes?: true;
}

export const dead = (reason: FailureReason): CodeMeaning => ({ reason, retry: false, closes: true });
export const never = (reason: FailureReason): CodeMeaning => ({ reason, retry: false });
export const later = (reason: FailureReason): CodeMeaning => ({ reason, retry: true });
