import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { RouteFact } from "@/lib/failover/schema";

export interface RouteRow extends RouteFact {
  relapses: number;
  changedAt: Date | null;
  pausedBy: string | null;
}

/**
 * The vendors that this clinic has a sender with. One that nobody ever weighed has weight 100 where it is the channel's
 * default and stands by where it is not.
 */
export function loadRoutes(tx: Tx, ctx: Ctx): Promise<RouteRow[]> {
  return tx.$queryRaw<RouteRow[]>`
    SELECT s.provider, s.channel::text, coalesce(r.weight, CASE WHEN s."isDefault" THEN 100 ELSE 0 END) AS weight,
      coalesce(r.level, 100) AS level, coalesce(r.relapses, 0) AS relapses, r."changedAt", r."trippedUntil", r."pausedAt",
      r."pausedReason", r."pausedBy"
    FROM (
      SELECT provider, channel, bool_or("isDefault") AS "isDefault" FROM "Sender"
      WHERE "clinicId" = ${ctx.clinicId}::uuid AND "isActive" AND registration = 'registered'
      GROUP BY provider, channel) s
    LEFT JOIN "ProviderRoute" r ON r."clinicId" = ${ctx.clinicId}::uuid AND r.provider = s.provider
    ORDER BY s.channel, s.provider`;
}
