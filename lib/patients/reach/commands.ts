import { v7 as uuid } from "uuid";
import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { readContact } from "@/lib/patients/contacts/commands";
import { findReach } from "@/lib/patients/reach/queries";
import type { Reach, SaveRelated, SetInstruction } from "@/lib/patients/reach/schema";

/**
 * Sets or ends what a patient asked of how to be reached; the one before is kept as ended. Every message is asked about
 * it again before it goes. Throws `not_found` and `invalid` (a contact point that is not this patient's).
 */
export function setInstruction(
  ctx: Ctx,
  patientId: string,
  { instruction }: SetInstruction,
): Promise<z.input<typeof Reach>> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    await lockPatient(tx, ctx, patientId);
    await tx.contactInstruction.updateMany({
      where: { clinicId, patientId, endedAt: null },
      data: { endedAt: now },
    });
    if (instruction) {
      await checkOwn(tx, ctx, patientId, instruction.contactPointIds);
      const { contactPointIds, hours, noNames, note } = instruction;
      await tx.contactInstruction.create({
        data: { clinicId, patientId, contactPointIds, hours, noNames, note: note ?? null, createdAt: now },
      });
    }
    const action = instruction ? "patient.instruction_set" : "patient.instruction_ended";
    const fields = instruction ? Object.keys(instruction) : [];
    audit({ action, subjectKind: "patient", subjectId: patientId, patientId, fields });
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
    return findReach(ctx, patientId);
  });
}

/**
 * Adds or changes somebody who acts for a patient, and says which contact points are theirs. Throws `not_found` and
 * `invalid` (a phone or address that is none, a contact point that is not this patient's).
 */
export function saveRelated(ctx: Ctx, patientId: string, given: SaveRelated): Promise<z.input<typeof Reach>> {
  const { clinicId } = ctx;
  const { id: known, contactPointIds, phone, email, limits, from, until, ...plain } = given;
  const data = {
    ...plain,
    phone: phone ? readContact("phone", phone, "phone").value : null,
    email: email ? readContact("email", email, "email").value : null,
    limits: limits ?? null,
    from: from ?? null,
    until: until ?? null,
  };
  return write(ctx, async (tx, audit) => {
    await lockPatient(tx, ctx, patientId);
    await checkOwn(tx, ctx, patientId, contactPointIds);
    const id = known ?? uuid();
    if (known) {
      const { count } = await tx.relatedPerson.updateMany({ where: { clinicId, patientId, id }, data });
      if (count === 0) throw notFound("related person");
    } else await tx.relatedPerson.create({ data: { ...data, id, clinicId, patientId } });
    await tx.contactPoint.updateMany({
      where: { clinicId, patientId, relatedPersonId: id },
      data: { relatedPersonId: null },
    });
    await tx.contactPoint.updateMany({
      where: { clinicId, patientId, id: { in: contactPointIds } },
      data: { relatedPersonId: id },
    });
    const action = known ? "patient.related_changed" : "patient.related_added";
    audit({ action, subjectKind: "patient", subjectId: patientId, patientId, fields: Object.keys(given) });
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
    return findReach(ctx, patientId);
  });
}

async function lockPatient(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Patient" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  if (rows.length === 0) throw notFound("patient");
}

async function checkOwn(tx: Tx, ctx: Ctx, patientId: string, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  const where = { clinicId: ctx.clinicId, patientId, id: { in: wanted } };
  const known = await tx.contactPoint.findMany({ where, select: { id: true } });
  if (known.length === wanted.length) return;
  const problem = "Not a contact point of this patient.";
  throw new AppError("invalid", problem, "bad_field", { fields: [{ field: "contactPointIds", problem }] });
}
