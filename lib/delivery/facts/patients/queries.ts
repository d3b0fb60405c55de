import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { House } from "@/lib/delivery/facts/queries";
import type { Facts } from "@/lib/delivery/schema";
import { groupBy } from "@/lib/group-by";
import { zonesOf } from "@/lib/patients/zones/rules";

export interface PatientPart {
  patient: Facts["patient"];
  points: Facts["points"];
}

/** Who the patients are to the one decision: marks, contact points (oldest first) and the zones of their day. */
export async function loadPatients(
  tx: Tx,
  ctx: Ctx,
  house: House,
  patientIds: string[],
  now: Date,
): Promise<Map<string, PatientPart>> {
  const { clinicId } = ctx;
  const patients = await tx.patient.findMany({
    where: { clinicId, id: { in: patientIds } },
    select: {
      id: true,
      timeZone: true,
      timeZoneUntil: true,
      address: true,
      deceasedAt: true,
      doNotContact: true,
    },
  });
  const points = await tx.contactPoint.findMany({
    where: { clinicId, patientId: { in: patientIds } },
    select: {
      id: true,
      patientId: true,
      kind: true,
      value: true,
      isPrimary: true,
      health: true,
      healthReason: true,
      healthAt: true,
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const pointsOf = groupBy(points, (point) => point.patientId);
  return new Map(
    patients.map(({ id, timeZone, timeZoneUntil, address, deceasedAt, doNotContact }) => {
      const own = pointsOf.get(id) ?? [];
      const phones = own.filter((point) => point.kind === "phone" && point.health !== "closed");
      const { zones, source } = zonesOf(
        {
          timeZone,
          timeZoneUntil,
          address,
          phones: phones.map((point) => point.value),
          clinicTimeZone: house.clinic.timeZone,
        },
        now,
      );
      return [id, { patient: { id, deceasedAt, doNotContact, zones, zoneSource: source }, points: own }];
    }),
  );
}
