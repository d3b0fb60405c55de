import { type Ctx, later } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { NEXT_PERSON_MINUTES } from "@/lib/emergencies/schema";
import { passesOn } from "@/lib/emergencies/watch/rules";
import type { ChangeRecord } from "@/lib/live/changes";

/**
 * Who was to hear of these by this text could not be told: the next person is due now, unless all were tried within the
 * last minutes. Nothing happens to an emergency of which somebody was told after it, or that somebody has.
 */
export async function passOn(tx: Tx, ctx: Ctx, textId: string, people: number): Promise<void> {
  const { clinicId } = ctx;
  const { now } = later(ctx);
  const since = new Date(now.getTime() - NEXT_PERSON_MINUTES * 60_000);
  for (const { emergencyId, step } of await listMentions(tx, ctx, textId)) {
    const where = { clinicId, emergencyId, text: { createdAt: { gt: since } } };
    const recent = await tx.onCallMention.count({ where, take: people });
    if (!passesOn(recent, people)) continue;
    const still = { clinicId, id: emergencyId, step: step + 1, takenAt: null };
    await tx.emergency.updateMany({ where: still, data: { alertDue: now } });
  }
}

/** What a text told of, in the order in which emergencies are locked. */
function listMentions(tx: Tx, { clinicId }: Ctx, textId: string) {
  return tx.onCallMention.findMany({ where: { clinicId, textId }, orderBy: { emergencyId: "asc" } });
}

/** What screens hear of when something becomes known of a text. */
export async function changesOf(tx: Tx, ctx: Ctx, textId: string): Promise<ChangeRecord[]> {
  const mentions = await listMentions(tx, ctx, textId);
  return mentions.map(({ emergencyId }) => ({ kind: "emergency", subjectId: emergencyId }));
}
