import { type Ports, systemCtx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import { inInstallation } from "@/lib/db/transaction";
import { KEPT_MS } from "@/lib/live/cursor";

/** Rows deleted in one transaction: short ones, so that nothing waits for them. */
const BATCH = 5_000;

/** Background job: forgets changes older than a day, in every clinic. Answers how many. */
export async function pruneChanges(ports: Ports): Promise<number> {
  const before = new Date(ports.clock().getTime() - KEPT_MS);
  const clinics = await inInstallation((tx) => tx.clinic.findMany({ select: { id: true } }));
  let total = 0;
  for (const { id } of clinics) {
    const ctx = systemCtx(id, "tidy", ports);
    for (let deleted = BATCH; deleted === BATCH; total += deleted) {
      deleted = await touch(
        ctx,
        (tx) => tx.$executeRaw`
        DELETE FROM "Change" WHERE "id" IN (
          SELECT "id" FROM "Change" WHERE "clinicId" = ${id}::uuid AND "at" < ${before} LIMIT ${BATCH})`,
      );
    }
  }
  return total;
}
