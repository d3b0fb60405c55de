import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import type { Content } from "@/lib/delivery/schema";
import { NO_LINKS } from "@/lib/links/schema";
import { accept } from "@/lib/messages/accept/commands";
import type { Home } from "@/lib/messages/thread/commands";
import { isAnswerable, MOST_A_DAY, scopeOf, tagsOf } from "@/lib/replies/rules";
import type { Reply } from "@/lib/replies/schema";

const DAY_MS = 24 * 3_600_000;

/**
 * The one way in which the hub answers by itself: the message is stored, decided about and queued in the caller's
 * transaction, once per kind and window however often it is asked for. Returns its id; null when it was sent before,
 * nobody could read it, or the address has had its fill today. Call it after the message that caused it is stored; it
 * locks the thread. Whether it may go is the one decision's: a blocked answer is stored and shown like any other.
 */
export async function queueReply(tx: Tx, ctx: Ctx, audit: Audit, reply: Reply): Promise<string | null> {
  const { kind, channel, to, conversationId, patientId, inReplyTo } = reply;
  if (!isAnswerable(channel, to)) return null;
  const { clinicId, now } = ctx;
  const [home] = await tx.$queryRaw<Home[]>`
    SELECT id, address, "lastInboundAt" FROM "Conversation"
    WHERE "clinicId" = ${clinicId}::uuid AND id = ${conversationId}::uuid FOR UPDATE`;
  if (!home || (await isTooMuch(tx, ctx, reply))) return null;
  const id = uuid();
  const scope = scopeOf(reply);
  const window = reply.window ?? inReplyTo ?? id;
  // A doubled webhook and a second runner wait here for whoever came first, and then find its row.
  const made = await tx.$executeRaw`
    INSERT INTO "AutomaticReply" (id, "clinicId", kind, scope, "window", address, "conversationId", at)
    VALUES (${id}::uuid, ${clinicId}::uuid, ${kind}, ${scope}, ${window}, ${to}, ${conversationId}::uuid, ${now})
    ON CONFLICT ("clinicId", scope, kind, "window") DO NOTHING`;
  if (made === 0) return null;
  const accepted = await accept(tx, ctx, audit, {
    patientId,
    home,
    plan: [channel],
    content: wordsOf(reply),
    category: "treatment",
    priority: kind === "emergency" ? "urgent" : "normal",
    templateId: null,
    templateVersionId: null,
    scheduledAt: null,
    expiresAt: null,
    tags: tagsOf(kind),
    metadata: null,
    inReplyToId: inReplyTo,
    isAutomatic: true,
    to,
    privacy: { phi: null, hidden: null, short: NO_LINKS },
    action: "reply.queued",
  });
  await tx.automaticReply.updateMany({ where: { clinicId, id }, data: { messageId: accepted.id } });
  return accepted.id;
}

async function isTooMuch(tx: Tx, ctx: Ctx, reply: Reply): Promise<boolean> {
  const { clinicId, now } = ctx;
  const { kind, conversationId, restMinutes } = reply;
  if (restMinutes) {
    const since = new Date(now.getTime() - restMinutes * 60_000);
    const where = { clinicId, conversationId, kind, at: { gt: since } };
    if ((await tx.automaticReply.count({ where, take: 1 })) > 0) return true;
  }
  if (kind === "emergency") return false;
  const today = { gt: new Date(now.getTime() - DAY_MS) };
  const where = { clinicId, address: reply.to, at: today, kind: { not: "emergency" } };
  return (await tx.automaticReply.count({ where, take: MOST_A_DAY })) >= MOST_A_DAY;
}

function wordsOf({ channel, body, subject }: Reply): Content {
  if (channel === "EMAIL") return { EMAIL: { subject: subject ?? "", body, htmlBody: null } };
  return channel === "SMS" ? { SMS: { body } } : { IN_APP: { body } };
}
