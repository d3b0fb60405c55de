import type { Inngest } from "inngest";
import { messageQueued, messageRested } from "@/inngest/events";
import { type Ports, systemCtx } from "@/lib/ctx";
import { drive } from "@/lib/delivery/commands";
import { grantCredits } from "@/lib/delivery/lanes/commands";
import { listStanding } from "@/lib/delivery/queries";

/** Turns of one run; what is left then is taken up by the sweep. */
const MOST_TURNS = 200;
/** Durable waits are rounded to seconds anyway; a lane without credit is asked again after this. */
const LEAST_WAIT_MS = 1_000;

/** One turn of the same drive as everywhere. Returns when the message must be looked at again; null: never. */
async function turn(ports: Ports, clinicId: string, messageId: string): Promise<string | null> {
  const ctx = systemCtx(clinicId, "inngest", ports);
  await drive(ctx, await grantCredits([messageId], ctx.now));
  const [standing] = await listStanding(ctx, [messageId]);
  if (!standing?.nextAt) return null;
  const soonest = ports.clock().getTime() + LEAST_WAIT_MS;
  return new Date(Math.max(standing.nextAt.getTime(), soonest)).toISOString();
}

/**
 * One message: drives, sleeps until its next time (its schedule, the morning, a retry, a fallback's deadline) or until
 * an event says that something happened to it, and drives again.
 */
export const deliverMessage = (inngest: Inngest, ports: Ports) =>
  inngest.createFunction(
    {
      id: "deliver-message",
      triggers: [messageQueued],
      retries: 10,
      // A message that has a run already is woken by the same event; a second run would only find nothing to do.
      singleton: { mode: "skip", key: "event.data.messageId" },
      concurrency: [
        { limit: 16, key: "event.data.clinicId" },
        { limit: 8, key: "event.data.lane" },
      ],
      // The fastest sender there is (a short code, 100/s). The lane's credits are what paces: this only bounds a storm.
      throttle: { limit: 100, period: "1s", burst: 100, key: "event.data.lane" },
      priority: { run: "event.data.priority == 0 ? 300 : (event.data.priority == 1 ? 120 : 0)" },
      cancelOn: [{ event: messageRested, match: "data.messageId" }],
    },
    async ({ event, step }) => {
      const { clinicId, messageId } = event.data;
      for (let count = 1; count <= MOST_TURNS; count += 1) {
        const until = await step.run(`drive-${count}`, () => turn(ports, clinicId, messageId));
        if (!until) return { turns: count };
        await step.waitForEvent(`wait-${count}`, {
          event: messageQueued,
          match: "data.messageId",
          timeout: new Date(until),
        });
      }
      return { turns: MOST_TURNS };
    },
  );
