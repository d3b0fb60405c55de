import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { snippetOf } from "@/lib/messages/rules";
import type { Channel } from "@/prisma/generated/enums";

/** A new outbound message is the conversation's last word; `answers` ends the patient's wait. Under its lock. */
export async function touchConversation(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  last: { id: string; patientId: string; channel: Channel; body: string; answers: boolean },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Conversation" SET
      "lastMessageId" = ${last.id}::uuid, "lastMessageAt" = ${ctx.now}, "lastChannel" = ${last.channel}::"Channel",
      "lastDirection" = 'OUTBOUND',
      snippet = CASE WHEN EXISTS (
        SELECT 1 FROM "Restriction" r WHERE r."clinicId" = ${ctx.clinicId}::uuid
          AND (r."conversationId" = ${conversationId}::uuid OR r."patientId" = ${last.patientId}::uuid
            OR ("Conversation".kind = 'household' AND r."patientId" IN (
              SELECT p."patientId" FROM "ContactPoint" p
              WHERE p."clinicId" = ${ctx.clinicId}::uuid AND p.value = "Conversation".address))))
        THEN '' ELSE ${snippetOf(last.body)} END,
      "waitingSince" = CASE WHEN ${last.answers} THEN NULL ELSE "waitingSince" END
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${conversationId}::uuid`;
}

/** Whether lists may not show a word of this thread: it has a label, or its patient or one of its household has one. */
export async function isRestricted(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  patientId: string,
): Promise<boolean> {
  const { clinicId } = ctx;
  const where = { clinicId, OR: [{ conversationId }, { patientId }] };
  if ((await tx.restriction.count({ where, take: 1 })) > 0) return true;
  const thread = { clinicId, id: conversationId, kind: "household" as const };
  const shared = await tx.conversation.findFirst({ where: thread, select: { address: true } });
  if (!shared?.address) return false;
  const member = { contactPoints: { some: { clinicId, value: shared.address } } };
  return (await tx.restriction.count({ where: { clinicId, patient: member }, take: 1 })) > 0;
}

/**
 * Writes what lists show of a conversation anew from its messages: the last words, and since when the patient waits.
 * A cancelled message is no answer; what the hub sent by itself answers nobody; it and a bulk are not the last word.
 */
export async function refreshConversation(tx: Tx, ctx: Ctx, conversationId: string): Promise<void> {
  const { clinicId } = ctx;
  const last = await tx.message.findFirst({
    where: {
      clinicId,
      conversationId,
      status: { notIn: ["DRAFT", "CANCELLED"] },
      priority: { not: "bulk" },
      isAutomatic: false,
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const conversation = await tx.conversation.findFirstOrThrow({ where: { clinicId, id: conversationId } });
  const restricted = await isRestricted(tx, ctx, conversationId, conversation.patientId);
  await tx.conversation.updateMany({
    where: { clinicId, id: conversationId },
    data: {
      waitingSince: await waitingSince(tx, ctx, conversationId),
      ...(last
        ? {
            lastMessageId: last.id,
            lastMessageAt: last.createdAt,
            lastChannel: last.channel,
            lastDirection: last.direction,
            snippet: restricted ? "" : snippetOf(last.body),
          }
        : {}),
    },
  });
}

/** The first message of the patient after our last answer; null when nobody waits. */
async function waitingSince(tx: Tx, ctx: Ctx, conversationId: string): Promise<Date | null> {
  const thread = { clinicId: ctx.clinicId, conversationId };
  const answer = await tx.message.findFirst({
    where: {
      ...thread,
      direction: "OUTBOUND",
      status: { notIn: ["DRAFT", "CANCELLED"] },
      OR: [{ createdByKind: "staff" }, { inReplyToId: { not: null } }],
      isAutomatic: false,
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { createdAt: true, id: true },
  });
  const first = await tx.message.findFirst({
    where: {
      ...thread,
      direction: "INBOUND",
      isAutomatic: false,
      ...(answer
        ? {
            OR: [
              { createdAt: { gt: answer.createdAt } },
              { createdAt: answer.createdAt, id: { gt: answer.id } },
            ],
          }
        : {}),
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { createdAt: true },
  });
  return first?.createdAt ?? null;
}

/** The oldest failure that nobody has dealt with; null takes the thread out of the Failed view. */
export async function refreshFailed(tx: Tx, ctx: Ctx, conversationId: string): Promise<void> {
  const oldest = await tx.message.findFirst({
    where: {
      clinicId: ctx.clinicId,
      conversationId,
      status: { in: ["FAILED", "BOUNCED"] },
      priority: { not: "bulk" },
      handledAt: null,
      NOT: { reason: "opted_out", tags: { has: "keyword_reply" } },
    },
    orderBy: { createdAt: "asc" },
    select: { createdAt: true },
  });
  await tx.conversation.updateMany({
    where: { clinicId: ctx.clinicId, id: conversationId },
    data: { failedSince: oldest?.createdAt ?? null },
  });
}
