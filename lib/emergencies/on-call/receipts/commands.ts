import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { changesOf, passOn } from "@/lib/emergencies/on-call/passing/commands";
import { recordChanges } from "@/lib/live/changes";
import type { ReceiptInbound } from "@/lib/providers/port";
import { replyFacts } from "@/lib/replies/settings/queries";

/**
 * What became of a text to somebody on call. A failed one passes on to the next person at once. Said twice, or in another
 * order, it changes nothing: a delivery is never taken back.
 */
export function noteOnCallReceipt(
  ctx: Ctx,
  id: string,
  { receipt, reason, at }: Pick<ReceiptInbound, "receipt" | "reason" | "at">,
): Promise<void> {
  return write(ctx, async (tx, audit) => {
    audit.fact();
    if (receipt !== "delivered" && receipt !== "failed") return;
    const { clinicId } = ctx;
    const earlier =
      receipt === "delivered" ? { OR: [{ receipt: null }, { receipt: "failed" }] } : { receipt: null };
    const data = { receipt, receiptAt: at, receiptReason: receipt === "failed" ? (reason ?? null) : null };
    const { count } = await tx.onCallText.updateMany({ where: { clinicId, id, ...earlier }, data });
    if (count === 0) return;
    if (receipt === "failed") {
      const { settings } = await replyFacts(tx, ctx);
      await passOn(tx, ctx, id, settings.onCall.length);
    }
    await recordChanges(tx, ctx, await changesOf(tx, ctx, id));
  });
}
