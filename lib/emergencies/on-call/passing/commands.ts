import { type Ctx, later } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { NEXT_PERSON_MINUTES } from "@/lib/emergencies/schema";
import { passesOn } from "@/lib/emergencies/watch/rules";

/**
 * The person of this step could not be told: the next one is due now, unless all were tried within the last minutes.
 * Nothing happens when somebody was told after this step, or has it.
 */
export async function passOn(
  tx: Tx,
  ctx: Ctx,
  { emergencyId, step, people }: { emergencyId: string; step: number; people: number },
): Promise<void> {
  const { clinicId } = ctx;
  const { now } = later(ctx);
  const since = new Date(now.getTime() - NEXT_PERSON_MINUTES * 60_000);
  const recent = await tx.onCallText.count({
    where: { clinicId, emergencyId, createdAt: { gt: since } },
    take: people,
  });
  if (!passesOn(recent, people)) return;
  const still = { clinicId, id: emergencyId, step: step + 1, takenAt: null };
  await tx.emergency.updateMany({ where: still, data: { alertDue: now } });
}
