import { MOST_COUNTED, VIEWS, type View } from "@/lib/conversations/schema";
import { sqlOf } from "@/lib/conversations/views/queries";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { Prisma } from "@/prisma/generated/client";

/** How many conversations each view holds, up to 99: counting stops there, so that it never scans. */
export async function viewCounts(ctx: Ctx): Promise<Record<View, number>> {
  const parts = VIEWS.map(
    (view) => Prisma.sql`(SELECT ${view} AS view, count(*)::int AS count FROM (
      SELECT 1 FROM "Conversation" c WHERE c."clinicId" = ${ctx.clinicId}::uuid AND ${sqlOf(ctx, view).where}
      LIMIT ${MOST_COUNTED}) AS counted)`,
  );
  const rows = await read(
    ctx,
    (tx) => tx.$queryRaw<{ view: View; count: number }[]>`${Prisma.join(parts, " UNION ALL ")}`,
  );
  return Object.fromEntries(rows.map((row) => [row.view, row.count])) as Record<View, number>;
}
