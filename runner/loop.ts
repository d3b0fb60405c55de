import { log } from "@/lib/log";
import type { Bell } from "@/runner/bell";

const LONGEST_PAUSE_MS = 5_000;
/** Rings that come faster than this part of a job's rest are heard together: one pass does the work of many. */
const LEAST_PART = 0.1;

export interface Stop {
  asked: boolean;
}

interface Manner {
  bell: Bell;
  stop: Stop;
  /** Passes that find something begin no sooner after each other: what comes meanwhile shares the next. Default 0. */
  gatherMs?: number | undefined;
}

/**
 * Does `work` again and again until asked to stop: at once (or `gatherMs` after it began) while there is something to
 * do, else after `everyMs` or a ring, which is obeyed at once after a silence. A failure (the database restarts) is
 * logged and tried again with a growing pause.
 */
export async function loop(
  name: string,
  everyMs: number,
  work: () => Promise<boolean>,
  { bell, stop, gatherMs = 0 }: Manner,
): Promise<void> {
  let failures = 0;
  while (!stop.asked) {
    const began = performance.now();
    try {
      const worked = await work();
      failures = 0;
      if (stop.asked) continue;
      if (!worked) await bell.sleep(everyMs);
      const least = worked ? gatherMs : Math.max(gatherMs, everyMs * LEAST_PART);
      if (!stop.asked) await pause(began + least - performance.now());
    } catch (cause) {
      failures += 1;
      log.error("runner.loop_failed", cause, { name, failures });
      if (!stop.asked) await bell.sleep(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures));
    }
  }
}

const pause = (ms: number) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : null);
