import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import type { EmergencyList, ListEmergencies } from "@/lib/emergencies/schema";
import { findViews } from "@/lib/emergencies/shown/queries";

/** On every screen: the last two rounds of a short list. */
const MOST_TOLD = 6;
/** In a thread's own record: five hours of a night in which nobody took it. */
const MOST_RECORDED = 60;

/** More than any desk can look at; the inbox has the rest. */
const MOST_LISTED = 50;

/** What nobody has yet, oldest first; or all of one thread, newest first, with who took it. */
export function listEmergencies(
  ctx: Ctx,
  { conversationId, limit, cursor }: z.output<typeof ListEmergencies> = { limit: MOST_LISTED },
): Promise<z.input<typeof EmergencyList>> {
  return read(ctx, async (tx) => {
    const after = decodeCursor(cursor);
    const found = conversationId
      ? await tx.emergency.findMany({
          where: {
            clinicId: ctx.clinicId,
            message: { conversationId },
            ...(after ? { OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] } : {}),
          },
          select: { id: true, at: true },
          orderBy: [{ at: "desc" }, { id: "desc" }],
          take: limit + 1,
        })
      : await tx.emergency.findMany({
          where: {
            clinicId: ctx.clinicId,
            takenAt: null,
            ...(after ? { OR: [{ at: { gt: after.at } }, { at: after.at, id: { gt: after.id } }] } : {}),
          },
          select: { id: true, at: true },
          orderBy: [{ at: "asc" }, { id: "asc" }],
          take: limit + 1,
        });
    const page = pageOf(found, limit, (one) => one);
    const ids = page.items.map(({ id }) => id);
    const mostTold = conversationId ? MOST_RECORDED : MOST_TOLD;
    return { ...page, items: await findViews(tx, ctx, ids, { mostTold }) };
  });
}

/** Of these threads, or of all, those with an emergency that nobody has yet, with when it began; oldest first. */
export async function openThreads(
  tx: Tx,
  ctx: Ctx,
  among: readonly string[] | null = null,
): Promise<Map<string, Date>> {
  const rows = await tx.$queryRaw<{ conversationId: string; at: Date }[]>`
    SELECT m."conversationId", min(e.at) AS at
    FROM "Emergency" e JOIN "Message" m ON m."clinicId" = e."clinicId" AND m.id = e."messageId"
    WHERE e."clinicId" = ${ctx.clinicId}::uuid AND e."takenAt" IS NULL
      AND (${among}::uuid[] IS NULL OR m."conversationId" = ANY(${among}::uuid[]))
    GROUP BY m."conversationId" ORDER BY min(e.at) LIMIT ${MOST_LISTED}`;
  return new Map(rows.map(({ conversationId, at }) => [conversationId, at]));
}
