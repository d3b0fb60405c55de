import { v7 as uuid } from "uuid";
import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { checkVersion } from "@/lib/db/version";
import { type Audit, write } from "@/lib/db/write";
import { lockUnderway } from "@/lib/deaths/underway/commands";
import { settle } from "@/lib/delivery/commands";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { readContact } from "@/lib/patients/contacts/commands";
import { findReach } from "@/lib/reach/queries";
import type { Reach, SaveRelated, SetInstruction, SetPreferences } from "@/lib/reach/schema";

/**
 * Sets or ends what a patient asked of how to be reached; the one before is kept as ended. What waits for the patient is
 * decided again at once. Throws `not_found`, `conflict` (`stale`) and `invalid` (a contact point that is not this patient's).
 */
export function setInstruction(
  ctx: Ctx,
  patientId: string,
  { instruction, version }: SetInstruction,
): Promise<z.input<typeof Reach>> {
  const { clinicId, now } = ctx;
  return change(ctx, patientId, async (tx, audit, stands) => {
    checkVersion(version, stands.versions.instruction, "what they asked for");
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
  });
}

/**
 * Adds or changes somebody who acts for a patient, and says which contact points are theirs. Throws `not_found`,
 * `conflict` (`stale`) and `invalid` (a phone or address that is none, a contact point that is not this patient's).
 */
export function saveRelated(ctx: Ctx, patientId: string, given: SaveRelated): Promise<z.input<typeof Reach>> {
  const { clinicId } = ctx;
  const { id: known, contactPointIds, phone, email, limits, from, until, version, ...plain } = given;
  const data = {
    ...plain,
    phone: phone ? readContact("phone", phone, "phone").value : null,
    email: email ? readContact("email", email, "email").value : null,
    limits: limits ?? null,
    from: from ?? null,
    until: until ?? null,
  };
  return change(ctx, patientId, async (tx, audit, stands) => {
    const person = stands.related.find(({ id }) => id === known);
    if (person) checkVersion(version, person.version, "this person");
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
    audit({ action, subjectKind: "patient", subjectId: patientId, patientId, fields: Object.keys(data) });
  });
}

/** Writes down which ways a patient wants to be tried in, and which topics not by which. Throws `not_found` and `conflict` (`stale`). */
export function setPreferences(
  ctx: Ctx,
  patientId: string,
  { channelOrder, refused, version }: SetPreferences,
): Promise<z.input<typeof Reach>> {
  const { clinicId, now } = ctx;
  return change(ctx, patientId, async (tx, audit, stands) => {
    checkVersion(version, stands.versions.preferences, "what they prefer");
    await tx.patient.update({
      where: { clinicId_id: { clinicId, id: patientId } },
      data: { channelOrder, updatedAt: now },
    });
    await tx.preference.updateMany({
      where: { clinicId, patientId, allowed: false },
      data: { allowed: true, updatedAt: now },
    });
    for (const topic of refused) {
      const line = { clinicId, patientId, ...topic };
      await tx.preference.upsert({
        where: { clinicId_patientId_channel_category: line },
        create: { ...line, id: uuid(), allowed: false, updatedAt: now },
        update: { allowed: false, updatedAt: now },
      });
    }
    const fields = ["channelOrder", ...refused.map(({ channel, category }) => `${channel}.${category}`)];
    const action = "patient.preferences_set";
    audit({ action, subjectKind: "patient", subjectId: patientId, patientId, fields });
  });
}

/** One change of how a patient is reached, and at once the decision anew about whatever is underway to them. */
function change(
  ctx: Ctx,
  patientId: string,
  work: (tx: Tx, audit: Audit, stands: Awaited<ReturnType<typeof findReach>>) => Promise<void>,
): Promise<z.input<typeof Reach>> {
  return write(ctx, async (tx, audit) => {
    // Messages before the patient: the order in which everyone locks.
    const underway = await lockUnderway(tx, ctx, patientId);
    await lockPatient(tx, ctx, patientId);
    await work(tx, audit, await findReach(ctx, patientId));
    await settle(tx, ctx, underway);
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
