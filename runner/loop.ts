import { log } from "@/lib/log";
import type { Bell } from "@/runner/bell";

const LONGEST_PAUSE_MS = 5_000;

export interface Stop {
  asked: boolean;
}

/**
 * Does `work` again and again until asked to stop: at once while there is something to do, else after `everyMs` or a
 * ring. A failure (the database restarts) is logged and tried again with a growing pause.
 */
export async function loop(
  name: string,
  everyMs: number,
  work: () => Promise<boolean>,
  { bell, stop }: { bell: Bell; stop: Stop },
): Promise<void> {
  let failures = 0;
  while (!stop.asked) {
    try {
      const worked = await work();
      failures = 0;
      if (!worked && !stop.asked) await bell.sleep(everyMs);
    } catch (cause) {
      failures += 1;
      log.error("runner.loop_failed", cause, { name, failures });
      if (!stop.asked) await bell.sleep(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures));
    }
  }
}
