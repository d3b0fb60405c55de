import type { Channel, SuppressionReason } from "@/prisma/generated/enums";

export type Liftable = "yes" | "if_asked" | "never";

/**
 * Whether a person may open again what was closed. A STOP by text only the patient takes back, by START: the carrier
 * refuses us until then (21610). A complaint, and a stop by mail, when the patient asked for our mail again herself.
 */
export function liftable(reason: SuppressionReason, channel: Channel): Liftable {
  if (reason === "stop") return channel === "SMS" ? "never" : "if_asked";
  if (reason === "vendor_block") return channel === "SMS" ? "never" : "yes";
  return reason === "complaint" ? "if_asked" : "yes";
}
