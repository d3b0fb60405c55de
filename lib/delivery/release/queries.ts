import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { loadFacts, loadHouse } from "@/lib/delivery/facts/queries";
import { lockMessages } from "@/lib/delivery/history/queries";
import { releaseUntil, sendNowUntil } from "@/lib/delivery/rules/quiet/reply";

/** Until when a reply may be released because the patient is waiting; null: it may not. */
export interface Release {
  /** By anybody who may send: past quiet hours. */
  quietHours: Date | null;
  /** By its author: past the day's caps. */
  caps: Date | null;
}

/** Whether a held message is a reply to a patient who waits, by the rules that hold it. Locks the message. */
export async function findRelease(tx: Tx, ctx: Ctx, messageId: string): Promise<Release> {
  const [stored] = await lockMessages(tx, ctx, [messageId]);
  if (!stored) return { quietHours: null, caps: null };
  const house = await loadHouse(tx, ctx);
  const facts = (await loadFacts(tx, ctx, house, [stored.facts], ctx.now)).get(messageId);
  if (!facts) return { quietHours: null, caps: null };
  return {
    quietHours: sendNowUntil(facts, house.policy.replyWindowMinutes, stored.cache.hop),
    caps: releaseUntil(facts),
  };
}
