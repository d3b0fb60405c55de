import { inInstallation } from "@/lib/db/transaction";

/** A runner that has not been heard of for this long is gone. */
const STALE_MS = 60_000;

/** Says that this runner lives, and forgets those that do not. */
export async function beat(id: string, startedAt: Date, now: Date): Promise<void> {
  await inInstallation(async (tx) => {
    await tx.runnerBeat.upsert({
      where: { id },
      create: { id, startedAt, beatAt: now },
      update: { beatAt: now },
    });
    await tx.runnerBeat.deleteMany({ where: { beatAt: { lt: new Date(now.getTime() - STALE_MS) } } });
  });
}

/** A runner that ended on purpose leaves no row behind. */
export async function lastBeat(id: string): Promise<void> {
  await inInstallation((tx) => tx.runnerBeat.deleteMany({ where: { id } }));
}
