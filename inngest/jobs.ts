import type { Inngest } from "inngest";
import { workWaiting } from "@/inngest/events";
import type { Ports } from "@/lib/ctx";
import type { Job } from "@/runner/jobs";

/** Turns of one call, so that a request to the hub does not last; the next step goes on. */
const TURNS_A_STEP = 20;
const MOST_STEPS = 200;
const HOUR_MS = 3_600_000;

/** Returns whether there may be more to do. */
async function work(job: Job, ports: Ports): Promise<boolean> {
  for (let count = 0; count < TURNS_A_STEP; count += 1) if (!(await job.run(ports))) return false;
  return true;
}

const everyMinute = "* * * * *";
const everyHour = "17 * * * *";

/**
 * A job of the runner as functions. By the clock (Inngest's is no finer than a minute) always; one that a wake concerns
 * also by the event, all events of a second in one run.
 */
export function jobFunctions(inngest: Inngest, ports: Ports, job: Job) {
  const options = { retries: 3 as const, concurrency: { limit: 1 } };
  const cron = job.everyMs >= HOUR_MS ? everyHour : everyMinute;
  const clocked = inngest.createFunction(
    { ...options, id: `${job.name}-sweep`, triggers: [{ cron }] },
    ({ step }) => step.run("work", () => work(job, ports)),
  );
  if (!job.hears) return [clocked];
  const woken = inngest.createFunction(
    { ...options, id: job.name, triggers: [workWaiting], batchEvents: { maxSize: 100, timeout: "1s" } },
    async ({ step }) => {
      for (let count = 1; count <= MOST_STEPS; count += 1)
        if (!(await step.run(`work-${count}`, () => work(job, ports)))) return { steps: count };
      return { steps: MOST_STEPS };
    },
  );
  return [woken, clocked];
}
