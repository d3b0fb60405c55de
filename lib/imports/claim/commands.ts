import { inInstallation } from "@/lib/db/transaction";
import type { ImportStatus } from "@/prisma/generated/enums";

/** A process that died holds a list this long. */
const LEASE_MS = 60_000;

export interface Claim {
  id: string;
  clinicId: string;
  status: ImportStatus;
  isChecked: boolean;
}

/** Takes one list that has work; another runner passes it by until the lease ends. */
export function claimImport(now: Date): Promise<Claim | undefined> {
  return inInstallation(async (tx) => {
    const [row] = await tx.$queryRaw<Claim[]>`
      UPDATE "Import" i SET "leasedUntil" = ${new Date(now.getTime() + LEASE_MS)},
        status = CASE WHEN i.status = 'queued' THEN 'running' ELSE i.status END
      WHERE i.id = (
        SELECT id FROM "Import"
        WHERE (status IN ('queued', 'running') OR (status = 'preview' AND "checkedRows" < "rowCount"
            AND (mapping->'columns' ? 'fullName' OR mapping->'columns' ?& ARRAY['firstName', 'lastName'])))
          AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now})
        ORDER BY "createdAt", id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING i.id, i."clinicId", i.status, i."checkedRows" >= i."rowCount" AS "isChecked"`;
    return row;
  });
}
