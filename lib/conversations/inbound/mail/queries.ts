import { bareAddress, LOOP, namedBy } from "@/lib/conversations/inbound/mail/rules";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { MailAbout, MailReport } from "@/lib/providers/mail-port";
import type { MessageInbound } from "@/lib/providers/port";

/** The conversation of the newest mail of ours that this one says it answers; null when it names none. */
export async function findAnswered(tx: Tx, ctx: Ctx, mail: MailAbout): Promise<string | null> {
  const { attempts, refs } = namedBy([mail.inReplyTo, ...mail.references.toReversed()]);
  if (refs.length === 0) return null;
  const [found] = await tx.$queryRaw<{ conversationId: string }[]>`
    SELECT m."conversationId" FROM "MessageDelivery" d
    JOIN "Message" m ON m."clinicId" = d."clinicId" AND m.id = d."messageId"
    WHERE d."clinicId" = ${ctx.clinicId}::uuid AND d.channel = 'EMAIL' AND (d.id = ANY(${attempts}::uuid[])
      OR (d.provider = ANY(${mailProviders(ctx)}) AND d."providerMessageId" = ANY(${refs})))
    ORDER BY d."claimedAt" DESC LIMIT 1`;
  return found?.conversationId ?? null;
}

const mailProviders = (ctx: Ctx) =>
  Object.values(ctx.ports.providers).flatMap(({ name, channel }) => (channel === "EMAIL" ? [name] : []));

/** What a mail server's report must know to be believed. */
export interface Reported {
  id: string;
  provider: string;
}

/** A report names a mail of ours by its id, or came to the secret address of its thread, not long after it left. */
const BELIEVED_DAYS = 7;

/**
 * The attempt that a mail server's report speaks of; null when it proves nothing. Anyone can write such a report, so it
 * must name a mail that we really sent to that address.
 */
export async function findReported(
  tx: Tx,
  ctx: Ctx,
  report: MailReport,
  conversationId: string | null,
): Promise<Reported | null> {
  const { attempts, refs } = namedBy([report.about]);
  const since = new Date(ctx.now.getTime() - BELIEVED_DAYS * 86_400_000);
  const [found] = await tx.$queryRaw<Reported[]>`
    SELECT d.id, d.provider FROM "MessageDelivery" d
    JOIN "Message" m ON m."clinicId" = d."clinicId" AND m.id = d."messageId"
    WHERE d."clinicId" = ${ctx.clinicId}::uuid AND d."toAddress" = ${report.recipient} AND d.channel = 'EMAIL'
      AND d."claimedAt" > ${since} AND (d.id = ANY(${attempts}::uuid[]) OR d."providerMessageId" = ANY(${refs})
        OR m."conversationId" = ${conversationId}::uuid)
    ORDER BY d.id = ANY(${attempts}::uuid[]) OR d."providerMessageId" = ANY(${refs}) DESC, d."claimedAt" DESC LIMIT 1`;
  return found ?? null;
}

/**
 * Whether a mail is stored without anyone waiting for its answer: a machine's by its headers, our own come back, or one
 * of too many from one address.
 */
export async function isQuiet(
  tx: Tx,
  ctx: Ctx,
  message: MessageInbound,
  conversationId: string,
): Promise<boolean> {
  const { clinicId } = ctx;
  if (message.channel !== "EMAIL") return false;
  if (message.mail?.autoSubmitted) return true;
  const from = message.from.toLowerCase();
  const address = bareAddress(from);
  const ours = await tx.sender.count({ where: { clinicId, channel: "EMAIL", address }, take: 1 });
  if (ours > 0) return true;
  const since = new Date(ctx.now.getTime() - LOOP.minutes * 60_000);
  const before = await tx.message.findMany({
    where: { clinicId, conversationId, createdAt: { gte: since }, direction: "INBOUND", fromAddress: from },
    select: { id: true },
    take: LOOP.most,
  });
  return before.length >= LOOP.most;
}
