import type { Inngest } from "inngest";
import { messageQueued } from "@/inngest/events";
import { type Ports, systemCtx } from "@/lib/ctx";
import { drive } from "@/lib/delivery/commands";
import { grantCredits } from "@/lib/delivery/lanes/commands";
import { listStanding } from "@/lib/delivery/queries";

/** Turns of one run; what is left then is taken up by the sweep. */
const MOST_TURNS = 200;
/** Durable waits are rounded to seconds anyway; a lane without credit is asked again after this. */
const LEAST_WAIT_MS = 1_000;

/** One turn of the same drive as everywhere. Returns when the first of these messages must be looked at; null: never. */
async function turn(ports: Ports, clinicId: string, messageIds: string[]): Promise<string | null> {
  const ctx = systemCtx(clinicId, "inngest", ports);
  await drive(ctx, await grantCredits(messageIds, ctx.now));
  const standing = await listStanding(ctx, messageIds);
  const times = standing.flatMap(({ nextAt }) => (nextAt ? [nextAt.getTime()] : []));
  if (times.length === 0) return null;
  return new Date(Math.max(Math.min(...times), ports.clock().getTime() + LEAST_WAIT_MS)).toISOString();
}

/** Drives, sleeps until the next time or until a receipt has woken the message, and drives again. */
export const deliverMessage = (inngest: Inngest, ports: Ports) =>
  inngest.createFunction(
    {
      id: "deliver-message",
      triggers: [messageQueued],
      retries: 10,
      // A message that has a run already is woken by the same event; a second run would only find nothing to do.
      singleton: { mode: "skip", key: "event.data.key" },
      concurrency: { limit: 10, key: "event.data.clinicId" },
    },
    async ({ event, step }) => {
      const { clinicId, messageIds } = event.data;
      for (let count = 1; count <= MOST_TURNS; count += 1) {
        const until = await step.run(`drive-${count}`, () => turn(ports, clinicId, messageIds));
        if (!until) return { turns: count };
        if (messageIds.length > 1) await step.sleepUntil(`sleep-${count}`, new Date(until));
        else {
          await step.waitForEvent(`wait-${count}`, {
            event: messageQueued,
            match: "data.key",
            timeout: new Date(until),
          });
        }
      }
      return { turns: MOST_TURNS };
    },
  );
