import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type House, loadFacts, loadHouse } from "@/lib/delivery/facts/queries";
import { messageOf } from "@/lib/delivery/queries";
import { next } from "@/lib/delivery/rules/next";
import type { Next } from "@/lib/delivery/rules/schema";
import type { Draft, MessageFacts } from "@/lib/delivery/schema";

/** What the one decision says about a message that is about to be stored. */
export interface Decision {
  facts: MessageFacts;
  next: Next;
}

/**
 * The one decision about a crowd of new messages, in a constant number of queries, and the house it was made in. Null
 * where there is no such patient.
 */
export async function decideCrowd(
  tx: Tx,
  ctx: Ctx,
  drafts: readonly Draft[],
): Promise<{ house: House; decisions: (Decision | null)[] }> {
  const messages = drafts.map((draft) => messageOf(ctx, draft));
  const house = await loadHouse(tx, ctx);
  const facts = await loadFacts(tx, ctx, house, messages, ctx.now);
  const decisions = messages.map((message) => {
    const known = facts.get(message.id);
    if (!known) return null;
    return { facts: message, next: next({ attempts: [], blocked: [] }, known, house.policy, ctx.now) };
  });
  return { house, decisions };
}
