import { type Ctx, type Ports, systemCtx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import { afterCommit, type Tx } from "@/lib/db/transaction";

/** Ids in one wake; the rest comes with the poll. */
const MOST_WOKEN = 500;

/** Messages that waited for the pass alone are looked at again now. */
export async function wakeWaiting(clinicId: string, ports: Ports): Promise<void> {
  const ctx = systemCtx(clinicId, "inbound-list", ports);
  await touch(ctx, (tx) => wakeHeld(tx, ctx));
}

async function wakeHeld(tx: Tx, ctx: Ctx): Promise<void> {
  const now = ctx.ports.clock();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH held AS (
      SELECT id FROM "Message"
      WHERE "clinicId" = ${ctx.clinicId}::uuid AND status = 'SCHEDULED' AND reason = 'catching_up'
      ORDER BY id FOR UPDATE),
    due AS (UPDATE "Message" m SET "nextAt" = ${now} FROM held WHERE m.id = held.id RETURNING m.id)
    UPDATE "QueueItem" q SET "nextAt" = ${now}, "leasedUntil" = NULL
    FROM due WHERE q."messageId" = due.id RETURNING q."messageId" AS id`;
  if (rows.length > 0) afterCommit(() => ctx.ports.wake(rows.slice(0, MOST_WOKEN).map(({ id }) => id)));
}
