import type { z } from "zod";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError } from "@/lib/errors";
import { findMembers } from "@/lib/households/queries";
import { recordChanges } from "@/lib/live/changes";
import { lockMessage } from "@/lib/messages/commands";
import type { FileMessage } from "@/lib/messages/filing/schema";
import { findDetail } from "@/lib/messages/queries";
import type { MessageDetail } from "@/lib/messages/schema";
import { refreshConversation } from "@/lib/messages/thread/refresh/commands";

/**
 * Says whom a message of a shared phone is about; its history moves with it, and both charts' audit tell so. The newest
 * of the patients' own also says about whom the thread is now. Throws `not_found`, and `conflict` (`not_shared`,
 * `not_in_household`, `underway`: a message that may still leave is cancelled first).
 */
export function fileMessage(
  ctx: Ctx,
  id: string,
  { patientId, guess }: z.output<typeof FileMessage>,
): Promise<z.input<typeof MessageDetail>> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    const message = await lockMessage(tx, ctx, id);
    const { conversationId } = message;
    await checkMember(tx, ctx, conversationId, patientId);
    if (message.status === "PENDING" || message.status === "SCHEDULED") {
      const words = "It may still leave. Cancel it first, then write it about somebody else.";
      throw new AppError("conflict", words, "underway", { messageStatus: message.status });
    }
    const { createdBy } = authorOf(ctx.actor);
    const inbound = message.direction === "INBOUND";
    await tx.message.updateMany({
      where: { clinicId, id },
      data: {
        patientId,
        filedBy: guess ? null : createdBy,
        ...(inbound ? { createdBy: patientId } : {}),
        updatedAt: now,
      },
    });
    const subject = { subjectKind: "message", subjectId: id };
    audit({ action: "message.filed", ...subject, patientId, fields: guess ? ["guess"] : [] });
    const moved = message.patientId !== patientId;
    if (moved) audit({ action: "message.filed_away", ...subject, patientId: message.patientId });
    if (inbound) await followNewest(tx, ctx, conversationId);
    await recordChanges(tx, ctx, [
      { kind: "message", subjectId: id, conversationId },
      { kind: "conversation", subjectId: conversationId, conversationId },
      ...[patientId, ...(moved ? [message.patientId] : [])].map((subjectId) => ({
        kind: "patient" as const,
        subjectId,
      })),
    ]);
    return findDetail(tx, ctx, id);
  });
}

async function checkMember(tx: Tx, ctx: Ctx, conversationId: string, patientId: string): Promise<void> {
  const thread = await tx.conversation.findFirst({
    where: { clinicId: ctx.clinicId, id: conversationId },
    select: { kind: true, address: true },
  });
  if (thread?.kind !== "household" || !thread.address) {
    throw new AppError("conflict", "Only messages of a shared phone are filed by hand.", "not_shared");
  }
  const members = await findMembers(tx, ctx, thread.address);
  if (members.some((one) => one.patientId === patientId)) return;
  const words = "This patient does not have that number. Add it to the chart first.";
  throw new AppError("conflict", words, "not_in_household");
}

/** The thread is about whoever its newest message from outside is about. */
async function followNewest(tx: Tx, ctx: Ctx, conversationId: string): Promise<void> {
  const { clinicId } = ctx;
  await tx.$executeRaw`
    UPDATE "Conversation" SET "patientId" = coalesce((
      SELECT m."patientId" FROM "Message" m
      WHERE m."clinicId" = ${clinicId}::uuid AND m."conversationId" = ${conversationId}::uuid AND m.direction = 'INBOUND'
      ORDER BY m."createdAt" DESC, m.id DESC LIMIT 1), "patientId")
    WHERE "clinicId" = ${clinicId}::uuid AND id = ${conversationId}::uuid`;
  await refreshConversation(tx, ctx, conversationId);
}
