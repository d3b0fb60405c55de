import type { z } from "zod";
import { recordOpening } from "@/lib/audit/commands";
import { getClinic } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { suggestedNature } from "@/lib/incidents/exposure/rules";
import { clockWords } from "@/lib/incidents/rules";
import {
  Assessment,
  type ExposedPage,
  type IncidentDetail,
  type IncidentPage,
  type IncidentSchema,
  type IncidentStatus,
  type ListIncidents,
} from "@/lib/incidents/schema";
import { eventWords, factsOf } from "@/lib/incidents/words";
import { displayName, formatPhone } from "@/lib/patients/rules";
import type { Prisma } from "@/prisma/generated/client";

const INCLUDE = {
  patient: { select: { firstName: true, lastName: true } },
  officer: { select: { id: true, name: true } },
  events: { where: { kind: "told" }, orderBy: { at: "desc" }, take: 1 },
} satisfies Prisma.PrivacyIncidentInclude;
type Row = Prisma.PrivacyIncidentGetPayload<{ include: typeof INCLUDE }>;

/** A history of one incident that nobody reads to its end has gone wrong elsewhere. */
const MOST_EVENTS = 200;

/** Incidents of the clinic, newest first. Reading the list is audited. */
export async function listIncidents(
  ctx: Ctx,
  query: z.output<typeof ListIncidents>,
): Promise<z.input<typeof IncidentPage>> {
  const subject = { subjectKind: "clinic", subjectId: ctx.clinicId, patientId: null };
  await recordOpening(ctx, { action: "incidents.listed", ...subject });
  return read(ctx, async (tx) => {
    const after = decodeCursor(query.cursor);
    const older = after && {
      OR: [{ discoveredAt: { lt: after.at } }, { discoveredAt: after.at, id: { lt: after.id } }],
    };
    const rows = await tx.privacyIncident.findMany({
      where: { AND: [{ clinicId: ctx.clinicId }, query.status ? { status: query.status } : {}, older ?? {}] },
      include: INCLUDE,
      orderBy: [{ discoveredAt: "desc" }, { id: "desc" }],
      take: query.limit + 1,
    });
    const { timeZone } = await getClinic(ctx);
    const page = pageOf(rows, query.limit, (row) => ({ at: row.discoveredAt, id: row.id }));
    return { ...page, items: page.items.map((row) => viewOf(row, ctx.now, timeZone)) };
  });
}

/** One incident with its history and newest assessment. The reading is audited. Throws `not_found`. */
export async function getIncident(ctx: Ctx, id: string): Promise<z.input<typeof IncidentDetail>> {
  const incident = await read(ctx, (tx) => findIncident(tx, ctx, id));
  const subject = { subjectKind: "incident", subjectId: id, patientId: incident.patientId };
  await recordOpening(ctx, { action: "incident.opened_by", ...subject });
  return incident;
}

/** The same inside an open transaction. */
export async function findIncident(tx: Tx, ctx: Ctx, id: string): Promise<z.input<typeof IncidentDetail>> {
  const { clinicId, now } = ctx;
  const row = await tx.privacyIncident.findFirst({ where: { clinicId, id }, include: INCLUDE });
  if (!row) throw notFound("incident");
  const [events, revealed, count, staff, { timeZone }] = await Promise.all([
    tx.privacyIncidentEvent.findMany({
      where: { clinicId, incidentId: id },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: MOST_EVENTS,
    }),
    tx.$queryRaw<{ words: string }[]>`
      SELECT DISTINCT unnest(revealed) AS words FROM "PrivacyIncidentMessage"
      WHERE "clinicId" = ${clinicId}::uuid AND "incidentId" = ${id}::uuid ORDER BY 1`,
    tx.privacyIncidentMessage.count({ where: { clinicId, incidentId: id } }),
    tx.staff.findMany({
      where: { clinicId },
      select: { id: true, name: true, role: true, disabledAt: true },
    }),
    getClinic(ctx),
  ]);
  const names = new Map(staff.map((one) => [one.id, one.name]));
  const last = events.findLast((event) => event.kind === "assessed");
  return {
    ...viewOf(row, now, timeZone),
    exposedSince: row.exposedSince,
    assessment: last ? Assessment.parse(last.data) : null,
    suggested: suggestedNature(
      revealed.map((one) => one.words),
      count,
    ),
    events: events.map((event) => ({
      id: event.id,
      kind: event.kind as z.input<typeof IncidentDetail>["events"][number]["kind"],
      at: event.at,
      ...eventWords(event, names),
    })),
    officers: staff
      .filter((one) => one.role === "privacy_officer" && one.disabledAt === null)
      .map(({ id: officer, name }) => ({ id: officer, name })),
  };
}

function viewOf(row: Row, now: Date, zone: string): z.input<typeof IncidentSchema> {
  const toldAt = factsOf(row.events[0]?.data).at;
  const status = row.status as IncidentStatus;
  return {
    ...row,
    kind: row.kind as "wrong_number" | "other",
    status,
    patientName: displayName(row.patient),
    addressShown: row.channel === "SMS" ? formatPhone(row.address) : row.address,
    ...clockWords({ ...row, status, toldAt: toldAt ? new Date(toldAt) : null }, now, zone),
  };
}

/** What went there, newest first, with what it reveals. The reading is audited. Throws `not_found`. */
export async function listExposed(
  ctx: Ctx,
  id: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<z.input<typeof ExposedPage>> {
  const { clinicId } = ctx;
  return read(ctx, async (tx) => {
    if ((await tx.privacyIncident.count({ where: { clinicId, id }, take: 1 })) === 0)
      throw notFound("incident");
    const after = decodeCursor(query.cursor);
    const older = after && {
      OR: [{ sentAt: { lt: after.at } }, { sentAt: after.at, messageId: { lt: after.id } }],
    };
    const rows = await tx.privacyIncidentMessage.findMany({
      where: { AND: [{ clinicId, incidentId: id }, older ?? {}] },
      orderBy: [{ sentAt: "desc" }, { messageId: "desc" }],
      take: query.limit + 1,
    });
    const page = pageOf(rows, query.limit, (row) => ({ at: row.sentAt, id: row.messageId }));
    const kept = await tx.message.findMany({
      where: { clinicId, id: { in: page.items.map((row) => row.messageId) } },
      select: { id: true, body: true },
    });
    const bodies = new Map(kept.map((one) => [one.id, one.body]));
    return { ...page, items: page.items.map((row) => ({ ...row, body: bodies.get(row.messageId) ?? "" })) };
  });
}
