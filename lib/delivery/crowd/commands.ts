import type { Ctx } from "@/lib/ctx";
import { afterCommit, type Tx } from "@/lib/db/transaction";
import type { Decision } from "@/lib/delivery/crowd/queries";
import type { House } from "@/lib/delivery/facts/queries";
import { saveAll } from "@/lib/delivery/save/commands";
import { nextAtOf } from "@/lib/delivery/save/rules";
import type { CreatedByKind } from "@/prisma/generated/enums";

/** The columns of a new message that say where it stands: as `settle` would write them. */
export function standingOf({ facts, next }: Decision, now: Date) {
  return {
    status: next.status,
    reason: next.reason,
    hop: next.hop,
    channel: facts.plan[next.hop] ?? facts.plan[0] ?? ("SMS" as const),
    nextAt: nextAtOf(next, null, now),
  };
}

/**
 * `settle` for messages that were decided and inserted in this very transaction (with `standingOf`): stores the answers
 * and the queue without reading anything again. Wakes the clock after commit.
 */
export async function queueCrowd(
  tx: Tx,
  ctx: Ctx,
  house: House,
  decisions: readonly Decision[],
  createdByKind: CreatedByKind,
): Promise<void> {
  const folded = decisions.map((decision) => {
    const { status, reason, hop, nextAt } = standingOf(decision, ctx.now);
    return {
      stored: {
        facts: decision.facts,
        createdByKind,
        cache: { status, reason, hop, nextAt, sentAt: null, deliveredAt: null },
      },
      history: { attempts: [], blocked: [], said: new Map() },
      next: decision.next,
    };
  });
  await saveAll(tx, ctx, house, folded, ctx.now, { wakes: false, requeues: true });
  const due = decisions.flatMap(({ facts, next }) => (next.act.kind === "send" ? [facts.id] : []));
  if (due.length > 0) afterCommit(() => ctx.ports.wake(due));
}
