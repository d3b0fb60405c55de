import { type Ctx, later } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { claim } from "@/lib/delivery/claim/commands";
import { handOff, room } from "@/lib/delivery/hand-off";
import { postpone } from "@/lib/delivery/lanes/commands";
import { isAlive } from "@/lib/delivery/record/queries";
import { mayClaim } from "@/lib/delivery/record/recorder";
import { foldAndSave } from "@/lib/delivery/settle/commands";
import { Turns } from "@/lib/delivery/turns";
import { log } from "@/lib/log";

/** Messages in one claim (house.md §5: batches of 100 cost 0.12 ms of CPU a message, single ones 4.5 ms). */
export const MOST_CLAIMED = 100;

/** Claims at once in this process: a third of its connections, so that a crowd of drives starves nobody. */
const claiming = new Turns(4);

/**
 * Inside an open write: folds everything recorded about these messages and saves status, reason, `nextAt`, a decision
 * where the answer changed, and the queue. Wakes the clock after commit. Never starts a hand-off.
 */
export async function settle(tx: Tx, ctx: Ctx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length > 0) await foldAndSave(tx, ctx, messageIds, ctx.now, { wakes: true });
}

/**
 * Moves messages on: claims those that may go now, hands them off, records what came of it. Any clock may call it,
 * early, late, twice or at once with another; a message is handed off once. Holds no `if` about a rule.
 */
export async function drive(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const system: Ctx = { ...ctx, actor: { kind: "system", job: "drive" } };
  let left = [...new Set(ids)];
  while (left.length > 0 && mayClaim()) {
    const taken = await claiming.run(async () => {
      const batch = left.slice(0, Math.max(1, Math.min(MOST_CLAIMED, room())));
      return { ...(await take(system, batch)), count: batch.length };
    });
    await Promise.all(taken.handed);
    left = [...taken.left, ...left.slice(taken.count)];
  }
}

/** A message that cannot be claimed stands aside this long, so that its lane goes on. */
const ASIDE_MS = 60_000;

interface Taken {
  /** Hand-offs under way. */
  handed: Promise<void>[];
  /** What waits for another message to the same patient. */
  left: string[];
}

/**
 * Claims and starts handing off. A batch that cannot be claimed is halved until only the message at fault is left out.
 * Throws when the database is away.
 */
async function take(ctx: Ctx, batch: readonly string[], isSecondTry = false): Promise<Taken> {
  try {
    const { claimed, left } = await claim(later(ctx), batch);
    return { handed: claimed.map((attempt) => handOff(ctx, attempt)), left };
  } catch (cause) {
    if (!(await isAlive())) throw cause;
    if (batch.length > 1) return takeHalves(ctx, batch);
    // A deadlock's victim gets through the second time.
    if (!isSecondTry) return take(ctx, batch, true);
    log.error("claim.failed", cause, { clinicId: ctx.clinicId, message: batch[0] });
    await postpone(ctx, batch, new Date(ctx.ports.clock().getTime() + ASIDE_MS));
    return { handed: [], left: [] };
  }
}

async function takeHalves(ctx: Ctx, batch: readonly string[]): Promise<Taken> {
  const half = Math.ceil(batch.length / 2);
  const first = await take(ctx, batch.slice(0, half));
  const second = await take(ctx, batch.slice(half));
  return { handed: [...first.handed, ...second.handed], left: [...first.left, ...second.left] };
}
