import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { laneId } from "@/lib/delivery/rules/queue";
import type { Folded } from "@/lib/delivery/save/commands";

/** Whose credits each of these messages was leased with. One that nobody leased was brought by no lane. */
export async function findPaid(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ messageId: string; lane: string }[]>`
    SELECT "messageId", lane FROM "QueueItem"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND "messageId" = ANY(${[...ids]}::uuid[]) AND "leasedUntil" IS NOT NULL`;
  return new Map(rows.map(({ messageId, lane }) => [messageId, lane]));
}

/** Which of these were leased with the credits of another sender than the one that would carry them. */
export function astrayOf(ctx: Ctx, paidBy: ReadonlyMap<string, string>, folded: readonly Folded[]) {
  const isAstray = ({ stored, senderId }: Folded) => {
    const lane = paidBy.get(stored.facts.id);
    return lane !== undefined && lane !== laneId(ctx.clinicId, senderId ?? null);
  };
  return new Set(folded.filter(isAstray));
}
