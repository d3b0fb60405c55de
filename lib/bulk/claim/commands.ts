import { inInstallation } from "@/lib/db/transaction";
import type { BulkStatus } from "@/prisma/generated/enums";

/** A batch takes well under a second; a process that died in one holds the bulk no longer than this. */
const LEASE_MS = 15_000;

export interface Claim {
  id: string;
  clinicId: string;
  status: BulkStatus;
}

/**
 * Takes one bulk that is due to be looked at: lines to expand, messages to take back, or progress to tell. Those
 * with work to do come before those that are only counted, then the one due longest, so that clinics share; another
 * runner passes it by until the lease ends.
 */
export function claimBulk(now: Date, clinicId: string | null): Promise<Claim | undefined> {
  return inInstallation(async (tx) => {
    const [row] = await tx.$queryRaw<Claim[]>`
      UPDATE "Bulk" b SET "leasedUntil" = ${new Date(now.getTime() + LEASE_MS)}
      WHERE b.id = (
        SELECT id FROM "Bulk"
        WHERE "lookAt" <= ${now} AND (${clinicId}::uuid IS NULL OR "clinicId" = ${clinicId}::uuid) AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now})
        ORDER BY status = 'cancelling'
            OR (status = 'running' AND coalesce((progress #>> '{counts,waiting}')::int, 1) > 0) DESC,
          "lookAt", id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING b.id, b."clinicId", b.status::text`;
    return row;
  });
}
