import type { z } from "zod";
import { causeOf } from "@/lib/bulk/failures/rules";
import type { BulkFailures } from "@/lib/bulk/failures/schema";
import { Progress } from "@/lib/bulk/progress/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";

/** A failure older than this is no work for the desk any more. */
const RECENT_MS = 30 * 86_400_000;
/** Bulks looked at; the clinic's time index gives the newest. */
const MOST_LOOKED_AT = 200;

/** Bulks of the last 30 days with failures nobody has dealt with, the newest first, as a background job counted them. */
export function listBulkFailures(ctx: Ctx): Promise<z.input<typeof BulkFailures>> {
  return read(ctx, async (tx) => ({ items: await findBulkFailures(tx, ctx) }));
}

async function findBulkFailures(tx: Tx, ctx: Ctx): Promise<z.input<typeof BulkFailures>["items"]> {
  const since = new Date(ctx.now.getTime() - RECENT_MS);
  const rows = await tx.bulk.findMany({
    where: { clinicId: ctx.clinicId, createdAt: { gte: since }, status: { not: "draft" } },
    select: { id: true, name: true, progress: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_LOOKED_AT,
  });
  return rows.flatMap(({ id, name, progress }) => {
    const known = Progress.safeParse(progress).data;
    const causes = (known?.failures ?? []).map((one) => ({ ...one, ...causeOf(one.reason) }));
    const count = causes.reduce((sum, one) => sum + one.count, 0);
    return count > 0 ? [{ id, name, count, causes, at: known?.at ? new Date(known.at) : null }] : [];
  });
}
