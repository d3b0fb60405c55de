import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import type { RecordDeath } from "@/lib/deaths/schema";
import { settle } from "@/lib/delivery/commands";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { findPatient } from "@/lib/patients/profile/queries";
import type { PatientDetail } from "@/lib/patients/schema";

/**
 * Records a death with its source, and cancels every message about the patient that waits, is planned or has a fallback
 * to come; others on the same phone are not touched. Or takes it back with a reason: what was cancelled stays so.
 * Throws `not_found`, `invalid` (a time to come) and `conflict` (`no_change`: it is recorded so already).
 */
export function recordDeath(
  ctx: Ctx,
  patientId: string,
  told: RecordDeath,
): Promise<z.input<typeof PatientDetail>> {
  const { clinicId, now } = ctx;
  const at = told.deceased ? (told.at ?? now) : null;
  if (at && at > now) {
    const problem = "This time has not come yet.";
    throw new AppError("invalid", problem, "bad_field", { fields: [{ field: "at", problem }] });
  }
  return write(ctx, async (tx, audit) => {
    // Messages before the patient: the order in which everyone locks.
    const underway = told.deceased ? await lockUnderway(tx, ctx, patientId) : [];
    const [patient] = await tx.$queryRaw<{ deceasedAt: Date | null }[]>`
      SELECT "deceasedAt" FROM "Patient"
      WHERE "clinicId" = ${clinicId}::uuid AND id = ${patientId}::uuid AND kind = 'person' FOR UPDATE`;
    if (!patient) throw notFound("patient");
    if ((patient.deceasedAt !== null) === told.deceased) {
      const words = told.deceased ? "This death is already recorded." : "No death is recorded.";
      throw new AppError("conflict", words, "no_change");
    }
    await tx.patient.update({
      where: { clinicId_id: { clinicId, id: patientId } },
      data: { deceasedAt: at, deceasedSource: told.deceased ? told.source : null, updatedAt: now },
    });
    audit({
      action: told.deceased ? "patient.deceased" : "patient.deceased_undone",
      subjectKind: "patient",
      subjectId: patientId,
      patientId,
      fields: ["deceasedAt", "deceasedSource"],
      reason: told.deceased ? told.source : told.reason,
    });
    if (underway.length > 0) {
      await tx.message.updateMany({
        where: { clinicId, id: { in: underway }, cancelledAt: null },
        data: { cancelledAt: now, cancelledBy: "deceased", updatedAt: now },
      });
      await settle(tx, ctx, underway);
    }
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
    return findPatient(ctx, patientId);
  });
}

/** Queued, planned, being tried, or out with a fallback still to come. Locked in the order of their ids. */
async function lockUnderway(tx: Tx, ctx: Ctx, patientId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Message"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND "patientId" = ${patientId}::uuid AND direction = 'OUTBOUND'
      AND (status IN ('PENDING', 'SCHEDULED') OR (status = 'SENT' AND "nextAt" IS NOT NULL))
    ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}
