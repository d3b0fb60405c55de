import type { Ctx } from "@/lib/ctx";
import { among } from "@/lib/db/among";
import type { Tx } from "@/lib/db/transaction";
import type { House } from "@/lib/delivery/facts/queries";
import type { InstructionFact, PointFact, RelatedFact } from "@/lib/delivery/facts/schema";
import type { Facts } from "@/lib/delivery/schema";
import { groupBy } from "@/lib/group-by";
import { statesOf } from "@/lib/patients/states/rules";
import { zonesOf } from "@/lib/patients/zones/rules";

export interface PatientPart {
  patient: Facts["patient"];
  points: PointFact[];
  related: RelatedFact[];
  instructions: InstructionFact[];
}

/** Where the clinic is: the last resort for where a patient's day passes. */
type Where = { clinic: Pick<House["clinic"], "timeZone">; address: unknown };

interface Row {
  id: string;
  firstName: string;
  lastName: string;
  dateOfBirth: string | null;
  timeZone: string | null;
  timeZoneUntil: Date | null;
  address: unknown;
  deceasedAt: Date | null;
  doNotContact: boolean;
  hasPortal: boolean;
  /** Few patients have either: they come along instead of costing a statement each. */
  related: (Omit<RelatedFact, "from" | "until"> & { from: string | null; until: string | null })[] | null;
  instructions: (Omit<InstructionFact, "since"> & { since: string })[] | null;
}

/**
 * Who the patients are to the one decision: marks, contact points (oldest first) and the zones of their day. The house may
 * still be on its way.
 */
export async function loadPatients(
  tx: Tx,
  ctx: Ctx,
  house: Where | Promise<Where>,
  patientIds: string[],
  now: Date,
): Promise<Map<string, PatientPart>> {
  const { clinicId } = ctx;
  const [where, patients, points] = await Promise.all([
    house,
    tx.$queryRaw<Row[]>`
      SELECT p.id, p."firstName", p."lastName", p."dateOfBirth"::text, p."timeZone", p."timeZoneUntil", p.address,
        p."deceasedAt", p."doNotContact",
        EXISTS (SELECT FROM "PortalAccount" a WHERE a."clinicId" = p."clinicId" AND a."patientId" = p.id
          AND a."pinHash" IS NOT NULL) AS "hasPortal",
        (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'relation', r.relation, 'limits', r.limits, 'from', r."from",
            'until', r."until", 'addresses', array_remove(ARRAY[r.phone, lower(r.email)], NULL),
            'hasPortal', EXISTS (SELECT FROM "PortalAccount" o WHERE o."clinicId" = r."clinicId" AND o.id = r."accountId"
              AND o."pinHash" IS NOT NULL)))
          FROM "RelatedPerson" r WHERE r."clinicId" = p."clinicId" AND r."patientId" = p.id) AS related,
        (SELECT jsonb_agg(jsonb_build_object('contactPointIds', i."contactPointIds", 'noNames', i."noNames",
            'hours', coalesce(i.hours, '[]'::jsonb), 'since', i."createdAt") ORDER BY i."createdAt", i.id)
          FROM "ContactInstruction" i
          WHERE i."clinicId" = p."clinicId" AND i."patientId" = p.id AND i."endedAt" IS NULL) AS instructions
      FROM "Patient" p WHERE p."clinicId" = ${clinicId}::uuid AND p.id ${among(patientIds, "uuid")}`,
    tx.$queryRaw<(PointFact & { patientId: string })[]>`
      SELECT c.id, c."patientId", c.kind::text, c.value, c."isPrimary", c.health::text, c."healthReason", c."healthAt",
        c."relatedPersonId" AS "belongsTo",
        CASE WHEN c.kind = 'device' THEN 0 ELSE (
          SELECT count(*)::int FROM "ContactPoint" o JOIN "Patient" p ON p.id = o."patientId"
          WHERE o."clinicId" = c."clinicId" AND o.kind = c.kind AND o.value = c.value AND o."patientId" <> c."patientId"
            AND p.kind = 'person' AND p."mergedIntoId" IS NULL) END AS "sharedWith"
      FROM "ContactPoint" c
      WHERE c."clinicId" = ${clinicId}::uuid AND c."patientId" ${among(patientIds, "uuid")}
      ORDER BY c."createdAt", c.id`,
  ]);
  const pointsOf = groupBy(points, (point) => point.patientId);
  return new Map(patients.map((row) => [row.id, partOf(row, pointsOf.get(row.id) ?? [], where, now)]));
}

function partOf(row: Row, points: PointFact[], house: Where, now: Date): PatientPart {
  const { related, instructions, timeZone, timeZoneUntil, address, ...patient } = row;
  const usable = points.filter((point) => point.kind === "phone" && point.health !== "closed");
  const phones = usable.map((point) => point.value);
  const known = { timeZone, timeZoneUntil, address, phones, clinicTimeZone: house.clinic.timeZone };
  const placeAt = (at: Date) => {
    const { zones, source } = zonesOf(known, at);
    return { zones, zoneSource: source };
  };
  const moves = timeZone && timeZoneUntil && now < timeZoneUntil;
  return {
    patient: {
      ...patient,
      ...placeAt(now),
      moves: moves ? { at: timeZoneUntil, ...placeAt(timeZoneUntil) } : null,
      states: statesOf({ address, phones, clinicAddress: house.address }),
    },
    points,
    related: (related ?? []).map((person) => ({
      ...person,
      from: person.from === null ? null : new Date(person.from),
      until: person.until === null ? null : new Date(person.until),
    })),
    instructions: (instructions ?? []).map((one) => ({ ...one, since: new Date(one.since) })),
  };
}
