import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { settle } from "@/lib/delivery/commands";

/** Queued, planned, being tried, or out with a fallback still to come. Locked in the order of their ids. */
export async function lockUnderway(tx: Tx, ctx: Ctx, patientId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Message"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND "patientId" = ${patientId}::uuid AND direction = 'OUTBOUND'
      AND (status IN ('PENDING', 'SCHEDULED') OR (status = 'SENT' AND "nextAt" IS NOT NULL))
    ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** Cancels these locked messages for what the chart now says of their patient; what is out keeps its receipts. */
export async function endUnderway(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
  cause: "deceased" | "do_not_contact",
): Promise<void> {
  const { clinicId, now } = ctx;
  if (ids.length === 0) return;
  await tx.message.updateMany({
    where: { clinicId, id: { in: [...ids] }, cancelledAt: null },
    data: { cancelledAt: now, cancelledBy: cause, updatedAt: now },
  });
  await settle(tx, ctx, ids);
}
