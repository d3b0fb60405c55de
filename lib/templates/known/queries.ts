import { getClinic } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { groupBy } from "@/lib/group-by";
import { knownVariables } from "@/lib/templates/known/rules";
import type { Variables } from "@/lib/templates/render";

/** The next booked visits of these patients, soonest first. */
export async function nextVisits(tx: Tx, ctx: Ctx, patientIds: readonly string[], now: Date) {
  const visits = await tx.appointment.findMany({
    where: {
      clinicId: ctx.clinicId,
      patientId: { in: [...patientIds] },
      startsAt: { gt: now },
      status: "booked",
    },
    distinct: ["patientId"],
    orderBy: [{ patientId: "asc" }, { startsAt: "asc" }],
  });
  return groupBy(visits, (visit) => visit.patientId);
}

/** What templates know of these patients at `now`, without being told: by patient. */
export async function knownOf(
  tx: Tx,
  ctx: Ctx,
  patientIds: readonly string[],
  now: Date,
): Promise<Map<string, Variables>> {
  const ids = [...new Set(patientIds)];
  if (ids.length === 0) return new Map();
  const clinic = await getClinic(ctx);
  const patients = await tx.patient.findMany({
    where: { clinicId: ctx.clinicId, id: { in: ids } },
    select: { id: true, firstName: true, lastName: true, language: true },
  });
  const visits = await nextVisits(tx, ctx, ids, now);
  return new Map(
    patients.map((patient) => [
      patient.id,
      knownVariables(patient, clinic, visits.get(patient.id)?.[0] ?? null),
    ]),
  );
}
