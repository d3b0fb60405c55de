import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";

/**
 * "I have it": nobody else is told any more, and the fixed reply is no longer due. Said again by the same person it
 * changes nothing. Throws `not_found` and `conflict` (`already_taken`, with the colleague's name).
 */
export function takeEmergency(ctx: Ctx, id: string): Promise<{ id: string; takenAt: Date }> {
  return write(ctx, async (tx, audit) => {
    const { clinicId, now, actor } = ctx;
    if (actor.kind !== "staff") throw new AppError("forbidden", "Only a person can have it.", "not_a_person");
    const where = { clinicId, id };
    const [row] = await tx.$queryRaw<{ conversationId: string; patientId: string }[]>`
      SELECT m."conversationId", m."patientId" FROM "Emergency" e
      JOIN "Message" m ON m."clinicId" = e."clinicId" AND m.id = e."messageId"
      WHERE e."clinicId" = ${clinicId}::uuid AND e.id = ${id}::uuid FOR UPDATE OF e`;
    if (!row) throw notFound("emergency");
    const found = await tx.emergency.findFirstOrThrow({ where, include: { taker: true } });
    const { conversationId, patientId } = row;
    if (found.takenAt && found.takenBy !== actor.id) {
      const words = `${found.taker?.name ?? "A colleague"} has it already.`;
      throw new AppError("conflict", words, "already_taken");
    }
    audit({ action: "emergency.taken", subjectKind: "emergency", subjectId: id, patientId });
    if (found.takenAt) return { id, takenAt: found.takenAt };
    const data = { takenAt: now, takenBy: actor.id, replyDue: null, alertDue: null };
    await tx.emergency.updateMany({ where, data });
    await recordChanges(tx, ctx, [{ kind: "emergency", subjectId: id, conversationId }]);
    return { id, takenAt: now };
  });
}
