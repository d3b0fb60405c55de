import type { Ctx } from "@/lib/ctx";
import { afterCommit, type Tx } from "@/lib/db/transaction";

/** The clock reads the queue itself; it is told of no more than these. */
const MOST_WOKEN = 1_000;

/**
 * What one of these rules alone held is due again, and asked when its turn comes: whatever else holds a message now
 * speaks then. Messages are locked before what stands in the queue, as every claim does.
 */
export async function wakeHeldBy(tx: Tx, ctx: Ctx, rules: readonly string[]): Promise<void> {
  const now = ctx.ports.clock();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH held AS (
      SELECT id FROM "Message"
      WHERE "clinicId" = ${ctx.clinicId}::uuid AND status = 'SCHEDULED' AND reason = ANY(${[...rules]}::text[])
      ORDER BY id FOR UPDATE),
    due AS (UPDATE "Message" m SET "nextAt" = ${now} FROM held WHERE m.id = held.id RETURNING m.id)
    UPDATE "QueueItem" q SET "nextAt" = ${now}, "leasedUntil" = NULL
    FROM due WHERE q."messageId" = due.id RETURNING q."messageId" AS id`;
  if (rows.length > 0) afterCommit(() => ctx.ports.wake(rows.slice(0, MOST_WOKEN).map(({ id }) => id)));
}
