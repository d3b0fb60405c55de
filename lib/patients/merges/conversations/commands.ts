import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { Moved } from "@/lib/patients/merges/schema";

type Thread = Moved["conversations"][number];

/** Inbox rows show this much of the last message. */
const SNIPPET = 140;

/**
 * Moves what a thread holds to another one and deletes it when nothing is left; with `only`, moves just those rows.
 * The thread is locked: an inbound message that arrives meanwhile waits, and is filed anew. Throws `conflict`.
 */
export async function moveConversation(
  tx: Tx,
  ctx: Ctx,
  fromId: string,
  to: { id: string; patientId: string; only?: Thread },
): Promise<Thread> {
  const { clinicId } = ctx;
  // Delivery locks messages by id, then their thread.
  await tx.$queryRaw`
    SELECT id FROM "Message" WHERE "clinicId" = ${clinicId}::uuid AND "conversationId" = ${fromId}::uuid
    ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`
    SELECT id FROM "Conversation" WHERE "clinicId" = ${clinicId}::uuid AND id = ${fromId}::uuid FOR UPDATE`;
  const from = await tx.conversation.findUnique({ where: { clinicId_id: { clinicId, id: fromId } } });
  if (!from) throw new AppError("conflict", "This thread is no longer where it was.", "thread_gone");
  await joinDrafts(tx, ctx, fromId, to);
  const only = <K extends "messages" | "notes" | "restrictions">(kind: K) =>
    to.only ? { id: { in: to.only[kind] } } : {};
  const inFrom = { clinicId, conversationId: fromId };
  const messages = await tx.message.updateManyAndReturn({
    where: { ...inFrom, ...only("messages") },
    data: { conversationId: to.id, patientId: to.patientId },
    select: { id: true },
  });
  const ids = messages.map((message) => message.id);
  await tx.queueItem.updateMany({
    where: { clinicId, messageId: { in: ids } },
    data: { patientId: to.patientId },
  });
  const notes = await tx.note.updateManyAndReturn({
    where: { ...inFrom, ...only("notes") },
    data: { conversationId: to.id },
    select: { id: true },
  });
  const restrictions = await tx.restriction.updateManyAndReturn({
    where: { ...inFrom, ...only("restrictions") },
    data: { conversationId: to.id },
    select: { id: true },
  });
  if (!to.only) await tx.conversation.delete({ where: { clinicId_id: { clinicId, id: fromId } } });
  return {
    id: from.id,
    kind: from.kind,
    address: from.address,
    status: from.status,
    assigneeId: from.assigneeId,
    teamId: from.teamId,
    createdAt: from.createdAt.toISOString(),
    messages: ids,
    notes: notes.map((note) => note.id),
    restrictions: restrictions.map((label) => label.id),
  };
}

/** A writer has one draft in a thread: words begun in both are put together, so that none are lost. */
async function joinDrafts(
  tx: Tx,
  ctx: Ctx,
  fromId: string,
  to: { id: string; only?: Thread },
): Promise<void> {
  const { clinicId, now } = ctx;
  const drafts = await tx.message.findMany({
    where: {
      clinicId,
      conversationId: fromId,
      status: "DRAFT",
      ...(to.only ? { id: { in: to.only.messages } } : {}),
    },
  });
  for (const draft of drafts) {
    const other = await tx.message.findFirst({
      where: { clinicId, conversationId: to.id, status: "DRAFT", createdBy: draft.createdBy },
    });
    if (!other) continue;
    const body = [other.body, draft.body].filter(Boolean).join("\n\n");
    await tx.message.updateMany({ where: { clinicId, id: other.id }, data: { body, updatedAt: now } });
    await tx.message.deleteMany({ where: { clinicId, id: draft.id } });
  }
}

/** Reads a thread's summary anew from its messages: last words, wait clock, oldest failure. */
export async function summarize(
  tx: Tx,
  clinicId: string,
  id: string,
  deleteWhenEmpty = false,
): Promise<void> {
  if (deleteWhenEmpty) {
    const left = await tx.message.count({ where: { clinicId, conversationId: id } });
    const notes = await tx.note.count({ where: { clinicId, conversationId: id } });
    if (left + notes === 0) {
      await tx.conversation.deleteMany({ where: { clinicId, id } });
      return;
    }
  }
  await tx.$executeRaw`
    WITH said AS (
      SELECT m.* FROM "Message" m
      WHERE m."clinicId" = ${clinicId}::uuid AND m."conversationId" = ${id}::uuid AND m.status <> 'DRAFT'
    ), last AS (
      SELECT * FROM said ORDER BY "createdAt" DESC, id DESC LIMIT 1
    ), ours AS (
      SELECT max("createdAt") AS at FROM said WHERE direction = 'OUTBOUND' AND NOT "isAutomatic"
    ), times AS (
      SELECT max("createdAt") FILTER (WHERE direction = 'INBOUND' AND NOT "isAutomatic") AS heard,
        min("createdAt") FILTER (
          WHERE direction = 'INBOUND' AND NOT "isAutomatic"
            AND "createdAt" > coalesce((SELECT at FROM ours), '-infinity')) AS waiting,
        min("createdAt") FILTER (WHERE status IN ('FAILED', 'BOUNCED') AND "handledAt" IS NULL) AS failed
      FROM said
    ), hidden AS (
      SELECT EXISTS (
        SELECT 1 FROM "Restriction" r
        WHERE r."clinicId" = ${clinicId}::uuid AND (r."conversationId" = ${id}::uuid
          OR r."patientId" = (SELECT "patientId" FROM last) OR r."messageId" = (SELECT id FROM last))) AS yes
    )
    UPDATE "Conversation" c SET
      "lastMessageAt" = coalesce(last."createdAt", c."createdAt"), "lastMessageId" = last.id,
      "lastChannel" = last.channel, "lastDirection" = last.direction,
      snippet = CASE WHEN hidden.yes THEN '' ELSE coalesce(left(regexp_replace(last.body, '\\s+', ' ', 'g'), ${SNIPPET}), '') END,
      "lastInboundAt" = times.heard, "waitingSince" = times.waiting, "failedSince" = times.failed,
      status = CASE WHEN times.waiting IS NOT NULL AND c.status = 'closed' THEN 'open' ELSE c.status END
    FROM times CROSS JOIN hidden LEFT JOIN last ON true
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${id}::uuid`;
}
