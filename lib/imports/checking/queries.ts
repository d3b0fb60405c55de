import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { ParsedRow } from "@/lib/imports/schema";
import { fold } from "@/lib/patients/rules";

export interface KnownPatient {
  id: string;
  externalId: string | null;
  name: string;
  folded: string;
  dateOfBirth: string | null;
}

/** Finds the patient a row speaks of; null for somebody new. */
export type Finder = (row: ParsedRow) => KnownPatient | null;

interface Found {
  id: string;
  externalId: string | null;
  firstName: string;
  lastName: string;
  dateOfBirth: Date | null;
  value: string | null;
}

/**
 * Everybody these rows may speak of, in one read. The same id is the same person; so are one name and birth date, and
 * one name and contact, unless ids or birth dates contradict.
 */
export async function findKnown(tx: Tx, ctx: Ctx, rows: readonly ParsedRow[]): Promise<Finder> {
  const { clinicId } = ctx;
  const ids = rows.flatMap((row) => row.externalId ?? []);
  const births = [...new Set(rows.flatMap((row) => row.dateOfBirth ?? []))];
  const values = rows.flatMap((row) => row.contacts.map((contact) => contact.value));
  const found = await tx.$queryRaw<Found[]>`
    SELECT p.id, p."externalId", p."firstName", p."lastName", p."dateOfBirth", NULL AS value FROM "Patient" p
    WHERE p."clinicId" = ${clinicId}::uuid AND p.kind = 'person' AND p."mergedIntoId" IS NULL
      AND (p."externalId" = ANY(${ids}::text[]) OR p."dateOfBirth" = ANY(${births}::date[]))
    UNION ALL
    SELECT p.id, p."externalId", p."firstName", p."lastName", p."dateOfBirth", c.value FROM "ContactPoint" c
    JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    WHERE c."clinicId" = ${clinicId}::uuid AND c.kind IN ('phone', 'email') AND c.value = ANY(${values}::text[])
      AND p.kind = 'person' AND p."mergedIntoId" IS NULL`;
  const byId = new Map<string, KnownPatient>();
  const byBirth = new Map<string, KnownPatient>();
  const byContact = new Map<string, KnownPatient[]>();
  for (const row of found) {
    const name = `${row.firstName} ${row.lastName}`;
    const dateOfBirth = row.dateOfBirth?.toISOString().slice(0, 10) ?? null;
    const known = { id: row.id, externalId: row.externalId, name, folded: fold(name), dateOfBirth };
    if (row.externalId) byId.set(row.externalId, known);
    if (dateOfBirth) byBirth.set(`${known.folded}|${dateOfBirth}`, known);
    if (row.value) {
      const key = `${known.folded}|${row.value}`;
      byContact.set(key, [...(byContact.get(key) ?? []), known]);
    }
  }
  return (row) => {
    const same = row.externalId ? byId.get(row.externalId) : undefined;
    if (same) return same;
    const candidates = [
      ...(row.dateOfBirth ? [byBirth.get(`${row.folded}|${row.dateOfBirth}`)] : []),
      ...row.contacts.flatMap((contact) => byContact.get(`${row.folded}|${contact.value}`) ?? []),
    ];
    return candidates.find((known) => known && agrees(row, known)) ?? null;
  };
}

const agrees = (row: ParsedRow, known: KnownPatient) =>
  (!row.externalId || !known.externalId || row.externalId === known.externalId) &&
  (!row.dateOfBirth || !known.dateOfBirth || row.dateOfBirth === known.dateOfBirth);

interface Repeat {
  number: number;
  first: number;
  kind: "id" | "birth" | "contact" | "patient";
  contradicts: boolean;
}

/** Rows of the file that say again who an earlier good row is. */
export async function listRepeats(tx: Tx, ctx: Ctx, importId: string): Promise<Map<number, Repeat>> {
  const repeats = await tx.$queryRaw<Repeat[]>`
    WITH good AS (
      SELECT number, "patientId", parsed FROM "ImportRow" 
      WHERE "importId" = ${importId}::uuid AND "clinicId" = ${ctx.clinicId}::uuid AND errors = '[]'::jsonb
    ), keys AS (
      SELECT number, 'id' AS kind, parsed->>'externalId' AS key FROM good WHERE parsed->>'externalId' IS NOT NULL
      UNION ALL
      SELECT number, 'birth', concat(parsed->>'folded', '|', parsed->>'dateOfBirth') FROM good
      WHERE parsed->>'dateOfBirth' IS NOT NULL
      UNION ALL
      SELECT number, 'contact', concat(parsed->>'folded', '|', c->>'value') FROM good, jsonb_array_elements(parsed->'contacts') c
      UNION ALL
      SELECT number, 'patient', "patientId"::text FROM good WHERE "patientId" IS NOT NULL
    ), firsts AS MATERIALIZED (
      SELECT number, kind, min(number) OVER (PARTITION BY kind, key) AS first FROM keys
    )
    SELECT f.number, f.first, f.kind,
      (f.kind IN ('birth', 'contact') AND coalesce(a.parsed->>'externalId' <> b.parsed->>'externalId', false))
        OR (f.kind = 'contact' AND coalesce(a.parsed->>'dateOfBirth' <> b.parsed->>'dateOfBirth', false)) AS contradicts
    FROM (SELECT * FROM firsts WHERE number > first) f
    JOIN "ImportRow" a ON a."importId" = ${importId}::uuid AND a."clinicId" = ${ctx.clinicId}::uuid AND a.number = f.number
    JOIN "ImportRow" b ON b."importId" = ${importId}::uuid AND b."clinicId" = ${ctx.clinicId}::uuid AND b.number = f.first
    ORDER BY f.number, f.kind = 'id'`;
  return new Map(repeats.filter((one) => !one.contradicts).map((one) => [one.number, one]));
}
