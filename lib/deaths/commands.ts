import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import type { RecordDeath } from "@/lib/deaths/schema";
import { endUnderway, lockUnderway } from "@/lib/deaths/underway/commands";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { findPatient } from "@/lib/patients/profile/queries";
import type { PatientDetail } from "@/lib/patients/schema";
import { endPortal } from "@/lib/portal/commands";

/**
 * Records a death with its source, and cancels every message about the patient that waits, is planned or has a fallback
 * to come, and the patient's own sign-in ends; others on the same phone are not touched. Or takes it back with a reason: what was cancelled stays so.
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
    await endUnderway(tx, ctx, underway, "deceased");
    if (told.deceased) await endPortal(tx, ctx, audit, patientId, { cause: "deceased" });
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
    return findPatient(ctx, patientId);
  });
}
