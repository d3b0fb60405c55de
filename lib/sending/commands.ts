import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { AppError } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { wakeHeldBy } from "@/lib/waking/commands";

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
    await wakeHeldBy(tx, ctx, ["clinic_stopped"]);
  });
}
