import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import type { SetNoContact } from "@/lib/deaths/no-contact/schema";
import { endUnderway, lockUnderway } from "@/lib/deaths/underway/commands";
import { settle } from "@/lib/delivery/commands";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { changePatient } from "@/lib/patients/commands";
import { findPatient } from "@/lib/patients/profile/queries";
import type { PatientDetail, UpdatePatient } from "@/lib/patients/schema";

/**
 * Changes a patient, and decides again at once about what is underway; "do not contact" cancels it, and taking that
 * back later revives nothing. Throws what `updatePatient` throws.
 */
export function changeChart(
  ctx: Ctx,
  id: string,
  input: UpdatePatient,
): Promise<z.input<typeof PatientDetail>> {
  return write(ctx, async (tx, audit) => {
    // Messages before the patient: the order in which everyone locks.
    const underway = await lockUnderway(tx, ctx, id);
    const changed = await changePatient(tx, ctx, audit, id, input);
    if (input.doNotContact) await endUnderway(tx, ctx, underway, "do_not_contact");
    else await settle(tx, ctx, underway);
    return changed;
  });
}

/**
 * Says that nobody writes to this patient any more, or lifts it, with the reason; what waits is cancelled at once.
 * Throws `not_found` and `conflict` (`no_change`: it stands so already).
 */
export function setNoContact(
  ctx: Ctx,
  id: string,
  { doNotContact, reason }: SetNoContact,
): Promise<z.input<typeof PatientDetail>> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    const underway = doNotContact ? await lockUnderway(tx, ctx, id) : [];
    const [row] = await tx.$queryRaw<{ doNotContact: boolean }[]>`
      SELECT "doNotContact" FROM "Patient"
      WHERE "clinicId" = ${clinicId}::uuid AND id = ${id}::uuid AND kind = 'person' FOR UPDATE`;
    if (!row) throw notFound("patient");
    if (row.doNotContact === doNotContact) {
      const words = doNotContact ? "This is recorded already." : "Messages may go already.";
      throw new AppError("conflict", words, "no_change");
    }
    const why = {
      doNotContactReason: doNotContact ? reason : null,
      doNotContactAt: doNotContact ? now : null,
    };
    await tx.patient.update({
      where: { clinicId_id: { clinicId, id } },
      data: { doNotContact, ...why, updatedAt: now },
    });
    const action = doNotContact ? "patient.contact_ended" : "patient.contact_allowed";
    audit({ action, subjectKind: "patient", subjectId: id, patientId: id, fields: ["doNotContact"], reason });
    await endUnderway(tx, ctx, underway, "do_not_contact");
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: id }]);
    return findPatient(ctx, id);
  });
}
