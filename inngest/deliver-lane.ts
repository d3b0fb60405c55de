import type { Inngest } from "inngest";
import { laneFilled } from "@/inngest/events";
import { type Ports, systemCtx } from "@/lib/ctx";
import { drive, MOST_CLAIMED } from "@/lib/delivery/commands";
import { room } from "@/lib/delivery/hand-off";
import { leaseDue } from "@/lib/delivery/lanes/commands";
import { findNextDue } from "@/lib/delivery/lanes/queries";
import { mayClaim } from "@/lib/delivery/record/recorder";

/** Turns of one run (a run may have 1,000 steps); what is left then is taken up by the sweep. */
const MOST_TURNS = 450;
/** How long one call may drive: a request to the hub must not last. */
const TURN_MS = 8_000;
/** How often a lane without credit is asked again within one call. */
const PACE_MS = 250;
/** Batches under way at once: while one is being handed off, the next is claimed and the last recorded. */
const MOST_DRIVES = 3;

export type Pause = (ms: number) => Promise<unknown>;

/** Set by the web process when it was asked to end (scripts/hub/drain.mjs): its calls are over soon then. */
const isLeaving = () => (globalThis as { hubLeaves?: boolean }).hubLeaves === true;

interface Turn {
  /** When the lane's next message is due; null: nothing waits. */
  until: string | null;
  /** Whether that is now: the time of this call was over. */
  isDue: boolean;
}

/** Leases what the lane has credit for, the most urgent first, and drives it, until nothing is due or time is over. */
async function turn(ports: Ports, clinicId: string, lane: string, pause: Pause): Promise<Turn> {
  const ctx = systemCtx(clinicId, "inngest", ports);
  const endsAt = ports.clock().getTime() + TURN_MS;
  const under = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (;;) {
    const now = ports.clock();
    const ids = mayClaim() ? await leaseDue(lane, Math.max(1, Math.min(MOST_CLAIMED, room())), now) : [];
    if (ids.length > 0) {
      const driven = drive(ctx, ids)
        .catch((cause: unknown) => void failures.push(cause))
        .finally(() => under.delete(driven));
      under.add(driven);
      while (under.size >= MOST_DRIVES) await Promise.race(under);
    } else {
      await Promise.all(under);
      const due = await findNextDue(lane, now);
      if (!due || due.getTime() > now.getTime() + PACE_MS)
        return { until: due?.toISOString() ?? null, isDue: false };
      await pause(PACE_MS);
    }
    if (ports.clock().getTime() < endsAt && failures.length === 0 && !isLeaving()) continue;
    await Promise.all(under);
    // The database is away: Inngest calls again, later and later; the leases run out meanwhile.
    if (failures.length > 0) throw failures[0];
    return { until: now.toISOString(), isDue: true };
  }
}

/** One sender's queue: a bulk of 10,000 is one run, because a self-hosted server starts only 30–100 a second. */
export const deliverLane = (inngest: Inngest, ports: Ports, pause: Pause) =>
  inngest.createFunction(
    {
      id: "deliver-lane",
      triggers: [laneFilled],
      retries: 10,
      singleton: { mode: "skip", key: "event.data.lane" },
      concurrency: [
        { limit: 4, key: "event.data.clinicId" },
        { limit: 1, key: "event.data.lane" },
      ],
      // Behind everything that a person waits for.
      priority: { run: "-60" },
    },
    async ({ event, step }) => {
      const { clinicId, lane } = event.data;
      for (let count = 1; count <= MOST_TURNS; count += 1) {
        const { until, isDue } = await step.run(`drive-${count}`, () => turn(ports, clinicId, lane, pause));
        if (!until) return { turns: count };
        if (isDue) continue;
        await step.waitForEvent(`wait-${count}`, {
          event: laneFilled,
          match: "data.lane",
          timeout: new Date(until),
        });
      }
      return { turns: MOST_TURNS };
    },
  );
