import { inInstallation } from "@/lib/db/transaction";

/** When the first message of a lane that nobody holds is due, in the past if it is now. Null: none waits. */
export async function findNextDue(laneId: string, now: Date): Promise<Date | null> {
  const [row] = await inInstallation(
    (tx) => tx.$queryRaw<{ at: Date | null }[]>`
      SELECT min(q."nextAt") AS at FROM generate_series(0, 3) AS p(priority)
      CROSS JOIN LATERAL (
        SELECT "nextAt" FROM "QueueItem"
        WHERE lane = ${laneId} AND priority = p.priority AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now})
        ORDER BY "nextAt" LIMIT 1) q`,
  );
  return row?.at ?? null;
}
