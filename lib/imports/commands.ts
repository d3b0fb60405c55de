import { v7 as uuid } from "uuid";
import { type Ctx, type Ports, systemCtx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { applyImport } from "@/lib/imports/applying/commands";
import { checkForAMoment, checkNext, uncheck } from "@/lib/imports/checking/commands";
import { claimImport } from "@/lib/imports/claim/commands";
import { readSheet } from "@/lib/imports/reading/rules";
import { guessColumns, guessDateOrder, mappingProblem } from "@/lib/imports/rules";
import { type Mapping, MappingSchema, type UpdateMapping } from "@/lib/imports/schema";
import { recordChanges } from "@/lib/live/changes";
import { log } from "@/lib/log";
import type { ImportStatus } from "@/prisma/generated/enums";

/** Rows per INSERT: well under PostgreSQL's message limits, and few round trips. */
const STAGE = 5_000;

const changed = (id: string) => [{ kind: "import" as const, subjectId: id }];

/** Stages a list (CSV bytes) and begins to check it. Throws `invalid` for a file that is no list. */
export async function uploadImport(ctx: Ctx, file: { filename: string; bytes: Uint8Array }): Promise<string> {
  const { clinicId, now, actor } = ctx;
  const { headers, rows } = readSheet(file.bytes);
  const columns = guessColumns(headers);
  const born = columns.indexOf("dateOfBirth");
  const dateOrder = guessDateOrder(rows.map((row) => row.cells[born] ?? ""));
  const mapping: Mapping = { headers, columns, dateOrder, onExisting: "update", skipBadRows: false };
  const id = uuid();
  await write(ctx, async (tx, audit) => {
    const filename = file.filename.replace(/^.*[/\\]/, "").slice(0, 200) || "patients.csv";
    const createdBy = actor.kind === "staff" || actor.kind === "key" ? actor.id : clinicId;
    await tx.import.create({
      data: { id, clinicId, filename, mapping, rowCount: rows.length, createdBy, createdAt: now },
    });
    for (let at = 0; at < rows.length; at += STAGE) {
      await tx.$executeRaw`
        INSERT INTO "ImportRow" ("importId", number, "clinicId", raw, action)
        SELECT ${id}::uuid, s.number, ${clinicId}::uuid, s.cells, 'unchecked'
        FROM jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + STAGE))}::jsonb) AS s(number int, cells jsonb)`;
    }
    audit({ action: "import.uploaded", subjectKind: "import", subjectId: id });
    await recordChanges(tx, ctx, changed(id));
  });
  await checkForAMoment(ctx, id);
  return id;
}

/** Moves a list from one of `from` to another state, or throws `not_found` or `conflict`. */
async function advance(
  ctx: Ctx,
  id: string,
  step: { from: ImportStatus[]; words: string; action: string },
  change: (mapping: Mapping, row: { checkedRows: number; rowCount: number; errorCount: number }) => object,
): Promise<void> {
  const { clinicId } = ctx;
  await write(ctx, async (tx, audit) => {
    await tx.$queryRaw`SELECT id FROM "Import" WHERE "clinicId" = ${clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    const found = await tx.import.findFirst({ where: { clinicId, id } });
    if (!found) throw notFound("import");
    if (!step.from.includes(found.status)) throw new AppError("conflict", step.words, `is_${found.status}`);
    const data = change(MappingSchema.parse(found.mapping), found);
    await tx.import.updateMany({ where: { clinicId: ctx.clinicId, id }, data });
    if ("mapping" in data) await uncheck(tx, ctx, id);
    audit({ action: step.action, subjectKind: "import", subjectId: id, fields: Object.keys(data) });
    await recordChanges(tx, ctx, changed(id));
  });
}

/** Says what the columns hold and what becomes of known patients; the rows are checked anew. */
export async function mapImport(ctx: Ctx, id: string, input: UpdateMapping): Promise<void> {
  const words = "This import has started. Its columns can no longer be changed.";
  await advance(ctx, id, { from: ["preview", "failed"], words, action: "import.mapped" }, (mapping) => {
    const given = Object.entries(input).filter(([, value]) => value !== undefined);
    const next = MappingSchema.parse({ ...mapping, ...Object.fromEntries(given) });
    if (next.columns.length !== mapping.headers.length) {
      throw new AppError("invalid", "Say for every column what it holds.", "bad_columns", {
        fields: [{ field: "columns", problem: `This list has ${mapping.headers.length} columns.` }],
      });
    }
    return { mapping: next, status: "preview", error: null };
  });
  await checkForAMoment(ctx, id);
}

/** Hands the list to the runner. Throws `conflict` while rows are unchecked or problems are not settled. */
export async function startImport(
  ctx: Ctx,
  id: string,
  input: { skipBadRows?: boolean | undefined },
): Promise<void> {
  const words = "This import has started already.";
  await advance(ctx, id, { from: ["preview", "failed"], words, action: "import.started" }, (before, row) => {
    const mapping = { ...before, skipBadRows: input.skipBadRows ?? before.skipBadRows };
    const problem = mappingProblem(mapping);
    if (problem) throw new AppError("conflict", problem, "not_mapped");
    if (row.checkedRows < row.rowCount) {
      throw new AppError(
        "conflict",
        "The rows are still being checked. Try again in a moment.",
        "still_checking",
      );
    }
    if (row.errorCount > 0 && !mapping.skipBadRows) {
      throw new AppError(
        "conflict",
        "Some rows have problems. Mend the file, or choose to skip them.",
        "bad_rows",
        {
          errorCount: row.errorCount,
        },
      );
    }
    // Patients may have changed since the preview: the runner checks once more, then writes.
    return { mapping, status: "queued", startedAt: ctx.now, error: null, leasedUntil: null };
  });
}

/** Stops a list that has not been written. Throws `conflict` once it has. */
export function cancelImport(ctx: Ctx, id: string): Promise<void> {
  const words = "This import is finished. It can no longer be stopped.";
  const from: ImportStatus[] = ["preview", "queued", "running", "failed"];
  return advance(ctx, id, { from, words, action: "import.cancelled" }, () => ({
    status: "cancelled",
    finishedAt: ctx.now,
    leasedUntil: null,
  }));
}

/**
 * One slice of import work: some rows checked, or a checked list written. Answers whether there was any; the runner
 * calls again until there is none, between deliveries. Killed at any point, the next call goes on after the lease.
 */
export async function runImports(ports: Ports): Promise<boolean> {
  const taken = await claimImport(ports.clock());
  if (!taken) return false;
  const ctx = systemCtx(taken.clinicId, "import", ports);
  try {
    const worked = taken.isChecked ? await applyImport(ctx, taken.id) : await checkNext(ctx, taken.id);
    await release(ctx, taken.id);
    return Boolean(worked) || taken.status === "running";
  } catch (cause) {
    log.error("import.failed", cause, { importId: taken.id });
    await release(
      ctx,
      taken.id,
      "The hub made a mistake with this list. No patient was changed. Start it again.",
    );
    return true;
  }
}

async function release(ctx: Ctx, id: string, error?: string): Promise<void> {
  await write(ctx, async (tx, audit) => {
    audit.fact();
    const failure = error ? { status: "failed" as const, error } : {};
    await tx.import.updateMany({
      where: { clinicId: ctx.clinicId, id, ...(error ? { status: { in: ["running", "preview"] } } : {}) },
      data: { leasedUntil: null, ...failure },
    });
    if (error) await recordChanges(tx, ctx, changed(id));
  });
}
