import type { z } from "zod";
import { countAgain } from "@/lib/bulk/again/queries";
import { NOTHING, progressOf } from "@/lib/bulk/progress/queries";
import { Progress } from "@/lib/bulk/progress/schema";
import { summaryOf, wallOf } from "@/lib/bulk/row/queries";
import { reasonWords } from "@/lib/bulk/rules/words";
import type { BulkCounts, BulkDetail, BulkPage, BulkSchema, ListBulks } from "@/lib/bulk/schema";
import type { FallbackChoice } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import type { Prisma } from "@/prisma/generated/client";

const KIN = { select: { id: true, name: true } };
const INCLUDE = { template: { select: { name: true } }, first: KIN } satisfies Prisma.BulkInclude;
/** Times that one bulk goes again, as its screen lists them. */
const MOST_KIN = 20;
type Row = Prisma.BulkGetPayload<{ include: typeof INCLUDE }>;

/** The clinic's bulk messages, the newest first, with the counts a background job folded last. */
export function listBulks(ctx: Ctx, query: z.output<typeof ListBulks>): Promise<z.input<typeof BulkPage>> {
  const after = decodeCursor(query.cursor);
  return read(ctx, async (tx) => {
    const rows = await tx.bulk.findMany({
      where: {
        clinicId: ctx.clinicId,
        ...(after
          ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }
          : {}),
      },
      include: INCLUDE,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: query.limit + 1,
    });
    const page = pageOf(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }));
    const names = await namesOf(tx, ctx, page.items);
    const items = page.items.map((row) => {
      const known = Progress.safeParse(row.progress);
      const counts = known.success ? known.data.counts : { ...NOTHING, waiting: row.total };
      return shown(row, counts, names);
    });
    return { items, nextCursor: page.nextCursor };
  });
}

/** One bulk message, counted now or, a large one, within the last seconds. Throws `not_found`. */
export function getBulk(ctx: Ctx, id: string): Promise<z.input<typeof BulkDetail>> {
  return read(ctx, async (tx) => {
    const row = await tx.bulk.findFirst({ where: { clinicId: ctx.clinicId, id }, include: INCLUDE });
    if (!row) throw notFound("bulk message");
    const { counts, excludedBy, failedBy, heldBy } = await progressOf(tx, ctx, row);
    const sentAgain = await tx.bulk.findMany({
      where: { clinicId: ctx.clinicId, againOf: id },
      ...KIN,
      orderBy: { createdAt: "desc" },
      take: MOST_KIN,
    });
    const told = <T extends { reason: string }>(one: T) => ({ ...one, words: reasonWords(one.reason) });
    return {
      ...shown(row, counts, await namesOf(tx, ctx, [row])),
      excludedBy: excludedBy.map(told),
      failedBy: failedBy.map(told),
      heldBy: heldBy.map((one) => ({ ...told(one), until: one.until ? new Date(one.until) : null })),
      again: counts.failed + counts.excluded + counts.unknown > 0 ? await countAgain(tx, ctx, row) : null,
      againOf: row.first,
      sentAgain,
    };
  });
}

async function namesOf(tx: Tx, ctx: Ctx, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.filter((row) => row.createdByKind === "staff").map((row) => row.createdBy);
  if (ids.length === 0) return new Map();
  const staff = await tx.staff.findMany({
    where: { clinicId: ctx.clinicId, id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(staff.map(({ id, name }) => [id, name]));
}

function shown(row: Row, counts: BulkCounts, names: Map<string, string>): z.input<typeof BulkSchema> {
  const author = row.createdByKind === "key" ? "An API key" : "The hub";
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    category: row.category,
    plan: row.plan,
    fallbackOnHold: row.fallbackOnHold,
    fallbackMinutes: row.fallbackMinutes as FallbackChoice | null,
    templateId: row.templateId,
    templateName: row.template?.name ?? null,
    audience: summaryOf(row),
    scheduledAt: row.scheduledAt,
    scheduledFor: wallOf(row.scheduledFor),
    total: row.total,
    counts,
    createdAt: row.createdAt,
    createdByName: names.get(row.createdBy) ?? author,
    startedAt: row.startedAt,
    pausedAt: row.pausedAt,
    finishedAt: row.finishedAt,
  };
}
