import type { QueryClient } from "@tanstack/react-query";
import { staleMatcher } from "@/components/live/invalidation";
import type { LiveChange } from "@/lib/live/schema";

/** Rounds of refetching are at least this far apart, so that a bulk send does not refetch for every message. */
const GAP_MS = 100;
/** One slow answer does not hold up the others for longer than this. */
const SLOWEST_MS = 2_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Turns changes into refetches, one round after the other: a round that cancelled the one before it would, on a busy
 * day, never let an answer through.
 */
export function createRefresher(client: QueryClient) {
  let waiting: LiveChange[] = [];
  let everything = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (everything || waiting.length > 0) {
      const stale = everything ? () => true : staleMatcher(waiting);
      waiting = [];
      everything = false;
      const round = client.invalidateQueries({ predicate: ({ queryKey }) => stale(queryKey) });
      await Promise.race([round, pause(SLOWEST_MS)]);
      await pause(GAP_MS);
    }
    running = undefined;
  }
  const start = () => {
    running ??= run();
  };
  return {
    changed(changes: readonly LiveChange[]) {
      waiting.push(...changes);
      start();
    },
    reset() {
      everything = true;
      start();
    },
    /** Resolves when what was told so far has been fetched. */
    settled: () => running ?? Promise.resolve(),
  };
}
