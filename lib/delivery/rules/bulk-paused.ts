import type { Rule } from "@/lib/delivery/schema";

/** Nobody knows when a pause ends: we look again in 5 minutes, and whoever resumes it wakes the queue at once. */
const PAUSE_LOOK_MS = 5 * 60_000;

/** What belongs to a bulk that is paused, or is being taken back, waits: the claim that asks comes after the pause. */
export const bulkPaused: Rule = {
  name: "bulk_paused",
  judge({ halted }, _policy, _hop, at) {
    if (!halted) return { kind: "open" };
    const evidence = { bulk: halted.name, since: halted.since?.toISOString() ?? null };
    const until = new Date(at.getTime() + PAUSE_LOOK_MS);
    return { kind: "hold", until, evidence, remedy: "wait" };
  },
};
