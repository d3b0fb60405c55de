import { inInstallation } from "@/lib/db/transaction";

/** A runner that has not been heard of for this long is gone. */
const STALE_MS = 60_000;

/** The beat of Inngest's sweep, once a minute; runners that only do the jobs beat beside it. */
export const SWEEP_BEAT = "inngest";

/** Before the id of a runner that hands nothing over: it does not speak for deliveries, whatever the web takes for its clock. */
export const JOBS_ONLY = "jobs-";

/** Says that Inngest calls this hub. Its last call is kept, however long ago: it tells since when nothing is sent. */
export async function beatSweep(now: Date): Promise<void> {
  await inInstallation((tx) =>
    tx.runnerBeat.upsert({
      where: { id: SWEEP_BEAT },
      create: { id: SWEEP_BEAT, startedAt: now, beatAt: now },
      update: { beatAt: now },
    }),
  );
}

/** A cron of a minute that was silent for so long missed two beats: somebody was away. */
const SWEEP_GAP_MS = 150_000;

/** Whether Inngest's sweep has not called for minutes; false before its first call. */
export async function wasSilent(now: Date): Promise<boolean> {
  const last = await inInstallation((tx) => tx.runnerBeat.findUnique({ where: { id: SWEEP_BEAT } }));
  return last !== null && now.getTime() - last.beatAt.getTime() > SWEEP_GAP_MS;
}

/** Says that this runner lives, and forgets those that do not. */
export async function beat(id: string, startedAt: Date, now: Date): Promise<void> {
  await inInstallation(async (tx) => {
    await tx.runnerBeat.upsert({
      where: { id },
      create: { id, startedAt, beatAt: now },
      update: { beatAt: now },
    });
    const before = new Date(now.getTime() - STALE_MS);
    await tx.runnerBeat.deleteMany({ where: { beatAt: { lt: before }, id: { not: SWEEP_BEAT } } });
  });
}

/** Silence by which a runner counts as gone (SILENT_SECONDS of lib/health/rules.ts), and a second. */
const GONE_MS = 31_000;

/** A runner that ended on purpose is gone at once; when none comes after it, staff are told as of any other. */
export async function lastBeat(id: string, now: Date): Promise<void> {
  const beatAt = new Date(now.getTime() - GONE_MS);
  await inInstallation((tx) => tx.runnerBeat.updateMany({ where: { id }, data: { beatAt } }));
}
