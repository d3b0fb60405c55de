import type { Inngest } from "inngest";
import type { Ports } from "@/lib/ctx";
import { requeueLost } from "@/lib/delivery/sweep/commands";
import { listOverdue } from "@/lib/delivery/sweep/queries";
import { settleUnknown } from "@/lib/delivery/unknown/commands";

/** Every minute: lost rows back into the queue, proof for unknown attempts, events for what nobody woke. */
export const sweep = (inngest: Inngest, ports: Ports) =>
  inngest.createFunction(
    { id: "sweep", triggers: [{ cron: "* * * * *" }], retries: 2, singleton: { mode: "skip" } },
    async ({ step }) => {
      await step.run("requeue-lost", () => requeueLost(ports));
      await step.run("settle-unknown", () => settleUnknown(ports));
      return step.run("wake-overdue", async () => {
        const overdue = await listOverdue(ports.clock());
        ports.wake(overdue);
        return overdue.length;
      });
    },
  );
