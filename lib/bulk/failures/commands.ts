import type { z } from "zod";
import { listBulkFailures } from "@/lib/bulk/failures/queries";
import type { BulkFailures, HandleFailures } from "@/lib/bulk/failures/schema";
import { foldBulk } from "@/lib/bulk/progress/commands";
import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";

/**
 * A person has dealt with a bulk's failures, all of them or those of one cause; what fails later shows again. Throws
 * `not_found`.
 */
export async function handleFailures(
  ctx: Ctx,
  id: string,
  { reason = null }: Omit<HandleFailures, "reason"> & { reason?: string | null | undefined },
): Promise<z.input<typeof BulkFailures>> {
  const { clinicId, now } = ctx;
  await write(ctx, async (tx, audit) => {
    const bulk = await tx.bulk.findFirst({ where: { clinicId, id }, select: { id: true } });
    if (!bulk) throw notFound("bulk message");
    // In the order of their ids, as everybody locks messages.
    await tx.$executeRaw`
      WITH failed AS (
        SELECT m.id FROM "BulkRecipient" r
        JOIN "Message" m ON m."clinicId" = r."clinicId" AND m.id = r."messageId"
        WHERE r."clinicId" = ${clinicId}::uuid AND r."bulkId" = ${id}::uuid AND r.state = 'taken'
          AND m.status IN ('FAILED', 'BOUNCED') AND m."handledAt" IS NULL
          AND (${reason}::text IS NULL OR coalesce(m.reason, 'unknown') = ${reason}::text)
        ORDER BY m.id FOR UPDATE OF m)
      UPDATE "Message" m SET "handledAt" = ${now}, "updatedAt" = ${now} FROM failed
      WHERE m."clinicId" = ${clinicId}::uuid AND m.id = failed.id`;
    const fields = reason ? [reason] : [];
    audit({ action: "bulk.failures_handled", subjectKind: "bulk", subjectId: id, fields });
    await recordChanges(tx, ctx, [{ kind: "bulk", subjectId: id }]);
  });
  await foldBulk(ctx, id);
  return listBulkFailures(ctx);
}
