import type { Ctx } from "@/lib/ctx";
import { afterCommit, type Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";

/** The clock reads the queue itself; it is told of no more than these. */
const MOST_WOKEN = 1_000;

/**
 * Stops everything this clinic has not handed off yet. Every claim reads it in its own transaction, and a claim lives
 * two seconds: after that nothing leaves. 409 `already_stopped` keeps the first one's reason.
 */
export async function stopSending(ctx: Ctx, reason: string): Promise<void> {
  const { clinicId, actor } = ctx;
  await write(ctx, async (tx, audit) => {
    const stoppedBy = actor.kind === "staff" ? actor.id : null;
    const { count } = await tx.clinic.updateMany({
      where: { id: clinicId, stoppedAt: null },
      data: { stoppedAt: ctx.now, stoppedReason: reason, stoppedBy, updatedAt: ctx.now },
    });
    if (count === 0) throw new AppError("conflict", "Sending is stopped already.", "already_stopped");
    audit({ action: "sending.stopped", subjectKind: "clinic", subjectId: clinicId, reason });
    await recordChanges(tx, ctx, [{ kind: "engine", subjectId: clinicId }]);
  });
}

/** Lets this clinic send again: what waited is due at once, and the clock is told. 409 `not_stopped`. */
export async function resumeSending(ctx: Ctx): Promise<void> {
  const { clinicId } = ctx;
  await write(ctx, async (tx, audit) => {
    const { count } = await tx.clinic.updateMany({
      where: { id: clinicId, stoppedAt: { not: null } },
      data: { stoppedAt: null, stoppedReason: null, stoppedBy: null, updatedAt: ctx.now },
    });
    if (count === 0) throw new AppError("conflict", "Sending is not stopped.", "not_stopped");
    audit({ action: "sending.resumed", subjectKind: "clinic", subjectId: clinicId });
    await recordChanges(tx, ctx, [{ kind: "engine", subjectId: clinicId }]);
    const woken = await makeDue(tx, ctx);
    if (woken.length > 0) afterCommit(() => ctx.ports.wake(woken.slice(0, MOST_WOKEN)));
  });
}

/** Only the stop held these; whatever else holds one now is asked when its turn comes. */
async function makeDue(tx: Tx, ctx: Ctx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH held AS (
      SELECT id FROM "Message"
      WHERE "clinicId" = ${ctx.clinicId}::uuid AND status = 'SCHEDULED' AND reason = 'clinic_stopped'
      ORDER BY id FOR UPDATE),
    due AS (
      UPDATE "Message" m SET "nextAt" = ${ctx.now} FROM held WHERE m.id = held.id RETURNING m.id)
    UPDATE "QueueItem" q SET "nextAt" = ${ctx.now}, "leasedUntil" = NULL
    FROM due WHERE q."messageId" = due.id RETURNING q."messageId" AS id`;
  return rows.map((row) => row.id);
}
