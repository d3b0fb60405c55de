import { v7 as uuid } from "uuid";
import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { addContacts, changeContacts, readContact } from "@/lib/patients/contacts/commands";
import { listPossibleDuplicates } from "@/lib/patients/duplicates/queries";
import { findPatient } from "@/lib/patients/profile/queries";
import { birthProblem, searchTextOf } from "@/lib/patients/rules";
import type { CreatedPatient, CreatePatient, PatientDetail, UpdatePatient } from "@/lib/patients/schema";
import { isZone } from "@/lib/patients/zones/rules";
import { Prisma } from "@/prisma/generated/client";

const invalid = (field: string, problem: string) =>
  new AppError("invalid", problem, "bad_field", { fields: [{ field, problem }] });

function checkZone(zone: string | null | undefined): void {
  if (zone && !isZone(zone)) throw invalid("timeZone", "Not a time zone such as America/Denver.");
}

/** A calendar day as the database keeps it: midnight UTC. */
function birthDate(ctx: Ctx, day: string | null | undefined): Date | null {
  if (!day) return null;
  const date = new Date(`${day}T00:00:00Z`);
  const problem = birthProblem(date, ctx.now);
  if (problem) throw invalid("dateOfBirth", problem);
  return date;
}

async function refuseTakenId(tx: Tx, ctx: Ctx, externalId: string | null, own: string): Promise<void> {
  if (!externalId) return;
  // Two requests with one new id at the same moment: the second waits here and then finds the first one's row.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${ctx.clinicId} patient ${externalId}`}, 0))`;
  const known = await tx.patient.findUnique({
    where: { clinicId_externalId: { clinicId: ctx.clinicId, externalId } },
    select: { id: true },
  });
  if (known && known.id !== own) {
    throw new AppError("conflict", "Another patient already has this external id.", "external_id_taken", {
      id: known.id,
    });
  }
}

/**
 * Adds a person. A phone or address becomes the primary contact point, with the grant to be contacted in the ledger.
 * Throws `conflict` with the existing `id` when the external id is taken, `invalid` with fields.
 */
export async function createPatient(ctx: Ctx, input: CreatePatient): Promise<z.input<typeof CreatedPatient>> {
  const id = uuid();
  const externalId = input.externalId ?? null;
  checkZone(input.timeZone);
  const dateOfBirth = birthDate(ctx, input.dateOfBirth);
  const contacts = [
    ...(input.phone ? [readContact("phone", input.phone, "phone", { isPrimary: true })] : []),
    ...(input.email ? [readContact("email", input.email, "email", { isPrimary: true })] : []),
  ];
  return write(ctx, async (tx, audit) => {
    await refuseTakenId(tx, ctx, externalId, id);
    const { firstName, lastName } = input;
    const searchText = searchTextOf({
      firstName,
      lastName,
      externalId,
      contacts: contacts.map((one) => one.value),
    });
    await tx.patient.create({
      data: {
        id,
        clinicId: ctx.clinicId,
        externalId,
        firstName,
        lastName,
        dateOfBirth,
        language: input.language ?? "en",
        timeZone: input.timeZone ?? null,
        ...(input.address ? { address: input.address } : {}),
        searchText,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    await addContacts(tx, ctx, id, contacts);
    const fields = Object.keys(input).filter((name) => input[name as keyof CreatePatient] != null);
    audit({ action: "patient.created", subjectKind: "patient", subjectId: id, patientId: id, fields });
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: id }]);
    const person = { id, firstName, lastName, dateOfBirth, contacts };
    const possibleDuplicates = await listPossibleDuplicates(ctx, person);
    return { ...(await findPatient(ctx, id)), possibleDuplicates };
  });
}

/** Changes what is given. Throws `not_found`, `invalid`, and `conflict` for a stale `ifUpdatedAt` or a taken id. */
export function updatePatient(
  ctx: Ctx,
  id: string,
  input: UpdatePatient,
): Promise<z.input<typeof PatientDetail>> {
  return write(ctx, (tx, audit) => changePatient(tx, ctx, audit, id, input));
}

/** The same inside an open write. */
export async function changePatient(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  id: string,
  input: UpdatePatient,
): Promise<z.input<typeof PatientDetail>> {
  const { clinicId } = ctx;
  checkZone(input.timeZone);
  await tx.$queryRaw`SELECT id FROM "Patient" WHERE "clinicId" = ${clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = await tx.patient.findUnique({ where: { clinicId_id: { clinicId, id } } });
  if (!row) throw notFound("patient");
  if (input.ifUpdatedAt && row.updatedAt > input.ifUpdatedAt) {
    const words = "Someone changed this patient meanwhile. Look again, then save.";
    throw new AppError("conflict", words, "stale");
  }
  await refuseTakenId(tx, ctx, input.externalId ?? null, id);
  const { contacts, ifUpdatedAt: _seen, dateOfBirth, address, ...plain } = input;
  const given = Object.entries(plain).filter(([, value]) => value !== undefined);
  await tx.patient.update({
    where: { clinicId_id: { clinicId, id } },
    data: {
      ...Object.fromEntries(given),
      ...(dateOfBirth === undefined ? {} : { dateOfBirth: birthDate(ctx, dateOfBirth) }),
      ...(address === undefined ? {} : { address: address ?? Prisma.DbNull }),
      ...noContactSince(ctx, input.doNotContact, row.doNotContact),
      updatedAt: ctx.now,
    },
  });
  const changed = contacts ? await changeContacts(tx, ctx, id, contacts) : [];
  await refreshSearch(tx, ctx, id);
  const named = Object.keys(input).filter((name) => name !== "contacts" && name !== "ifUpdatedAt");
  const fields = [...named, ...changed];
  audit({ action: "patient.updated", subjectKind: "patient", subjectId: id, patientId: id, fields });
  await recordChanges(tx, ctx, [{ kind: "patient", subjectId: id }]);
  return findPatient(ctx, id);
}

/** Since when nobody writes to them. Said so without a reason here; `no-contact` takes one. */
function noContactSince(ctx: Ctx, asked: boolean | undefined, stands: boolean) {
  if (asked === undefined || asked === stands) return {};
  return { doNotContactAt: asked ? ctx.now : null, doNotContactReason: null };
}

/** Writes what search reads anew from name, id and contact points. */
export async function refreshSearch(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const where = { clinicId_id: { clinicId: ctx.clinicId, id } };
  const row = await tx.patient.findUniqueOrThrow({ where, include: { contactPoints: true } });
  const contacts = row.contactPoints.filter((one) => one.kind !== "device").map((one) => one.value);
  await tx.patient.update({ where, data: { searchText: searchTextOf({ ...row, contacts }) } });
}
