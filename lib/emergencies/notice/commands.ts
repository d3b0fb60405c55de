import { v7 as uuid } from "uuid";
import type { InboundChannel } from "@/lib/channel";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { answerEmergency } from "@/lib/emergencies/reply/commands";
import { findEmergency } from "@/lib/emergencies/rules/detect";
import { DESK_MINUTES, EMERGENCY_TAG } from "@/lib/emergencies/schema";
import { recordChanges } from "@/lib/live/changes";
import { answerAfterHours } from "@/lib/replies/after-hours/commands";
import { languageOf } from "@/lib/replies/rules";
import { replyFacts } from "@/lib/replies/settings/queries";

export interface Noticed {
  messageId: string;
  conversationId: string;
  patientId: string;
  channel: InboundChannel;
  from: string;
  /** What the person wrote, without what they quote. */
  text: string;
  at: Date;
  /** A keyword, a revocation or a reaction: it gets no answer about opening hours. */
  answered: boolean;
}

/**
 * Looks at a message that has just been stored, under its thread's lock: words of an emergency open one, whoever wrote
 * them; anything else may be answered that the clinic is closed. Not for what machines write.
 */
export async function noticeInbound(tx: Tx, ctx: Ctx, audit: Audit, said: Noticed): Promise<void> {
  const facts = await replyFacts(tx, ctx);
  const found = findEmergency(said.text, facts.settings.emergencyWords);
  const { channel, from, messageId, conversationId, patientId, at } = said;
  const to = { channel, to: from, conversationId, patientId, inReplyTo: messageId };
  if (!found) {
    if (said.answered || facts.open) return;
    const language = await spokenBy(tx, ctx, patientId);
    await answerAfterHours(tx, ctx, audit, { ...to, at, language, facts });
    return;
  }
  const { clinicId, now } = ctx;
  await tx.message.updateMany({
    where: { clinicId, id: messageId },
    data: { tags: { push: EMERGENCY_TAG } },
  });
  const language = found.language === "es" ? "es" : await spokenBy(tx, ctx, patientId);
  const before = await findOpen(tx, ctx, conversationId);
  const id = before?.id ?? uuid();
  // Who writes again while the desk still has its two minutes does not wait longer for it.
  const replyDue = before?.replyDue ?? new Date(now.getTime() + DESK_MINUTES * 60_000);
  const due = facts.open ? { replyDue } : { alertDue: before?.alertDue ?? now };
  const data = { messageId, language, ...due };
  if (before) await tx.emergency.updateMany({ where: { clinicId, id }, data });
  else await tx.emergency.create({ data: { ...data, id, clinicId, at } });
  audit({ action: "emergency.found", subjectKind: "message", subjectId: messageId, patientId });
  if (!facts.open) await answerEmergency(tx, ctx, audit, { ...to, id, language, clinic: facts.name });
  await recordChanges(tx, ctx, [{ kind: "emergency", subjectId: id, conversationId }]);
}

/** The thread's open emergency, locked. Two of its messages wait for each other at the thread's lock. */
async function findOpen(tx: Tx, ctx: Ctx, conversationId: string) {
  const [open] = await tx.$queryRaw<{ id: string; replyDue: Date | null; alertDue: Date | null }[]>`
    SELECT e.id, e."replyDue", e."alertDue" FROM "Emergency" e
    JOIN "Message" m ON m."clinicId" = e."clinicId" AND m.id = e."messageId"
    WHERE e."clinicId" = ${ctx.clinicId}::uuid AND e."takenAt" IS NULL
      AND m."conversationId" = ${conversationId}::uuid
    ORDER BY e.at LIMIT 1 FOR UPDATE OF e`;
  return open;
}

async function spokenBy(tx: Tx, ctx: Ctx, patientId: string): Promise<"en" | "es"> {
  const where = { clinicId: ctx.clinicId, id: patientId };
  const patient = await tx.patient.findFirst({ where, select: { language: true } });
  return languageOf(patient?.language);
}
