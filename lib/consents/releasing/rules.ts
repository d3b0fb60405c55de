import type { SuppressionReason } from "@/prisma/generated/enums";

/** What evidence of a dead mailbox leaves in our record; what the patient ended stays ended. */
export const BOUNCED: readonly SuppressionReason[] = ["hard_bounce", "vendor_block"];

/** How long to wait after this many tries in vain, in ms: half a minute, doubling, an hour at most. */
export function pauseAfter(tries: number): number {
  return Math.min(3_600_000, 30_000 * 2 ** (tries - 1));
}
