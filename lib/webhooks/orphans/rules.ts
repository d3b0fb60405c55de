import type { ReceiptInbound } from "@/lib/providers/port";
import { ORPHAN_MS } from "@/lib/webhooks/rules";

/** SendGrid tries for 72 hours, and a server may bounce a while after it had accepted (providers.md §2.3). */
export const LATE_MS = 4 * 86_400_000;

/** Vendors stamp whole seconds by their own clock. */
export const SKEW_MS = 60_000;

/** Whether nothing but its address can tell what a receipt speaks of: it bears no id, or one that never came to us. */
export function isNameless(receipt: ReceiptInbound, receivedAt: Date, now: Date): boolean {
  if (!receipt.address) return false;
  return !(receipt.key || receipt.ref) || now.getTime() - receivedAt.getTime() > ORPHAN_MS;
}
