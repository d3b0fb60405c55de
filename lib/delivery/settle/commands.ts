import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { loadFacts, loadHouse } from "@/lib/delivery/facts/queries";
import { loadHistories, lockMessages, NOTHING } from "@/lib/delivery/history/queries";
import { next, nextWithoutFacts } from "@/lib/delivery/rules/next";
import { chosenSender } from "@/lib/delivery/rules/queue";
import { type Folded, type SaveOptions, type StoredDecision, saveAll } from "@/lib/delivery/save/commands";

/** The same for messages stored in this very transaction: nothing can have been recorded about them yet. */
export function foldNew(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ folded: Folded[]; decisions: StoredDecision[] }> {
  return fold(tx, ctx, ids, ctx.now, { wakes: true }, async () => () => NOTHING());
}

/**
 * Folds everything recorded about these messages at `now` and saves what follows; never starts a hand-off. The facts of
 * patients are read only for messages about which a rule must be asked. Returns where each message stands.
 */
export async function foldAndSave(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
  now: Date,
  options: SaveOptions,
): Promise<Folded[]> {
  return (await fold(tx, ctx, ids, now, options, loadHistories)).folded;
}

async function fold(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
  now: Date,
  options: SaveOptions,
  recorded: typeof loadHistories,
): Promise<{ folded: Folded[]; decisions: StoredDecision[] }> {
  const [stored, house, historyOf] = await Promise.all([
    lockMessages(tx, ctx, ids),
    loadHouse(tx, ctx),
    recorded(tx, ctx, ids),
  ]);
  if (stored.length === 0) return { folded: [], decisions: [] };
  const half = stored.map((message) => {
    const history = historyOf(message.facts.id);
    return {
      stored: message,
      history,
      next: nextWithoutFacts(history, message.facts, house.policy, now),
    };
  });
  const asking = half.filter((entry) => entry.next === null).map(({ stored }) => stored.facts);
  const facts = await loadFacts(tx, ctx, house, asking, now);
  const folded = half.flatMap((entry): Folded[] => {
    if (entry.next) return [{ ...entry, next: entry.next }];
    const known = facts.get(entry.stored.facts.id);
    if (!known) return [];
    const answer = next(entry.history, known, house.policy, now);
    return [{ ...entry, next: answer, senderId: chosenSender(answer, known) }];
  });
  const decisions = await saveAll(tx, ctx, house, folded, now, options);
  return { folded, decisions };
}
