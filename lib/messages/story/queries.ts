import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Prisma } from "@/prisma/generated/client";

/** Everything that was recorded about one message. */
export async function findRecord(tx: Tx, ctx: Ctx, messageId: string) {
  const where = { clinicId: ctx.clinicId, messageId };
  const decisions = await tx.decision.findMany({ where, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const overrides = await tx.override.findMany({ where, orderBy: { createdAt: "asc" } });
  const reschedules = await tx.reschedule.findMany({ where, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  const attempts = await tx.messageDelivery.findMany({
    where,
    include: { receipts: { orderBy: [{ at: "asc" }, { id: "asc" }] } },
    orderBy: [{ claimedAt: "asc" }, { id: "asc" }],
  });
  return { decisions, overrides, reschedules, attempts };
}

export type MessageRecord = Awaited<ReturnType<typeof findRecord>>;
export type AttemptRow = Prisma.MessageDeliveryGetPayload<{ include: { receipts: true } }>;
