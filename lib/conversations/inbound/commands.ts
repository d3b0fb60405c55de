import { findHome } from "@/lib/conversations/inbound/home/commands";
import { findAnswered, isQuiet } from "@/lib/conversations/inbound/mail/queries";
import { isDoubtful, readMail } from "@/lib/conversations/inbound/mail/rules";
import { cleanMail, htmlOf } from "@/lib/conversations/inbound/rules";
import { storeInbound, type Words } from "@/lib/conversations/inbound/storing/commands";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import type { MailAbout } from "@/lib/providers/mail-port";
import type { MessageInbound } from "@/lib/providers/port";
import { close, obey } from "@/lib/revocations/commands";
import { type Heard, hear } from "@/lib/revocations/rules/heard";

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
  const known = { clinicId, channel: message.channel, inboundRef: message.ref };
  const find = (tx: Tx) => tx.message.findFirst({ where: known, select: { id: true } });
  const isStop = heard.verdict.kind === "stop";
  if (isStop) {
    await write(ctx, async (tx, audit) => {
      audit.fact();
      if (!(await find(tx))) await close(tx, ctx, audit, { ...originOf(ctx, arrival), heard });
    });
  }
  await write(ctx, async (tx, audit) => {
    let filed = await find(tx);
    if (!filed) {
      await file(tx, ctx, audit, arrival, { ...words, heard });
      filed = await find(tx);
    }
    audit.fact();
    // The words live in one place, so that they can be erased there.
    const payload = filed ? { messageId: filed.id } : {};
    const data = { processedAt: now, clinicId, error: null, payload };
    await tx.webhookEvent.updateMany({ where: { id: eventId }, data });
  });
  return isStop ? addressOf(message) : null;
}

/** Mail addresses are kept in lower case. */
const addressOf = ({ channel, from }: MessageInbound) => (channel === "EMAIL" ? from.toLowerCase() : from);

/** Which message it becomes, always the same one, and where and when it came from. */
function originOf(ctx: Ctx, { eventId, message }: Arrival) {
  // A vendor's clock may run ahead of ours; a message from the future would stay on top of its thread.
  const at = new Date(Math.min(message.at.getTime(), ctx.now.getTime()));
  return { messageId: eventId, channel: message.channel, from: addressOf(message), at };
}

async function file(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  arrival: Arrival,
  { heard, ...words }: Words & { heard: Heard },
): Promise<void> {
  const { message } = arrival;
  const origin = originOf(ctx, arrival);
  const { from, at } = origin;
  const answered = message.mail && (await findAnswered(tx, ctx, message.mail));
  const conversationId = arrival.conversationId ?? answered ?? null;
  const home = await findHome(tx, ctx, { ...arrival, conversationId, from, at });
  const quiet = await isQuiet(tx, ctx, message, home.conversationId);
  // Obeyed before anything else is locked: a STOP locks the messages it cancels, and messages come before threads.
  const { patientId, conversationId: threadId } = home;
  const said = { ...origin, patientId, conversationId: threadId, heard };
  const obeyed = await obey(tx, ctx, audit, said);
  await storeInbound(tx, ctx, audit, {
    said,
    obeyed,
    home,
    words,
    quiet,
    subject: message.subject ?? null,
    to: arrival.ownAddress,
    ref: message.ref,
    attachments: message.attachments,
    metadata: {
      ...(message.mail ? aboutMail(from, message.mail) : {}),
      ...(message.wasMissed ? { arrivedOffline: true } : {}),
    },
  });
}

const aboutMail = (from: string, mail: MailAbout) => ({
  spf: mail.spf ?? null,
  dkim: mail.dkim ?? null,
  ...(isDoubtful(from, mail) ? { doubtful: true } : {}),
});
