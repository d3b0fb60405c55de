import { v7 as uuid } from "uuid";
import { type Ctx, later, systemCtx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { type Finder, findKnown, listRepeats } from "@/lib/imports/checking/queries";
import { type CheckedRow, checkRow } from "@/lib/imports/checking/rules";
import { mappingProblem } from "@/lib/imports/rules";
import { type Mapping, MappingSchema } from "@/lib/imports/schema";
import { recordChanges } from "@/lib/live/changes";
import { fold } from "@/lib/patients/rules";
import { isZone } from "@/lib/patients/zones/rules";

/** Rows per transaction: about 40 ms of work, so that neither a request nor the runner holds its breath. */
const CHUNK = 500;

/** A request checks this long by itself; the runner does the rest. Lists of a few thousand rows need no waiting. */
const REQUEST_MS = 1_500;

/** Checks the next rows of a staged list. Answers whether rows are left. Doing it twice does no harm. */
export function checkNext(ctx: Ctx, importId: string): Promise<boolean> {
  const { clinicId } = ctx;
  return write(ctx, async (tx, audit) => {
    audit.fact();
    await tx.$queryRaw`SELECT id FROM "Import" WHERE "clinicId" = ${clinicId}::uuid AND id = ${importId}::uuid FOR UPDATE`;
    const found = await tx.import.findFirst({ where: { clinicId, id: importId } });
    if (!found || !["preview", "running"].includes(found.status)) return false;
    const mapping = MappingSchema.parse(found.mapping);
    if (mappingProblem(mapping) || found.checkedRows >= found.rowCount) return false;
    const rows = await tx.importRow.findMany({
      where: { clinicId, importId, action: "unchecked" },
      orderBy: { number: "asc" },
      take: CHUNK,
      select: { number: true, raw: true },
    });
    const checked = rows.map((row) => ({
      number: row.number,
      ...checkRow(row.raw as string[], mapping, { now: ctx.now, zoneKnown: isZone, newId: uuid }),
    }));
    const find = await findKnown(
      tx,
      ctx,
      checked.map((row) => row.parsed),
    );
    const decided = checked.map((row) => ({ ...row, ...decide(row, find, mapping) }));
    await tx.$executeRaw`
      UPDATE "ImportRow" r SET parsed = d.parsed, errors = d.errors, warnings = d.warnings, action = d.action,
        "patientId" = d."patientId"
      FROM jsonb_to_recordset(${JSON.stringify(decided)}::jsonb)
        AS d(number int, parsed jsonb, errors jsonb, warnings jsonb, action text, "patientId" uuid)
      WHERE r."importId" = ${importId}::uuid AND r."clinicId" = ${clinicId}::uuid AND r.number = d.number
        AND r.number BETWEEN ${rows[0]?.number ?? 0} AND ${rows.at(-1)?.number ?? 0}`;
    const isLast = rows.length < CHUNK || found.checkedRows + rows.length >= found.rowCount;
    const counts = isLast ? await finish(tx, ctx, importId, mapping) : {};
    const checkedRows = isLast ? found.rowCount : found.checkedRows + rows.length;
    await tx.import.updateMany({ where: { clinicId, id: importId }, data: { checkedRows, ...counts } });
    await recordChanges(tx, ctx, [{ kind: "import", subjectId: importId }]);
    return !isLast;
  });
}

/** Checks within a request for a moment; what is left after it, the runner checks. */
export async function checkForAMoment(ctx: Ctx, importId: string): Promise<void> {
  let own = systemCtx(ctx.clinicId, "import", ctx.ports);
  const end = own.now.getTime() + REQUEST_MS;
  while ((await checkNext(own, importId)) && own.now.getTime() < end) {
    own = later(own);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function decide(row: CheckedRow, find: Finder, mapping: Mapping) {
  const known = find(row.parsed);
  if (row.errors.length > 0) return { action: "skip", patientId: known?.id ?? null };
  if (!known) return { action: "create", patientId: uuid() };
  const isStranger =
    row.parsed.externalId === known.externalId && sharesNoName(row.parsed.folded, known.folded);
  const warning = {
    column: mapping.columns.indexOf("externalId"),
    problem: `This id is ${known.name}'s here.`,
  };
  const warnings = isStranger ? [...row.warnings, warning] : row.warnings;
  return { action: mapping.onExisting, patientId: known.id, warnings };
}

const sharesNoName = (a: string, b: string) => {
  const words = new Set(fold(a).split(" "));
  return !b.split(" ").some((word) => words.has(word));
};

/** The whole list at once: people who come twice, and the counts. */
async function finish(tx: Tx, ctx: Ctx, importId: string, mapping: Mapping) {
  const repeats = await listRepeats(tx, ctx, importId);
  const column = (kind: string) => {
    const at = mapping.columns.findIndex((field) =>
      kind === "id" ? field === "externalId" : field === "firstName" || field === "fullName",
    );
    return Math.max(at, 0);
  };
  const marks = [...repeats.values()].map((one) => ({
    number: one.number,
    errors: [
      {
        column: column(one.kind),
        problem:
          one.kind === "id" ? `Row ${one.first} has the same id.` : `The same person as in row ${one.first}.`,
      },
    ],
  }));
  await tx.$executeRaw`
    UPDATE "ImportRow" r SET errors = r.errors || d.errors, action = 'skip'
    FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS d(number int, errors jsonb)
    WHERE r."importId" = ${importId}::uuid AND r."clinicId" = ${ctx.clinicId}::uuid AND r.number = d.number`;
  const [counts] = await tx.$queryRaw<{ ready: number; wrong: number }[]>`
    SELECT count(*) FILTER (WHERE action <> 'skip')::int AS ready, count(*) FILTER (WHERE errors <> '[]'::jsonb)::int AS wrong
    FROM "ImportRow" WHERE "importId" = ${importId}::uuid AND "clinicId" = ${ctx.clinicId}::uuid`;
  return { readyCount: counts?.ready ?? 0, errorCount: counts?.wrong ?? 0 };
}

/** Forgets what was found, because the mapping or the patients changed. */
export async function uncheck(tx: Tx, ctx: Ctx, importId: string): Promise<void> {
  const { clinicId } = ctx;
  await tx.importRow.updateMany({
    where: { clinicId, importId },
    data: { action: "unchecked", errors: [], warnings: [], patientId: null },
  });
  await tx.import.updateMany({
    where: { clinicId, id: importId },
    data: { checkedRows: 0, readyCount: 0, errorCount: 0 },
  });
}
