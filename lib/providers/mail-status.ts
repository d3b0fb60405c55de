import type { FailureReason } from "@/lib/providers/port";

/** RFC 3463 enhanced status (class dropped) → reason. */
const ENHANCED_STATUS: readonly [RegExp, FailureReason][] = [
  [/^[45]\.1\.2$/, "address_invalid"],
  [/^[45]\.1\./, "mailbox_unknown"],
  [/^[45]\.2\.1$/, "mailbox_unknown"],
  [/^[45]\.2\.2$/, "mailbox_full"],
  [/^[45]\.(2|3)\.[34]$/, "too_large"],
  [/^[45]\.4\.4$/, "address_invalid"],
  [/^[45]\.4\.7$/, "expired_in_queue"],
  [/^[45]\.6\./, "content_refused"],
];

/** What an enhanced status code says; undefined when it says nothing sharper than yes or no. */
export function reasonOfStatus(status: string): FailureReason | undefined {
  return ENHANCED_STATUS.find(([pattern]) => pattern.test(status))?.[1];
}
