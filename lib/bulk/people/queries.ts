import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { groupBy } from "@/lib/group-by";
import type { Channel, ContactHealth, ContactKind } from "@/prisma/generated/enums";

export interface Point {
  kind: ContactKind;
  value: string;
  isPrimary: boolean;
  health: ContactHealth;
}

export interface Person {
  id: string;
  firstName: string;
  lastName: string;
  language: string;
  channelOrder: Channel[];
  timeZone: string | null;
  timeZoneUntil: Date | null;
  address: unknown;
  contactPoints: Point[];
  /** Their conversation and, for one of a shared number, that number; null: there is none yet. */
  home: { id: string; address: string | null } | null;
}

type Row = Omit<Person, "contactPoints" | "home"> & { mergedIntoId: string | null };

/** Ids in one statement: enough to be few, few enough to plan well. */
const CHUNK = 5_000;

/** The people behind these ids, merged ones as whom they became; keyed by the id that was asked for. */
export async function loadPeople(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, Person>> {
  const people = new Map<string, Person>();
  const wanted = [...new Set(ids)];
  for (let at = 0; at < wanted.length; at += CHUNK) {
    const rows = await loadRows(tx, ctx, wanted.slice(at, at + CHUNK));
    const merged = rows.flatMap((row) => row.mergedIntoId ?? []);
    const heirs = merged.length > 0 ? await loadRows(tx, ctx, merged) : [];
    const all = new Map([...heirs, ...rows].map((row) => [row.id, row]));
    const living = [...all.values()].filter((row) => row.mergedIntoId === null);
    const whole = await complete(tx, ctx, living);
    for (const row of rows) {
      const person = whole.get(row.mergedIntoId ?? row.id);
      if (person) people.set(row.id, person);
    }
  }
  return people;
}

function loadRows(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT id, "firstName", "lastName", language, coalesce("channelOrder"::text[], '{}') AS "channelOrder", "timeZone",
      "timeZoneUntil", address, "mergedIntoId"
    FROM "Patient" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
}

async function complete(tx: Tx, ctx: Ctx, rows: readonly Row[]): Promise<Map<string, Person>> {
  const ids = rows.map((row) => row.id);
  const points = await tx.$queryRaw<(Point & { patientId: string })[]>`
    SELECT "patientId", kind::text, value, "isPrimary", health::text FROM "ContactPoint"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND "patientId" = ANY(${ids}::uuid[])
    ORDER BY "patientId", "createdAt", id`;
  // `patient` sorts before `household` and `unknown`: a person's own conversation comes first.
  const homes = await tx.$queryRaw<{ patientId: string; id: string; address: string | null }[]>`
    SELECT DISTINCT ON ("patientId") "patientId", id, address FROM "Conversation"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND "patientId" = ANY(${ids}::uuid[])
    ORDER BY "patientId", kind, "createdAt"`;
  const pointsOf = groupBy(points, (point) => point.patientId);
  const homeOf = new Map(homes.map(({ patientId, id, address }) => [patientId, { id, address }]));
  return new Map(
    rows.map(({ mergedIntoId: _, ...row }) => [
      row.id,
      { ...row, contactPoints: pointsOf.get(row.id) ?? [], home: homeOf.get(row.id) ?? null },
    ]),
  );
}

/** Of these phone numbers, those that more than one patient has. */
export async function findShared(tx: Tx, ctx: Ctx, values: readonly string[]): Promise<Set<string>> {
  const { clinicId } = ctx;
  const several = await tx.$queryRaw<{ value: string; patientIds: string[] }[]>`
    SELECT value, array_agg(DISTINCT "patientId")::text[] AS "patientIds" FROM "ContactPoint"
    WHERE "clinicId" = ${clinicId}::uuid AND kind = 'phone' AND value = ANY(${[...new Set(values)]}::text[])
    GROUP BY value HAVING count(DISTINCT "patientId") > 1`;
  if (several.length === 0) return new Set();
  const ids = [...new Set(several.flatMap((row) => row.patientIds))];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Patient"
    WHERE "clinicId" = ${clinicId}::uuid AND id = ANY(${ids}::uuid[]) AND kind = 'person' AND "mergedIntoId" IS NULL`;
  const living = new Set(rows.map((row) => row.id));
  const shared = several.filter((row) => row.patientIds.filter((id) => living.has(id)).length > 1);
  return new Set(shared.map((row) => row.value));
}
