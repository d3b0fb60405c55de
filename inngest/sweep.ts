import type { Inngest } from "inngest";
import { sendQueued } from "@/inngest/wake";
import { type Ports, systemCtx } from "@/lib/ctx";
import { beatSweep, wasSilent } from "@/lib/delivery/beat/commands";
import { listWaiting } from "@/lib/delivery/clinics/queries";
import { drive } from "@/lib/delivery/commands";
import { grantCredits } from "@/lib/delivery/lanes/commands";
import { requeueLost } from "@/lib/delivery/sweep/commands";
import { listOverdue } from "@/lib/delivery/sweep/queries";
import { settleUnknown } from "@/lib/delivery/unknown/commands";
import { groupBy } from "@/lib/group-by";
import { catchUp } from "@/lib/inbound-list/commands";

/** Overdue messages that one sweep drives itself, the oldest: deliveries go on, slowly, where no event arrives at all. */
const MOST_DRIVEN = 200;

async function driveOverdue(ports: Ports, overdue: readonly string[]): Promise<void> {
  const waiting = await listWaiting(overdue.slice(0, MOST_DRIVEN));
  for (const [clinicId, items] of groupBy(waiting, (item) => item.clinicId)) {
    const ids = items.map(({ messageId }) => messageId);
    await drive(systemCtx(clinicId, "sweep", ports), await grantCredits(ids, ports.clock()));
  }
}

/** Where Inngest did not call for minutes the hub or its database was away: what patients wrote meanwhile is read first. */
async function catchUpAfterGap(ports: Ports, clinicId?: string): Promise<void> {
  if (await wasSilent(ports.clock())) await catchUp(ports, clinicId);
}

/**
 * Every minute, what makes a lost event harmless: lost rows back into the queue, proof for unknown attempts, a drive
 * and events for what nobody woke. Of all clinics, or of one.
 */
export const sweep = (inngest: Inngest, ports: Ports, clinicId?: string) =>
  inngest.createFunction(
    {
      id: "sweep",
      triggers: [{ cron: "* * * * *" }],
      retries: 2,
      concurrency: { limit: 1 },
      singleton: { mode: "skip" },
    },
    async ({ step }) => {
      await step.run("catch-up", () => catchUpAfterGap(ports, clinicId));
      await step.run("beat", () => beatSweep(ports.clock()));
      await step.run("requeue-lost", () => requeueLost(ports, clinicId));
      await step.run("settle-unknown", () => settleUnknown(ports, clinicId));
      return step.run("wake-overdue", async () => {
        const overdue = await listOverdue(ports.clock(), clinicId);
        await driveOverdue(ports, overdue);
        await sendQueued(inngest, overdue);
        return overdue.length;
      });
    },
  );
