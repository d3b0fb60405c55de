import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { uncheck } from "@/lib/imports/checking/commands";
import { MappingSchema } from "@/lib/imports/schema";
import { recordChanges } from "@/lib/live/changes";

export type Applied = "applied" | "sent back" | "not now";

/**
 * Writes a checked list into the clinic in one transaction and a handful of statements: all of it or nothing.
 * A list that no longer stands as its owner agreed to it goes back to be looked at.
 */
export async function applyImport(ctx: Ctx, importId: string): Promise<Applied> {
  try {
    return await apply(ctx, importId);
  } catch (cause) {
    if (!(cause instanceof LostIds)) throw cause;
    await write(ctx, async (tx, audit) => {
      audit.fact();
      await uncheck(tx, ctx, importId);
    });
    return "not now";
  }
}

/** Someone added a patient with an id of this list in the moment between the last look and the writing. */
class LostIds extends Error {
  override name = "LostIds";
}

function apply(ctx: Ctx, importId: string): Promise<Applied> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    audit.fact();
    await tx.$queryRaw`SELECT id FROM "Import" WHERE "clinicId" = ${clinicId}::uuid AND id = ${importId}::uuid FOR UPDATE`;
    const found = await tx.import.findFirst({ where: { clinicId, id: importId } });
    if (found?.status !== "running" || found.checkedRows < found.rowCount) return "not now";
    const mapping = MappingSchema.parse(found.mapping);
    await recordChanges(tx, ctx, [{ kind: "import", subjectId: importId }]);
    if (found.errorCount > 0 && !mapping.skipBadRows) {
      const error =
        "Patients changed while this list was waiting. Look at the rows with problems, then start again.";
      await tx.import.updateMany({ where: { clinicId, id: importId }, data: { status: "preview", error } });
      return "sent back";
    }
    if (await hasLostItsIds(tx, clinicId, importId)) {
      await uncheck(tx, ctx, importId);
      return "not now";
    }
    const created = await insertPatients(tx, ctx, importId);
    if (await hasLostItsIds(tx, clinicId, importId)) throw new LostIds();
    const updated = await updatePatients(tx, ctx, importId);
    await saveContacts(tx, ctx, importId);
    await refreshSearch(tx, ctx, importId);
    await tx.import.updateMany({
      where: { clinicId, id: importId },
      data: { status: "done", appliedRows: created + updated, finishedAt: now, error: null },
    });
    const fields = mapping.columns.filter((field) => field !== null);
    audit({
      action: "import.applied",
      subjectKind: "import",
      subjectId: importId,
      fields: [...new Set(fields)],
    });
    return "applied";
  });
}

/** Somebody else has taken an external id, or merged a patient, since the rows were checked. */
async function hasLostItsIds(tx: Tx, clinicId: string, importId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ lost: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM "ImportRow" r JOIN "Patient" p
        ON p."clinicId" = r."clinicId" AND p."externalId" = r.parsed->>'externalId' AND p.id <> r."patientId"
      WHERE r."importId" = ${importId}::uuid AND r."clinicId" = ${clinicId}::uuid AND r.action IN ('create', 'update')
    ) OR EXISTS (
      SELECT 1 FROM "ImportRow" r LEFT JOIN "Patient" p ON p."clinicId" = r."clinicId" AND p.id = r."patientId"
      WHERE r."importId" = ${importId}::uuid AND r."clinicId" = ${clinicId}::uuid AND r.action = 'update'
        AND (p.id IS NULL OR p."mergedIntoId" IS NOT NULL)
    ) AS lost`;
  return row?.lost ?? false;
}

function insertPatients(tx: Tx, ctx: Ctx, importId: string): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "Patient" (id, "clinicId", kind, "externalId", "firstName", "lastName", "dateOfBirth", language,
      "timeZone", address, "channelOrder", "searchText", "createdAt", "updatedAt")
    SELECT r."patientId", r."clinicId", 'person', r.parsed->>'externalId', r.parsed->>'firstName', r.parsed->>'lastName',
      (r.parsed->>'dateOfBirth')::date, coalesce(r.parsed->>'language', 'en'), r.parsed->>'timeZone',
      nullif(r.parsed->'address', 'null'::jsonb), '{}', r.parsed->>'searchText', ${ctx.now}, ${ctx.now}
    FROM "ImportRow" r
    WHERE r."importId" = ${importId}::uuid AND r."clinicId" = ${ctx.clinicId}::uuid AND r.action = 'create'
    ON CONFLICT ("clinicId", "externalId") DO NOTHING`;
}

