import { v7 as uuid } from "uuid";
import { liftSuppression, suppressContact } from "@/lib/consents/commands";
import { keywordOf } from "@/lib/consents/rules";
import { findByAddress, findReplier } from "@/lib/conversations/inbound/queries";
import { cleanMail, fileTo, htmlOf, isAddress, snippetOf, wordsOf } from "@/lib/conversations/inbound/rules";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { recordChanges } from "@/lib/live/changes";
import { isRestricted } from "@/lib/messages/thread/refresh/commands";
import type { MessageInbound } from "@/lib/providers/port";

export interface Arrival {
  /** The stored webhook event, marked as done in the same transaction. */
  eventId: string;
  message: MessageInbound;
  ownAddress: string;
  /** Named by a reply token; believed only when the sender's address is that patient's. */
  conversationId: string | null;
}

/**
 * Files a patient's message into its conversation and obeys its keyword, once, however often it is called. Returns the
 * number that its STOP closed, null when it says anything else.
 */
export async function fileInbound(ctx: Ctx, arrival: Arrival): Promise<string | null> {
  const { message, eventId } = arrival;
  const { clinicId, now } = ctx;
  // Taken apart before the transaction: a stranger chose this text, and locks must not wait for it.
  const html = htmlOf(message);
  const words: Words = { body: wordsOf(message), htmlBody: html && cleanMail(html) };
  await write(ctx, async (tx, audit) => {
    const known = { clinicId, channel: message.channel, inboundRef: message.ref };
    if ((await tx.message.count({ where: known, take: 1 })) === 0) await file(tx, ctx, audit, arrival, words);
    audit.fact();
    // The words live in one place, so that they can be erased there.
    const data = { processedAt: now, clinicId, error: null, payload: {} };
    await tx.webhookEvent.updateMany({ where: { id: eventId }, data });
  });
  return message.channel === "SMS" && keywordOf(message.text) === "STOP" ? message.from : null;
}

interface Words {
  body: string;
  htmlBody: string | null;
}

async function file(tx: Tx, ctx: Ctx, audit: Audit, arrival: Arrival, words: Words): Promise<void> {
  const { message } = arrival;
  const { clinicId, now } = ctx;
  const from = message.channel === "EMAIL" ? message.from.toLowerCase() : message.from;
  const home = await findHome(tx, ctx, arrival, from);
  const id = uuid();
  // A vendor's clock may run ahead of ours; a message from the future would stay on top of its thread.
  const at = new Date(Math.min(message.at.getTime(), now.getTime()));
  // Obeyed before anything else is locked: a STOP locks the messages it cancels, and messages come before threads.
  if (message.channel === "SMS") await obey(tx, ctx, audit, { from, text: message.text, messageId: id, at });
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
      createdBy: home.patientId,
      createdByKind: "patient",
      createdAt: at,
      updatedAt: now,
      deliveredAt: at,
      metadata: message.mail ? { spf: message.mail.spf ?? null, dkim: message.mail.dkim ?? null } : {},
    },
  });
  await tx.attachment.createMany({
    data: message.attachments.map((attachment) => ({
      clinicId,
      messageId: id,
      filename: attachment.filename,
      contentType: attachment.contentType,
      size: attachment.content?.byteLength ?? 0,
      contentId: attachment.contentId ?? null,
      content: attachment.content ? Buffer.from(attachment.content) : null,
      vendorUrl: attachment.url ?? null,
      createdAt: now,
    })),
  });
  await touchConversation(tx, ctx, home, { id, at, message, body: words.body });
  await recordChanges(tx, ctx, [
    { kind: "message", subjectId: id, conversationId: home.conversationId },
    { kind: "conversation", subjectId: home.conversationId, conversationId: home.conversationId },
  ]);
}

async function touchConversation(
  tx: Tx,
  ctx: Ctx,
  { conversationId, patientId }: { conversationId: string; patientId: string },
  last: { id: string; at: Date; message: MessageInbound; body: string },
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
      status = 'open', "snoozedUntil" = NULL
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${conversationId}::uuid`;
}

async function obey(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  said: { from: string; text: string; messageId: string; at: Date },
): Promise<void> {
  const keyword = keywordOf(said.text);
  const contact = { channel: "SMS" as const, address: said.from };
  if (keyword === "STOP") {
    const evidence = { word: said.text.trim().toUpperCase().slice(0, 20) };
    const { messageId, at } = said;
    await suppressContact(tx, ctx, audit, { ...contact, reason: "stop", evidence, messageId, at });
  }
  // Only what STOP closed is opened by START; it never restores a marketing consent.
  if (keyword === "START") {
    await liftSuppression(tx, ctx, audit, {
      ...contact,
      reasons: ["stop", "vendor_block"],
      source: "start",
      at: said.at,
    });
  }
}

async function findHome(
  tx: Tx,
  ctx: Ctx,
  arrival: Arrival,
  from: string,
): Promise<{ patientId: string; conversationId: string }> {
  const kind = arrival.message.channel === "SMS" ? "phone" : "email";
  // Two first messages of one unknown number may arrive at once: one of them makes the placeholder, the other waits.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${ctx.clinicId} ${from}`}, 0))`;
  const replier = arrival.conversationId && (await findReplier(tx, ctx, arrival.conversationId, from));
  const filing = fileTo(replier ? [replier] : await findByAddress(tx, ctx, kind, from));
  if (filing.to === "patient") return ofPatient(tx, ctx, filing.patientId);
  return ofUnknown(tx, ctx, arrival, { kind, from, placeholderId: filing.placeholderId });
}

async function ofPatient(tx: Tx, ctx: Ctx, patientId: string) {
  const where = { clinicId: ctx.clinicId, patientId, kind: "patient" as const };
  const known = await tx.conversation.findFirst({ where, select: { id: true } });
  if (known) return { patientId, conversationId: known.id };
  const data = { ...where, id: uuid(), lastMessageAt: ctx.now, createdAt: ctx.now };
  await tx.conversation.create({ data });
  return { patientId, conversationId: data.id };
}

async function ofUnknown(
  tx: Tx,
  ctx: Ctx,
  arrival: Arrival,
  sender: { kind: "phone" | "email"; from: string; placeholderId: string | null },
) {
  const { clinicId, now } = ctx;
  const address = sender.from;
  const known = await tx.conversation.findFirst({
    where: { clinicId, kind: "unknown", address },
    select: { id: true, patientId: true },
  });
  if (known) return { patientId: known.patientId, conversationId: known.id };
  const patientId = sender.placeholderId ?? uuid();
  if (!sender.placeholderId) {
    await tx.patient.create({
      data: {
        id: patientId,
        clinicId,
        kind: "unsorted",
        firstName: arrival.message.fromName ?? "",
        lastName: "",
        searchText: `${arrival.message.fromName ?? ""} ${address}`.toLowerCase(),
        createdAt: now,
        updatedAt: now,
      },
    });
    // A short code or a name is no number that one could write to: it is known by its conversation alone.
    if (isAddress(sender.kind, address)) {
      const point = { kind: sender.kind, value: address, isPrimary: true, source: "inbound", createdAt: now };
      await tx.contactPoint.create({ data: { ...point, clinicId, patientId } });
    }
  }
  const conversationId = uuid();
  await tx.conversation.create({
    data: {
      id: conversationId,
      clinicId,
      kind: "unknown",
      address,
      patientId,
      lastMessageAt: now,
      createdAt: now,
    },
  });
  return { patientId, conversationId };
}
