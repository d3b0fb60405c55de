import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import { recordOpening } from "@/lib/audit/commands";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { mappingProblem } from "@/lib/imports/rules";
import {
  CellProblem,
  type ImportDetail,
  type ImportPage,
  type ImportSchema,
  type ListRows,
  MappingSchema,
  type ProblemReport,
} from "@/lib/imports/schema";
import type { Prisma } from "@/prisma/generated/client";

type ImportRecord = Prisma.ImportGetPayload<object>;
const Problems = CellProblem.array();

interface Counts {
  create: number;
  update: number;
  skip: number;
  warnings: number;
}

/** Counts of the rows of these lists, by list. */
async function countsOf(tx: Tx, ctx: Ctx, importIds: string[]): Promise<(importId: string) => Counts> {
  const found = await tx.$queryRaw<(Counts & { importId: string })[]>`
    SELECT "importId", count(*) FILTER (WHERE action = 'create')::int AS create, count(*) FILTER (WHERE action = 'update')::int AS update,
      count(*) FILTER (WHERE action = 'skip' AND errors = '[]'::jsonb)::int AS skip,
      count(*) FILTER (WHERE warnings <> '[]'::jsonb AND errors = '[]'::jsonb)::int AS warnings
    FROM "ImportRow" WHERE "importId" = ANY(${importIds}::uuid[]) AND "clinicId" = ${ctx.clinicId}::uuid
    GROUP BY "importId"`;
  const byId = new Map(found.map(({ importId, ...counts }) => [importId, counts]));
  return (importId) => byId.get(importId) ?? { create: 0, update: 0, skip: 0, warnings: 0 };
}

function viewOf(row: ImportRecord, counts: Counts): z.input<typeof ImportSchema> {
  const mapping = MappingSchema.parse(row.mapping);
  return { ...row, mapping, mappingProblem: mappingProblem(mapping), counts };
}

const FILTERS: Record<ListRows["filter"], Prisma.ImportRowWhereInput> = {
  all: {},
  errors: { errors: { not: [] } },
  warnings: { warnings: { not: [] } },
  create: { action: "create" },
  update: { action: "update" },
  skip: { action: "skip", errors: { equals: [] } },
};

const opened = (ctx: Ctx, id: string) =>
  recordOpening(ctx, { action: "import.opened", subjectKind: "import", subjectId: id, patientId: null });

/** A staged list with a page of its rows. The reading is audited. Throws `not_found`. */
export async function getImport(
  ctx: Ctx,
  id: string,
  query: ListRows,
): Promise<z.input<typeof ImportDetail>> {
  const detail = await findDetail(ctx, id, query);
  await opened(ctx, id);
  return detail;
}

function findDetail(ctx: Ctx, id: string, query: ListRows): Promise<z.input<typeof ImportDetail>> {
  const { clinicId } = ctx;
  return read(ctx, async (tx) => {
    const found = await tx.import.findFirst({ where: { clinicId, id } });
    if (!found) throw notFound("import");
    const rows = await tx.importRow.findMany({
      where: { clinicId, importId: id, number: { gt: query.after }, ...FILTERS[query.filter] },
      orderBy: { number: "asc" },
      take: query.limit + 1,
    });
    const shown = rows.slice(0, query.limit);
    return {
      ...viewOf(found, (await countsOf(tx, ctx, [id]))(id)),
      rows: shown.map((row) => ({
        number: row.number,
        cells: row.raw as string[],
        action: row.action as "create",
        patientId: row.action === "create" && found.status !== "done" ? null : row.patientId,
        errors: Problems.parse(row.errors),
        warnings: Problems.parse(row.warnings),
      })),
      nextAfter: rows.length > query.limit ? (shown.at(-1)?.number ?? null) : null,
    };
  });
}

/** The clinic's lists, newest first. */
export function listImports(
  ctx: Ctx,
  query: { limit: number; cursor?: string | undefined },
): Promise<z.input<typeof ImportPage>> {
  const place = decodeCursor(query.cursor);
  return read(ctx, async (tx) => {
    const rows = await tx.import.findMany({
      where: {
        clinicId: ctx.clinicId,
        ...(place
          ? { OR: [{ createdAt: { lt: place.at } }, { createdAt: place.at, id: { lt: place.id } }] }
          : {}),
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: query.limit + 1,
    });
    const page = pageOf(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }));
    const ids = page.items.map((row) => row.id);
    const counts = await countsOf(tx, ctx, ids);
    return { items: page.items.map((row) => viewOf(row, counts(row.id))), nextCursor: page.nextCursor };
  });
}

/** The rows with problems as a CSV: the cells as they came, and what is wrong, to be mended and uploaded again. Audited. */
export async function reportProblems(ctx: Ctx, id: string): Promise<z.input<typeof ProblemReport>> {
  const report = await findProblems(ctx, id);
  await opened(ctx, id);
  return report;
}

function findProblems(ctx: Ctx, id: string): Promise<z.input<typeof ProblemReport>> {
  const { clinicId } = ctx;
  return read(ctx, async (tx) => {
    const found = await tx.import.findFirst({ where: { clinicId, id } });
    if (!found) throw notFound("import");
    const { headers } = MappingSchema.parse(found.mapping);
    const rows = await tx.importRow.findMany({
      where: { clinicId, importId: id, ...FILTERS.errors },
      orderBy: { number: "asc" },
    });
    const lines = rows.map((row) => {
      const cells = row.raw as string[];
      const problems = Problems.parse(row.errors).map(
        (one) => `${headers[one.column] ?? "Row"}: ${one.problem}`,
      );
      return [...headers.map((_, at) => cells[at] ?? ""), String(row.number), problems.join(" ")];
    });
    const content = stringify([[...headers, "Row", "Problems"], ...lines], {
      escape_formulas: true,
      bom: true,
    });
    return { filename: `problems-${found.filename.replace(/\.[^.]*$/, "")}.csv`, content };
  });
}
