import { v7 as uuid } from "uuid";
import type { z } from "zod";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { findExposed } from "@/lib/incidents/exposure/queries";
import { findIncident } from "@/lib/incidents/queries";
import { dueAfter } from "@/lib/incidents/rules";
import type {
  Assessment,
  AssignIncident,
  IncidentDetail,
  IncidentStatus,
  Reported,
  ReportIncident,
  TellIncident,
} from "@/lib/incidents/schema";
import { normalizeEmail, normalizePhone } from "@/lib/patients/rules";
import type { Prisma } from "@/prisma/generated/client";
import type { Channel } from "@/prisma/generated/enums";

export interface Opening {
  kind: "wrong_number" | "other";
  patientId: string;
  channel: Channel;
  address: string;
  /** What went there since then is listed; null: since ever. */
  since: Date | null;
  /** When it was found; not given: now. */
  foundAt?: Date | undefined;
  /** Who said so and how: ids and words of staff, never the patient's. */
  evidence: Prisma.InputJsonObject;
}

/**
 * Opens the incident of this patient and address with what went there, or notes the new report in the one that is open.
 * Returns its id. Its officer is the clinic's first privacy officer, until somebody else is named.
 */
export async function openIncident(tx: Tx, ctx: Ctx, audit: Audit, opening: Opening): Promise<string> {
  const { clinicId, now } = ctx;
  const { kind, patientId, channel, address, since, evidence, foundAt = now } = opening;
  const where = { clinicId, patientId, channel, address, status: "open" };
  // Two reports at once: the second waits here and finds the first one's row.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`incident ${patientId} ${address}`}, 0))`;
  const known = await tx.privacyIncident.findFirst({ where, select: { id: true } });
  if (known) {
    await addEvent(tx, ctx, known.id, "reported_again", evidence);
    audit({ action: "incident.reported_again", subjectKind: "incident", subjectId: known.id, patientId });
    return known.id;
  }
  const officer = await tx.staff.findFirst({
    where: { clinicId, role: "privacy_officer", disabledAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  const { createdBy, createdByKind } = authorOf(ctx.actor);
  const id = uuid();
  await tx.privacyIncident.create({
    data: {
      ...{ id, clinicId, patientId, kind, channel, address, exposedSince: since },
      discoveredAt: foundAt,
      dueAt: dueAfter(foundAt),
      officerId: officer?.id ?? null,
      reportedBy: createdBy,
      reportedByKind: createdByKind,
    },
  });
  const exposed = await findExposed(tx, ctx, { patientId, address, since: since ?? new Date(0) });
  await tx.privacyIncidentMessage.createMany({
    data: exposed.map((one) => ({ ...one, clinicId, incidentId: id })),
  });
  await addEvent(tx, ctx, id, "opened", { ...evidence, messages: exposed.length });
  audit({ action: "incident.opened", subjectKind: "incident", subjectId: id, patientId, fields: [kind] });
  return id;
}

const wrong = (field: string, problem: string) =>
  new AppError("invalid", problem, "bad_report", { fields: [{ field, problem }] });

/** In the one form in which messages keep it, however it was written. */
function readAddress(given: string): string {
  if (given.includes("@")) return normalizeEmail(given).email ?? given;
  return normalizePhone(given).e164 ?? given;
}

/**
 * Anybody of the desk reports; what others reported is not told. Throws `not_found` for another clinic's patient and
 * `invalid` (`bad_report`: found later than now).
 */
export async function reportIncident(
  ctx: Ctx,
  { patientId, channel, address: given, note, foundAt, since: asked }: z.output<typeof ReportIncident>,
): Promise<z.input<typeof Reported>> {
  if (foundAt && foundAt > ctx.now) throw wrong("foundAt", "It cannot have been found later than now.");
  const address = readAddress(given);
  return write(ctx, async (tx, audit) => {
    const point = await tx.contactPoint.findFirst({
      where: { clinicId: ctx.clinicId, patientId, value: address },
      select: { lastConfirmedAt: true },
    });
    const known = await tx.patient.count({ where: { clinicId: ctx.clinicId, id: patientId }, take: 1 });
    if (known === 0) throw notFound("patient");
    const since = asked ?? point?.lastConfirmedAt ?? null;
    const evidence = note ? { note } : {};
    const about = { kind: "other", patientId, channel, address, since, evidence, foundAt } as const;
    return { id: await openIncident(tx, ctx, audit, about), at: ctx.now };
  });
}

/** The four factors and what follows, after all that was said before. Throws `not_found`, and `conflict` (`told`) once the patient was told. */
export function assessIncident(
  ctx: Ctx,
  id: string,
  assessment: Assessment,
): Promise<z.input<typeof IncidentDetail>> {
  const { conclusion } = assessment;
  return change(ctx, id, "assessed", assessment, (status) => {
    if (status === "told") throw tooLate();
    return { status: conclusion === "undecided" ? "open" : conclusion };
  });
}

/** Names who looks after it. Throws `not_found`, and `invalid` (`no_such_officer`) for who may not. */
export function assignIncident(
  ctx: Ctx,
  id: string,
  { officerId }: z.output<typeof AssignIncident>,
): Promise<z.input<typeof IncidentDetail>> {
  return change(ctx, id, "assigned", { officerId }, async (_status, tx) => {
    const able = {
      clinicId: ctx.clinicId,
      id: officerId,
      role: "privacy_officer" as const,
      disabledAt: null,
    };
    if ((await tx.staff.count({ where: able, take: 1 })) === 0) {
      const problem = "Choose a privacy officer of this clinic.";
      throw new AppError("invalid", problem, "no_such_officer", {
        fields: [{ field: "officerId", problem }],
      });
    }
    return { officerId };
  });
}

/** The patient was told of the breach: the clock has ended. Throws `not_found`, `conflict` (`no_breach`). */
export function tellIncident(
  ctx: Ctx,
  id: string,
  { how, at }: z.output<typeof TellIncident>,
): Promise<z.input<typeof IncidentDetail>> {
  const told = { how, at: (at ?? ctx.now).toISOString() };
  return change(ctx, id, "told", told, (status) => {
    if (status === "breach") return { status: "told" };
    throw new AppError("conflict", "Only a breach is told to the patient. Assess it first.", "no_breach");
  });
}

const tooLate = () =>
  new AppError("conflict", "The patient was told already: this stands as it was concluded.", "told");

type Patch = { status?: IncidentStatus; officerId?: string };

function change(
  ctx: Ctx,
  id: string,
  kind: "assessed" | "assigned" | "told",
  data: Prisma.InputJsonObject,
  judge: (status: IncidentStatus, tx: Tx) => Patch | Promise<Patch>,
): Promise<z.input<typeof IncidentDetail>> {
  const { clinicId } = ctx;
  return write(ctx, async (tx, audit) => {
    const [row] = await tx.$queryRaw<{ status: IncidentStatus; patientId: string }[]>`
      SELECT status, "patientId" FROM "PrivacyIncident"
      WHERE "clinicId" = ${clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    if (!row) throw notFound("incident");
    const patch = await judge(row.status, tx);
    await tx.privacyIncident.updateMany({ where: { clinicId, id }, data: patch });
    await addEvent(tx, ctx, id, kind, data);
    audit({ action: `incident.${kind}`, subjectKind: "incident", subjectId: id, patientId: row.patientId });
    return findIncident(tx, ctx, id);
  });
}

async function addEvent(
  tx: Tx,
  ctx: Ctx,
  incidentId: string,
  kind: string,
  data: Prisma.InputJsonObject,
): Promise<void> {
  const { createdBy: by, createdByKind: byKind } = authorOf(ctx.actor);
  const { clinicId, now: at } = ctx;
  await tx.privacyIncidentEvent.create({
    data: { id: uuid(), clinicId, incidentId, kind, data, by, byKind, at },
  });
}
