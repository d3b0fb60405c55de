import type { Ctx } from "@/lib/ctx";
import { inInstallation, type Tx } from "@/lib/db/transaction";
import { laneId } from "@/lib/delivery/rules/queue";
import { Prisma } from "@/prisma/generated/client";

/** Whose credits a sender `s` of clinic `s` spends: those of its campaign, of its mail domain; null: its own. */
export const SHARED_PACE = Prisma.sql`
  CASE WHEN s.campaign IS NOT NULL THEN s."clinicId" || ':campaign ' || s.campaign
    WHEN s.channel = 'EMAIL' THEN s."clinicId" || ':domain ' || lower(split_part(s.address, '@', 2)) END`;

/** The clinic's lanes with the pace that each one keeps, and how fast that is: of several senders the slowest counts. */
export async function loadPaces(tx: Tx, ctx: Ctx): Promise<Map<string, { pace: string; rate: number }>> {
  const senders = await tx.$queryRaw<{ id: string; shared: string | null; rate: number }[]>`
    SELECT s.id, ${SHARED_PACE} AS shared, s.rate FROM "Sender" s
    WHERE s."clinicId" = ${ctx.clinicId}::uuid AND s."isActive"`;
  const lanes = senders.map(({ id, shared, rate }) => {
    const lane = laneId(ctx.clinicId, id);
    return { lane, pace: shared ?? lane, rate };
  });
  const rates = new Map<string, number>();
  for (const { pace, rate } of lanes) rates.set(pace, Math.min(rate, rates.get(pace) ?? rate));
  return new Map(lanes.map(({ lane, pace, rate }) => [lane, { pace, rate: rates.get(pace) ?? rate }]));
}

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
