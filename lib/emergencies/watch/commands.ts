import { type Ctx, type Ports, systemCtx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { listClinicIds } from "@/lib/delivery/clinics/queries";
import { tellOnCall } from "@/lib/emergencies/on-call/commands";
import { giveTurns } from "@/lib/emergencies/on-call/turns/commands";
import { answerEmergency } from "@/lib/emergencies/reply/commands";
import { listWatched, readWatch, type Watch, type Watched, wasOpened } from "@/lib/emergencies/watch/queries";
import { recordChanges } from "@/lib/live/changes";

/**
 * Looks after emergencies that nobody has yet, for every clinic or for the one given: the fixed reply when the desk has
 * not opened the thread in time, and the next person on call. Rows say what is due, so that several runners, a crash
 * and a doubled call change nothing.
 */
export async function watchEmergencies(ports: Ports, clinicId?: string): Promise<boolean> {
  for (const id of clinicId ? [clinicId] : await listClinicIds()) {
    const ctx = systemCtx(id, "emergencies", ports);
    const watch = await readWatch(ctx);
    if (!watch) continue;
    for (const one of watch.open) if (isReplyDue(one, ctx.now)) await reply(ctx, one, watch);
    await giveTurns(ctx, watch);
    await tellOnCall(ctx, watch.facts.settings.onCall.length);
  }
  return false;
}

const isReplyDue = ({ replyDue }: Watched, now: Date) => replyDue !== null && replyDue <= now;

async function reply(ctx: Ctx, { id, conversationId }: Watched, watch: Watch): Promise<void> {
  const { clinicId, now } = ctx;
  await write(ctx, async (tx, audit) => {
    audit.fact();
    // The thread first, as a message that comes in does.
    await tx.$queryRaw`
      SELECT 1 FROM "Conversation" WHERE "clinicId" = ${clinicId}::uuid AND id = ${conversationId}::uuid FOR UPDATE`;
    await tx.$queryRaw`SELECT 1 FROM "Emergency" WHERE "clinicId" = ${clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    const [one] = await listWatched(tx, ctx, id);
    if (!one || one.conversationId !== conversationId || !isReplyDue(one, now)) return;
    await replyUnlessOpened(tx, ctx, audit, one, watch);
    await recordChanges(tx, ctx, [{ kind: "emergency", subjectId: id, conversationId }]);
  });
}

async function replyUnlessOpened(tx: Tx, ctx: Ctx, audit: Audit, one: Watched, watch: Watch): Promise<void> {
  const { id, language, channel, from: to, messageId: inReplyTo, conversationId, patientId } = one;
  if (await wasOpened(tx, ctx, one)) {
    await tx.emergency.updateMany({ where: { clinicId: ctx.clinicId, id }, data: { replyDue: null } });
    return;
  }
  const reply = { channel, to, inReplyTo, conversationId, patientId };
  await answerEmergency(tx, ctx, audit, { ...reply, id, language, clinic: watch.facts.name });
}
