import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { loadPatients, type PatientPart } from "@/lib/delivery/facts/patients/queries";
import { type House, joinFacts, loadFacts, loadHouse } from "@/lib/delivery/facts/queries";
import { loadHistories, lockMessages, NOTHING, type Stored } from "@/lib/delivery/history/queries";
import { next, nextWithoutFacts } from "@/lib/delivery/rules/next";
import { chosenSender } from "@/lib/delivery/rules/queue";
import { type Folded, type SaveOptions, type StoredDecision, saveAll } from "@/lib/delivery/save/commands";
import { notFound } from "@/lib/errors";

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
  const [stored, house, historyOf] = await Promise.all([
    lockMessages(tx, ctx, ids),
    loadHouse(tx, ctx),
    loadHistories(tx, ctx, ids),
  ]);
  if (stored.length === 0) return [];
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
  await saveAll(tx, ctx, house, folded, now, options);
  return folded;
}

/** The clinic and the one patient, as the decision about a new message needs them: read before it is written down. */
export interface Beside {
  house: House;
  people: Map<string, PatientPart>;
}

export async function readBeside(tx: Tx, ctx: Ctx, patientId: string): Promise<Beside> {
  const reading = loadHouse(tx, ctx);
  const [house, people] = await Promise.all([reading, loadPatients(tx, ctx, reading, [patientId], ctx.now)]);
  return { house, people };
}

/**
 * The decision about a message that this very transaction is about to store, so that its row is written once, as decided:
 * nothing can have been recorded about it. `overrides` are the rules that its writer lifts with it. `saveNew` writes the
 * rest after the row. Throws `not_found` where its patient was not read.
 */
export async function foldNew(
  tx: Tx,
  ctx: Ctx,
  { house, people }: Beside,
  stored: Stored,
  overrides: readonly string[],
): Promise<Folded> {
  const { facts: message } = stored;
  const history = NOTHING();
  const early = nextWithoutFacts(history, message, house.policy, ctx.now);
  if (early) return { stored, history, next: early };
  const known = (await joinFacts(tx, ctx, house, [message], people, ctx.now)).get(message.id);
  if (!known) throw notFound("patient");
  const facts = { ...known, overrides: [...overrides] };
  const answer = next(history, facts, house.policy, ctx.now);
  return { stored, history, next: answer, senderId: chosenSender(answer, facts) };
}

/** Writes what `foldNew` said beside the message's row, which is stored by now. Answers its decisions. */
export function saveNew(tx: Tx, ctx: Ctx, house: House, folded: Folded): Promise<StoredDecision[]> {
  return saveAll(tx, ctx, house, [folded], ctx.now, { wakes: true, rowsAreSaved: true });
}
