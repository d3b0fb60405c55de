import { v7 as uuid } from "uuid";
import type { z } from "zod";
import type { AppointmentIn, PutAnswer } from "@/lib/appointments/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError, type FieldProblem } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { Prisma } from "@/prisma/generated/client";

/**
 * Takes over visits from the practice system, by `externalId`, all or nothing. Throws `invalid` with one field per
 * visit whose patient is unknown or whose `externalId` comes twice.
 */
export function putAppointments(ctx: Ctx, items: AppointmentIn[]): Promise<z.input<typeof PutAnswer>> {
  return write(ctx, async (tx, audit) => {
    const patients = await patientsOf(tx, ctx, items);
    const rows = items.map((item, at) => ({ ...item, id: uuid(), patientId: patients[at] ?? "" }));
    // One statement in the order of the keys: two batches that overlap queue up instead of locking each other.
    const sorted = rows.sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
    const saved = await tx.$queryRaw<{ id: string; inserted: boolean }[]>`
      INSERT INTO "Appointment" (id, "clinicId", "externalId", "patientId", "startsAt", provider, location, status, "updatedAt")
      VALUES ${Prisma.join(
        sorted.map(
          (
            row,
          ) => Prisma.sql`(${row.id}::uuid, ${ctx.clinicId}::uuid, ${row.externalId}, ${row.patientId}::uuid,
            ${row.startsAt}, ${row.provider}, ${row.location ?? null}, ${row.status}, ${ctx.now})`,
        ),
      )}
      ON CONFLICT ("clinicId", "externalId") DO UPDATE SET "patientId" = EXCLUDED."patientId",
        "startsAt" = EXCLUDED."startsAt", provider = EXCLUDED.provider, location = EXCLUDED.location,
        status = EXCLUDED.status, "updatedAt" = EXCLUDED."updatedAt"
      RETURNING id, (xmax = 0) AS inserted`;
    const created = saved.filter((row) => row.inserted).length;
    const stored = await tx.appointment.findMany({
      where: { clinicId: ctx.clinicId, id: { in: saved.map((row) => row.id) } },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    });
    for (const row of stored) {
      audit({
        action: "appointment.put",
        subjectKind: "appointment",
        subjectId: row.id,
        patientId: row.patientId,
        fields: ["startsAt", "provider", "location", "status"],
      });
    }
    const touched = [...new Set(stored.map((row) => row.patientId))];
    await recordChanges(
      tx,
      ctx,
      touched.map((id) => ({ kind: "patient", subjectId: id })),
    );
    return { created, updated: saved.length - created, items: stored };
  });
}

/** Our patient id for each item, in order. */
async function patientsOf(tx: Tx, ctx: Ctx, items: AppointmentIn[]): Promise<string[]> {
  const { clinicId } = ctx;
  const found = await tx.patient.findMany({
    where: {
      clinicId,
      OR: [
        { id: { in: items.flatMap((item) => item.patientId ?? []) } },
        { externalId: { in: items.flatMap((item) => item.patientExternalId ?? []) } },
      ],
    },
    select: { id: true, externalId: true },
  });
  const ids = new Set(found.map((row) => row.id));
  const byExternal = new Map(found.map((row) => [row.externalId, row.id]));
  const seen = new Set<string>();
  const fields: FieldProblem[] = [];
  const patients = items.map((item, at) => {
    if (seen.has(item.externalId)) {
      fields.push({ field: `items.${at}.externalId`, problem: "This visit comes twice in the batch." });
    }
    seen.add(item.externalId);
    const id = item.patientId
      ? ids.has(item.patientId) && item.patientId
      : byExternal.get(item.patientExternalId ?? "");
    if (id) return id;
    const field = `items.${at}.${item.patientId ? "patientId" : "patientExternalId"}`;
    fields.push({ field, problem: "There is no such patient." });
    return "";
  });
  if (fields.length > 0) {
    throw new AppError("invalid", "Some visits could not be taken over; none was.", "bad_items", { fields });
  }
  return patients;
}
