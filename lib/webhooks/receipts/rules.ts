import type { Verdict } from "@/lib/patients/health/rules";
import type { ReceiptInbound } from "@/lib/providers/port";
import type { Channel, SuppressionReason } from "@/prisma/generated/enums";

const CLOSES: Partial<Record<ReceiptInbound["receipt"], SuppressionReason>> = {
  unsubscribed: "unsubscribe",
  complained: "complaint",
};

/** Which revocation a receipt tells of; undefined: none. A mail is dropped for one that its vendor had noted before us. */
export function closingOf(receipt: ReceiptInbound, channel: Channel): SuppressionReason | undefined {
  if (receipt.reason !== "opted_out") return CLOSES[receipt.receipt];
  if (channel !== "EMAIL") return "vendor_block";
  return /spam/i.test(receipt.detail ?? "") ? "complaint" : "unsubscribe";
}

/** What a receipt says about its address, apart from its message; null: nothing. */
export function verdictOf(receipt: ReceiptInbound): Verdict | null {
  if (receipt.closes) return "closed";
  if (receipt.receipt === "delivered") return "ok";
  return receipt.soft && receipt.receipt !== "deferred" ? "failing" : null;
}
