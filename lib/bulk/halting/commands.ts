import type { Ctx } from "@/lib/ctx";
import { afterCommit, type Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import { recordChanges } from "@/lib/live/changes";

/** A halted bulk's places in the queue are looked at again when it goes on; this long after, in case that was lost. */
const PARKED_MS = 24 * 3_600_000;
const BATCH = 500;

/**
 * Takes what waits out of the runner's sight, so that lanes go on with others. Places that a runner holds at this
 * moment are left: the rule `bulk_paused` stops those at their claim.
 */
export async function park(tx: Tx, ctx: Ctx, bulkId: string): Promise<void> {
  const until = new Date(ctx.now.getTime() + PARKED_MS);
  await tx.$executeRaw`
    UPDATE "QueueItem" q SET "nextAt" = greatest(q."nextAt", ${until})
    FROM (
      SELECT i."messageId" FROM "BulkRecipient" r JOIN "QueueItem" i ON i."messageId" = r."messageId"
      WHERE r."clinicId" = ${ctx.clinicId}::uuid AND r."bulkId" = ${bulkId}::uuid AND r.state = 'taken'
      FOR UPDATE OF i SKIP LOCKED) waiting
    WHERE q."messageId" = waiting."messageId"`;
}

/** Puts parked places back where their messages stand, and wakes each lane that has some. */
export async function unpark(tx: Tx, ctx: Ctx, bulkId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "QueueItem" q SET "nextAt" = CASE WHEN m.reason = 'bulk_paused' THEN ${ctx.now} ELSE coalesce(m."nextAt", ${ctx.now}) END
    FROM (
      SELECT i."messageId" FROM "BulkRecipient" r JOIN "QueueItem" i ON i."messageId" = r."messageId"
      WHERE r."clinicId" = ${ctx.clinicId}::uuid AND r."bulkId" = ${bulkId}::uuid AND r.state = 'taken'
      ORDER BY i."messageId" FOR UPDATE OF i) parked
    JOIN "Message" m ON m."clinicId" = ${ctx.clinicId}::uuid AND m.id = parked."messageId"
    WHERE q."messageId" = parked."messageId"`;
  const lanes = await tx.$queryRaw<{ messageId: string }[]>`
    SELECT DISTINCT ON (i.lane) i."messageId" FROM "BulkRecipient" r JOIN "QueueItem" i ON i."messageId" = r."messageId"
    WHERE r."clinicId" = ${ctx.clinicId}::uuid AND r."bulkId" = ${bulkId}::uuid AND r.state = 'taken'
      AND i."nextAt" <= ${ctx.now}
    ORDER BY i.lane, i."nextAt", i."messageId"`;
  if (lanes.length > 0) afterCommit(() => ctx.ports.wake(lanes.map(({ messageId }) => messageId)));
}

/** Lines that are no messages yet will never be. */
export async function leaveAll(tx: Tx, ctx: Ctx, bulkId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "BulkRecipient" SET state = 'excluded', reason = 'cancelled', at = ${ctx.now}
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND "bulkId" = ${bulkId}::uuid AND state = 'waiting'`;
}

/**
 * Takes back the next part of a bulk that is being cancelled: lines that are no messages yet, and messages that have not
 * left. One that is being handed over, or has left with another way to come, ends by what its vendor says: it is not tried
 * again, by no way. True while there is more.
 */
export function cancelNext(ctx: Ctx, bulkId: string): Promise<boolean> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    audit.fact();
    await leaveAll(tx, ctx, bulkId);
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT m.id FROM "Message" m
      WHERE m."clinicId" = ${clinicId}::uuid AND m."cancelledAt" IS NULL
        AND (m.status IN ('PENDING', 'SCHEDULED') OR (m.status = 'SENT' AND m."nextAt" IS NOT NULL))
        AND m.id IN (
          SELECT r."messageId" FROM "BulkRecipient" r
          WHERE r."clinicId" = ${clinicId}::uuid AND r."bulkId" = ${bulkId}::uuid AND r.state = 'taken')
      ORDER BY m.id LIMIT ${BATCH} FOR UPDATE OF m`;
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) {
      await tx.$executeRaw`
        UPDATE "Message" SET "cancelledAt" = ${now}, "cancelledBy" = 'bulk', "updatedAt" = ${now}
        WHERE "clinicId" = ${clinicId}::uuid AND id = ANY(${ids}::uuid[])`;
      await settle(tx, ctx, ids);
      return true;
    }
    await tx.bulk.updateMany({
      where: { clinicId, id: bulkId, status: "cancelling" },
      data: { status: "cancelled", finishedAt: now },
    });
    await recordChanges(tx, ctx, [{ kind: "bulk", subjectId: bulkId }]);
    return false;
  });
}
