import type { z } from "zod";
import { listAddresses } from "@/lib/accounts/queries";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { MOST_TRIES } from "@/lib/webhooks/rules";
import type { WorkbenchSchema } from "@/lib/webhooks/workbench/schema";

/** Nobody acts differently on 1,001. */
const MOST_COUNTED = 1_000;
const DAY_MS = 86_400_000;

/** What is wrong with what vendors told us, how their lists were read, and what to enter with them. */
export function getWorkbench(ctx: Ctx): Promise<z.input<typeof WorkbenchSchema>> {
  const since = new Date(ctx.now.getTime() - DAY_MS);
  const { clinicId } = ctx;
  return read(ctx, async (tx) => {
    const [problems, unknown, refused, lists] = await Promise.all([
      tx.$queryRaw<{ all: number; dead: number }[]>`
        SELECT count(*)::int AS all,
          (count(*) FILTER (WHERE "processedAt" IS NOT NULL OR attempts >= ${MOST_TRIES}))::int AS dead
        FROM (
          (SELECT "processedAt", attempts FROM "WebhookEvent"
           WHERE "clinicId" = ${clinicId}::uuid AND error IS NOT NULL LIMIT ${MOST_COUNTED})
          UNION ALL
          (SELECT "processedAt", attempts FROM "WebhookEvent"
           WHERE "clinicId" IS NULL AND error IS NOT NULL LIMIT ${MOST_COUNTED})) few`,
      tx.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (
          SELECT 1 FROM "WebhookEvent"
          WHERE kind = 'unknown' AND "receivedAt" > ${since} AND attempts = 0 LIMIT ${MOST_COUNTED}) few`,
      tx.$queryRaw<{ provider: string; count: number; lastAt: Date }[]>`
        SELECT provider, sum(count)::int AS count, max(minute) AS "lastAt" FROM "WebhookRefusal"
        WHERE minute > ${since} GROUP BY provider ORDER BY provider`,
      tx.$queryRaw<{ provider: string; readAt: Date | null; problem: "unreadable" | null; found: number }[]>`
        SELECT provider, "readAt", problem, found FROM "InboundPass"
        WHERE "clinicId" = ${clinicId}::uuid ORDER BY provider`,
    ]);
    return {
      problems: Math.min(MOST_COUNTED, problems[0]?.all ?? 0),
      dead: Math.min(MOST_COUNTED, problems[0]?.dead ?? 0),
      unknown: unknown[0]?.count ?? 0,
      refused,
      lists,
      addresses: await listAddresses(ctx),
    };
  });
}
