import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { laneId } from "@/lib/delivery/rules/queue";
import type { Folded } from "@/lib/delivery/save/commands";

/**
 * Which of these were leased with the credits of another sender than the one that would carry them. One that nobody
 * leased was brought by no lane, and is nobody's.
 */
export async function findAstray(tx: Tx, ctx: Ctx, folded: readonly Folded[]): Promise<Set<Folded>> {
  if (folded.length === 0) return new Set();
  const messageId = { in: folded.map(({ stored }) => stored.facts.id) };
  const rows = await tx.queueItem.findMany({
    where: { clinicId: ctx.clinicId, messageId, leasedUntil: { not: null } },
    select: { messageId: true, lane: true },
  });
  const paidBy = new Map(rows.map(({ messageId, lane }) => [messageId, lane]));
  const isAstray = ({ stored, senderId }: Folded) => {
    const lane = paidBy.get(stored.facts.id);
    return lane !== undefined && lane !== laneId(ctx.clinicId, senderId ?? null);
  };
  return new Set(folded.filter(isAstray));
}
