import { isDeepStrictEqual } from "node:util";
import { countBulk, freshFor, isOver } from "@/lib/bulk/progress/queries";
import { type Progress, Progress as ProgressSchema } from "@/lib/bulk/progress/schema";
import type { BulkCounts } from "@/lib/bulk/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { touch } from "@/lib/db/touch";
import type { Tx } from "@/lib/db/transaction";
import { recordChanges } from "@/lib/live/changes";
import type { BulkStatus } from "@/prisma/generated/enums";

/** Receipts that come later than this are counted when somebody looks. */
const LATE_MS = 24 * 3_600_000;

/** Ms until a job looks again; null: nothing can change by itself. */
function restOf(
  { waiting, sending, held, unknown, sent }: BulkCounts,
  { status, total }: { status: BulkStatus; total: number },
): number | null {
  if (status === "cancelling" || (status === "running" && waiting > 0)) return 0;
  if (status === "running" && sending > 0) return freshFor(total);
  if (status === "running" || (status === "paused" && sending > 0)) return Math.max(5_000, freshFor(total));
  return held + unknown + sent > 0 ? 30_000 : null;
}

/** A list's values are kept only for whom it has not reached, so that it can go to them again. */
function forget(tx: Tx, { clinicId }: Ctx, bulkId: string, isLate: boolean): Promise<number> {
  return tx.$executeRaw`
    UPDATE "BulkRecipient" r SET variables = '{}' FROM "Message" m
    WHERE r."clinicId" = ${clinicId}::uuid AND r."bulkId" = ${bulkId}::uuid AND r.variables <> '{}'
      AND m."clinicId" = r."clinicId" AND m.id = r."messageId"
      AND (m.status = 'DELIVERED' OR m.status = 'SENT' AND ${isLate})`;
}

/** Whether the counts say something else than before, whenever they were made. */
function isNew(before: unknown, now: Progress): boolean {
  const known = ProgressSchema.safeParse(before);
  return !isDeepStrictEqual(known.data && { ...known.data, at: null }, { ...now, at: null });
}

/**
 * Counts a bulk, keeps the counts for lists, and tells screens when they changed. One that is over is done. Nothing hot
 * writes to the bulk's row: this is the one place that folds its progress.
 */
export async function foldBulk(ctx: Ctx, bulkId: string): Promise<void> {
  const { clinicId, now } = ctx;
  const progress = await read(ctx, (tx) => countBulk(tx, ctx, bulkId));
  await touch(ctx, async (tx) => {
    const before = await tx.bulk.findFirst({ where: { clinicId, id: bulkId } });
    if (!before) return;
    const done = before.status === "running" && isOver(progress);
    const status = done ? ("done" as const) : before.status;
    const finishedAt = done ? now : before.finishedAt;
    const isLate = finishedAt !== null && now.getTime() - finishedAt.getTime() > LATE_MS;
    const rest = isLate ? null : restOf(progress.counts, { status, total: before.total });
    // Compare-and-set: a pause that came meanwhile stands.
    const { count } = await tx.bulk.updateMany({
      where: { clinicId, id: bulkId, status: before.status },
      data: {
        progress,
        status,
        finishedAt,
        leasedUntil: null,
        lookAt: rest === null ? null : new Date(now.getTime() + rest),
      },
    });
    if (finishedAt !== null) await forget(tx, ctx, bulkId, isLate);
    if (count > 0 && (done || isNew(before.progress, progress))) {
      await recordChanges(tx, ctx, [{ kind: "bulk", subjectId: bulkId }]);
    }
  });
}
