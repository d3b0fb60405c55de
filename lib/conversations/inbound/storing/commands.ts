import { keepAttachments } from "@/lib/attachments/inbound/commands";
import type { Home } from "@/lib/conversations/inbound/home/commands";
import { snippetOf } from "@/lib/conversations/inbound/rules";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { noticeInbound } from "@/lib/emergencies/notice/commands";
import { wordsToSearch } from "@/lib/emergencies/rules/mail";
import { recordChanges } from "@/lib/live/changes";
import { isRestricted } from "@/lib/messages/thread/refresh/commands";
import type { InboundAttachment } from "@/lib/providers/port";
import { answer, type Obeyed, type Said } from "@/lib/revocations/commands";
import { findReacted } from "@/lib/revocations/queries";
import { REACTION_TAG } from "@/lib/revocations/rules/reaction";
import type { Prisma } from "@/prisma/generated/client";

export interface Words {
  body: string;
  /** What stood under a mail's own words; null: nothing. */
  quoted: string | null;
  htmlBody: string | null;
}

export interface Inbound {
  said: Said;
  /** What `obey` did before. */
  obeyed: Obeyed;
  home: Home;
  words: Words;
  subject: string | null;
  /** The address of ours that it was written to; null: none, it was written here. */
  to: string | null;
  /** It is stored once per way and ref. */
  ref: string;
  attachments: readonly InboundAttachment[];
  /** A machine wrote it, or ours came back: nobody waits for an answer. */
  quiet: boolean;
  metadata: Prisma.InputJsonObject;
}

/**
 * Stores a patient's message, whichever way it came, once its words were obeyed: the thread opens and waits, what the
 * words ask is answered, words of an emergency are noticed, and screens are told. In the caller's transaction.
 */
export async function storeInbound(tx: Tx, ctx: Ctx, audit: Audit, given: Inbound): Promise<void> {
  const { said, home, words, subject, quiet, attachments } = given;
  const { clinicId, now } = ctx;
  const { messageId: id, channel, from, at, heard, patientId, conversationId } = said;
  const reaction = heard.reaction && (await findReacted(tx, ctx, conversationId, heard.reaction));
  await tx.message.create({
    data: {
      id,
      clinicId,
      patientId,
      conversationId,
      channel,
      direction: "INBOUND",
      status: "DELIVERED",
      subject,
      ...words,
      fromAddress: from,
      toAddress: given.to,
      inboundRef: given.ref,
      isAutomatic: quiet || reaction !== null,
      guessedFrom: home.guess,
      createdBy: patientId,
      createdByKind: "patient",
      createdAt: at,
      updatedAt: now,
      deliveredAt: at,
      metadata: { ...given.metadata, ...(reaction ? { reaction: { ...reaction } } : {}) },
      tags: reaction ? [REACTION_TAG] : [],
    },
  });
  await keepAttachments(tx, ctx, id, attachments);
  const last = { id, at, channel, files: attachments.length, body: words.body };
  // A thumb on our words is no message that waits for us.
  if (!reaction) await (quiet ? putAway(tx, ctx, home, last) : touchConversation(tx, ctx, home, last));
  await answer(tx, ctx, audit, said, given.obeyed);
  if (!quiet && !reaction) {
    const text = wordsToSearch({ channel, subject, body: words.body });
    const written = { messageId: id, conversationId, patientId, channel, from, text, at };
    await noticeInbound(tx, ctx, audit, { ...written, answered: heard.verdict.kind !== "none" });
  }
  await recordChanges(tx, ctx, [
    { kind: "message", subjectId: id, conversationId },
    { kind: "conversation", subjectId: conversationId, conversationId },
  ]);
}

interface Last {
  id: string;
  at: Date;
  channel: Said["channel"];
  files: number;
  body: string;
}

/** A machine's mail moves no thread and starts no wait; one that begins a thread of its own leaves it closed. */
async function putAway(tx: Tx, ctx: Ctx, { conversationId }: Home, last: Last): Promise<void> {
  const data = { status: "closed", lastMessageId: last.id, lastMessageAt: last.at } as const;
  await tx.conversation.updateMany({
    where: { clinicId: ctx.clinicId, id: conversationId, kind: "unknown", lastMessageId: null },
    data: { ...data, lastChannel: "EMAIL", lastDirection: "INBOUND", snippet: snippetOf(last.body) },
  });
}

async function touchConversation(
  tx: Tx,
  ctx: Ctx,
  { conversationId, patientId }: Home,
  last: Last,
): Promise<void> {
  const snippet = (await isRestricted(tx, ctx, conversationId, patientId))
    ? ""
    : snippetOf(last.body, last.files);
  // GREATEST and COALESCE: a message that arrives late changes neither the order nor the wait that has begun.
  await tx.$executeRaw`
    UPDATE "Conversation" SET
      "lastMessageId" = CASE WHEN "lastMessageAt" <= ${last.at} OR "lastMessageId" IS NULL THEN ${last.id}::uuid ELSE "lastMessageId" END,
      snippet = CASE WHEN "lastMessageAt" <= ${last.at} OR "lastMessageId" IS NULL THEN ${snippet} ELSE snippet END,
      "lastChannel" = CASE WHEN "lastMessageAt" <= ${last.at} OR "lastMessageId" IS NULL THEN ${last.channel}::"Channel" ELSE "lastChannel" END,
      "lastDirection" = CASE WHEN "lastMessageAt" <= ${last.at} OR "lastMessageId" IS NULL THEN 'INBOUND'::"Direction" ELSE "lastDirection" END,
      "lastMessageAt" = GREATEST("lastMessageAt", ${last.at}),
      "lastInboundAt" = GREATEST(COALESCE("lastInboundAt", ${last.at}), ${last.at}),
      "waitingSince" = COALESCE("waitingSince", ${last.at}),
      "patientId" = CASE WHEN kind = 'household' AND "lastMessageAt" <= ${last.at} THEN ${patientId}::uuid ELSE "patientId" END,
      status = 'open', "snoozedUntil" = NULL
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${conversationId}::uuid`;
}
