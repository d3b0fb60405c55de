import { v7 as uuid } from "uuid";
import { keepAttachments } from "@/lib/attachments/inbound/commands";
import { findHome, type Home } from "@/lib/conversations/inbound/home/commands";
import { findAnswered, isQuiet } from "@/lib/conversations/inbound/mail/queries";
import { isDoubtful, readMail } from "@/lib/conversations/inbound/mail/rules";
import { cleanMail, htmlOf, snippetOf } from "@/lib/conversations/inbound/rules";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { noticeInbound } from "@/lib/emergencies/notice/commands";
import { wordsToSearch } from "@/lib/emergencies/rules/mail";
import { recordChanges } from "@/lib/live/changes";
import { isRestricted } from "@/lib/messages/thread/refresh/commands";
import type { MailAbout } from "@/lib/providers/mail-port";
import type { MessageInbound } from "@/lib/providers/port";
import { answer, obey, type Said } from "@/lib/revocations/commands";
import { findReacted } from "@/lib/revocations/queries";
import { type Heard, hear } from "@/lib/revocations/rules/heard";
import { REACTION_TAG } from "@/lib/revocations/rules/reaction";

export interface Arrival {
  /** The stored webhook event, marked as done in the same transaction. */
  eventId: string;
  message: MessageInbound;
  ownAddress: string;
  /** Named by a reply token; believed only when the sender's address is that patient's. */
  conversationId: string | null;
}

/**
 * Files a patient's message into its conversation and obeys its words, once, however often it is called. Returns the
 * number or address that they closed, null when they say anything else.
 */
export async function fileInbound(ctx: Ctx, arrival: Arrival): Promise<string | null> {
  const { message, eventId } = arrival;
  const { clinicId, now } = ctx;
  // Taken apart before the transaction: a stranger chose this text, and locks must not wait for it.
  const html = htmlOf(message);
  const { own, quoted } =
    message.channel === "EMAIL" ? readMail(message) : { own: message.text, quoted: null };
  const words: Words = { body: own, quoted, htmlBody: html && cleanMail(html) };
  const heard = hear({ ...message, text: words.body });
  await write(ctx, async (tx, audit) => {
    const known = { clinicId, channel: message.channel, inboundRef: message.ref };
    if ((await tx.message.count({ where: known, take: 1 })) === 0) {
      await file(tx, ctx, audit, arrival, { ...words, heard });
    }
    audit.fact();
    // The words live in one place, so that they can be erased there.
    const data = { processedAt: now, clinicId, error: null, payload: {} };
    await tx.webhookEvent.updateMany({ where: { id: eventId }, data });
  });
  return heard.verdict.kind === "stop" ? addressOf(message) : null;
}

interface Words {
  body: string;
  quoted: string | null;
  htmlBody: string | null;
}

/** Mail addresses are kept in lower case. */
const addressOf = ({ channel, from }: MessageInbound) => (channel === "EMAIL" ? from.toLowerCase() : from);

async function file(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  arrival: Arrival,
  { heard, ...words }: Words & { heard: Heard },
): Promise<void> {
  const { message } = arrival;
  const { clinicId, now } = ctx;
  const from = addressOf(message);
  const id = uuid();
  // A vendor's clock may run ahead of ours; a message from the future would stay on top of its thread.
  const at = new Date(Math.min(message.at.getTime(), now.getTime()));
  const answered = message.mail && (await findAnswered(tx, ctx, message.mail));
  const conversationId = arrival.conversationId ?? answered ?? null;
  const home = await findHome(tx, ctx, { ...arrival, conversationId, from, at });
  const quiet = await isQuiet(tx, ctx, message, home.conversationId);
  // Obeyed before anything else is locked: a STOP locks the messages it cancels, and messages come before threads.
  const { patientId, conversationId: threadId } = home;
  const { channel } = message;
  const said: Said = { channel, from, messageId: id, patientId, conversationId: threadId, at, heard };
  const obeyed = await obey(tx, ctx, audit, said);
  const reaction = heard.reaction && (await findReacted(tx, ctx, threadId, heard.reaction));
  await tx.message.create({
    data: {
      id,
      clinicId,
      patientId: home.patientId,
      conversationId: home.conversationId,
      channel: message.channel,
      direction: "INBOUND",
      status: "DELIVERED",
      subject: message.subject ?? null,
      ...words,
      fromAddress: from,
      toAddress: arrival.ownAddress,
      inboundRef: message.ref,
      isAutomatic: quiet || reaction !== null,
      guessedFrom: home.guess,
      createdBy: home.patientId,
      createdByKind: "patient",
      createdAt: at,
      updatedAt: now,
      deliveredAt: at,
      metadata: {
        ...(message.mail ? aboutMail(from, message.mail) : {}),
        ...(message.wasMissed ? { arrivedOffline: true } : {}),
        ...(reaction ? { reaction: { ...reaction } } : {}),
      },
      tags: reaction ? [REACTION_TAG] : [],
    },
  });
  await keepAttachments(tx, ctx, id, message.attachments);
  const last = { id, at, message, body: words.body };
  // A thumb on our words is no message that waits for us.
  if (!reaction) await (quiet ? putAway(tx, ctx, home, last) : touchConversation(tx, ctx, home, last));
  await answer(tx, ctx, audit, said, obeyed);
  if (!quiet && !reaction) {
    const written = {
      messageId: id,
      conversationId: threadId,
      patientId,
      channel,
      from,
      text: wordsToSearch({ channel, subject: message.subject ?? null, body: words.body }),
      at,
    };
    await noticeInbound(tx, ctx, audit, { ...written, answered: heard.verdict.kind !== "none" });
  }
  await recordChanges(tx, ctx, [
    { kind: "message", subjectId: id, conversationId: home.conversationId },
    { kind: "conversation", subjectId: home.conversationId, conversationId: home.conversationId },
  ]);
}

const aboutMail = (from: string, mail: MailAbout) => ({
  spf: mail.spf ?? null,
  dkim: mail.dkim ?? null,
  ...(isDoubtful(from, mail) ? { doubtful: true } : {}),
});

interface Last {
  id: string;
  at: Date;
  message: MessageInbound;
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
    : snippetOf(last.body, last.message.attachments.length);
  // GREATEST and COALESCE: a message that arrives late changes neither the order nor the wait that has begun.
  await tx.$executeRaw`
    UPDATE "Conversation" SET
      "lastMessageId" = CASE WHEN "lastMessageAt" <= ${last.at} OR "lastMessageId" IS NULL THEN ${last.id}::uuid ELSE "lastMessageId" END,
      snippet = CASE WHEN "lastMessageAt" <= ${last.at} OR "lastMessageId" IS NULL THEN ${snippet} ELSE snippet END,
      "lastChannel" = CASE WHEN "lastMessageAt" <= ${last.at} OR "lastMessageId" IS NULL THEN ${last.message.channel}::"Channel" ELSE "lastChannel" END,
      "lastDirection" = CASE WHEN "lastMessageAt" <= ${last.at} OR "lastMessageId" IS NULL THEN 'INBOUND'::"Direction" ELSE "lastDirection" END,
      "lastMessageAt" = GREATEST("lastMessageAt", ${last.at}),
      "lastInboundAt" = GREATEST(COALESCE("lastInboundAt", ${last.at}), ${last.at}),
      "waitingSince" = COALESCE("waitingSince", ${last.at}),
      "patientId" = CASE WHEN kind = 'household' AND "lastMessageAt" <= ${last.at} THEN ${patientId}::uuid ELSE "patientId" END,
      status = 'open', "snoozedUntil" = NULL
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${conversationId}::uuid`;
}