/** What the list does not say stays as it is. */
function updatePatients(tx: Tx, ctx: Ctx, importId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Patient" p SET "externalId" = coalesce(r.parsed->>'externalId', p."externalId"),
      "firstName" = r.parsed->>'firstName', "lastName" = r.parsed->>'lastName',
      "dateOfBirth" = coalesce((r.parsed->>'dateOfBirth')::date, p."dateOfBirth"),
      language = coalesce(r.parsed->>'language', p.language), "timeZone" = coalesce(r.parsed->>'timeZone', p."timeZone"),
      address = coalesce(nullif(r.parsed->'address', 'null'::jsonb), p.address), "updatedAt" = ${ctx.now}
    FROM "ImportRow" r
    WHERE r."importId" = ${importId}::uuid AND r."clinicId" = ${ctx.clinicId}::uuid AND r.action = 'update'
      AND p."clinicId" = r."clinicId" AND p.id = r."patientId"`;
}

/**
 * The list's first number is the primary one. A new contact point enters the ledger as given to the clinic, but never
 * over a revocation that stands, by this patient for the whole channel or by anybody for that address.
 */
async function saveContacts(tx: Tx, ctx: Ctx, importId: string): Promise<void> {
  const { clinicId, now } = ctx;
  await tx.$executeRaw`
    UPDATE "ContactPoint" old SET "isPrimary" = false
    FROM "ImportRow" r, jsonb_array_elements(r.parsed->'contacts') c
    WHERE r."importId" = ${importId}::uuid AND r."clinicId" = ${clinicId}::uuid AND r.action = 'update'
      AND (c->>'isPrimary')::boolean AND old."clinicId" = r."clinicId" AND old."patientId" = r."patientId"
      AND old.kind = (c->>'kind')::"ContactKind" AND old.value <> c->>'value' AND old."isPrimary"`;
  await tx.$executeRaw`
    WITH added AS (
      INSERT INTO "ContactPoint" (id, "clinicId", "patientId", kind, value, label, "isPrimary", source, "createdAt")
      SELECT (c->>'id')::uuid, r."clinicId", r."patientId", (c->>'kind')::"ContactKind", c->>'value', c->>'label',
        (c->>'isPrimary')::boolean, 'import', ${now}
      FROM "ImportRow" r, jsonb_array_elements(r.parsed->'contacts') c
      WHERE r."importId" = ${importId}::uuid AND r."clinicId" = ${clinicId}::uuid AND r.action IN ('create', 'update')
      ON CONFLICT ("clinicId", "patientId", kind, value) DO UPDATE SET "isPrimary" = EXCLUDED."isPrimary"
      RETURNING "patientId", kind, value, (xmax = 0) AS is_new
    )
    INSERT INTO "ConsentEvent" (id, "clinicId", "patientId", purpose, channel, address, act, "actorKind", "actorId", source,
      evidence, at)
    SELECT uuidv7(), ${clinicId}::uuid, "patientId", 'contact',
      (CASE kind WHEN 'phone' THEN 'SMS' ELSE 'EMAIL' END)::"Channel", value, 'grant', 'system', 'import', 'import',
      jsonb_build_object('importId', ${importId}::text), ${now}
    FROM added WHERE is_new AND 'revoke' IS DISTINCT FROM (
      SELECT e.act FROM "ConsentEvent" e
      WHERE e."clinicId" = ${clinicId}::uuid AND e.purpose = 'contact'
        AND e.channel = (CASE added.kind WHEN 'phone' THEN 'SMS' ELSE 'EMAIL' END)::"Channel"
        AND (e."patientId" = added."patientId" AND (e.address = added.value OR e.address IS NULL)
          OR e."patientId" IS NULL AND e.address = added.value)
      ORDER BY e.at DESC, e.act DESC LIMIT 1)`;
}

/** The words that search reads, for patients whose older contact points count too. */
function refreshSearch(tx: Tx, ctx: Ctx, importId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Patient" p SET "searchText" = concat_ws(' ', r.parsed->>'folded', lower(p."externalId"), (
      SELECT string_agg(CASE c.kind WHEN 'phone' THEN regexp_replace(c.value, '\\D', '', 'g') ELSE c.value END, ' ')
      FROM "ContactPoint" c
      WHERE c."clinicId" = p."clinicId" AND c."patientId" = p.id AND c.kind IN ('phone', 'email')))
    FROM "ImportRow" r
    WHERE r."importId" = ${importId}::uuid AND r."clinicId" = ${ctx.clinicId}::uuid AND r.action = 'update'
      AND p."clinicId" = r."clinicId" AND p.id = r."patientId"`;
}
