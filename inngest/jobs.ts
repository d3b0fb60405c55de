import type { Inngest } from "inngest";
import { workWaiting } from "@/inngest/events";
import type { Ports } from "@/lib/ctx";
import type { Job } from "@/runner/jobs";

/** Turns of one call, so that a request to the hub does not last; the next step goes on. */
const TURNS_A_STEP = 20;
const MOST_STEPS = 200;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Inngest's cron is no finer than a minute: a job with a shorter pace has this many rounds in it. */
const ROUNDS = 6;

/** Returns whether there may be more to do. */
async function work(job: Job, ports: Ports): Promise<boolean> {
  for (let count = 0; count < TURNS_A_STEP; count += 1) if (!(await job.run(ports))) return false;
  return true;
}

/** By the clock. */
function clocked(inngest: Inngest, ports: Ports, job: Job) {
  const cron = job.everyMs >= HOUR_MS ? "17 * * * *" : "* * * * *";
  // One that a wake concerns is only looked after here.
  const rounds = job.hears || job.everyMs >= MINUTE_MS ? 1 : ROUNDS;
  return inngest.createFunction(
    { ...OPTIONS, id: `${job.name}-sweep`, triggers: [{ cron }] },
    async ({ step }) => {
      for (let round = 1; round <= rounds; round += 1) {
        if (round > 1) await step.sleep(`rest-${round}`, MINUTE_MS / ROUNDS);
        await step.run(`work-${round}`, () => work(job, ports));
      }
    },
  );
}

/** By the event, all events of a second in one run. */
const woken = (inngest: Inngest, ports: Ports, job: Job) =>
  inngest.createFunction(
    { ...OPTIONS, id: job.name, triggers: [workWaiting], batchEvents: { maxSize: 100, timeout: "1s" } },
    async ({ step }) => {
      for (let count = 1; count <= MOST_STEPS; count += 1)
        if (!(await step.run(`work-${count}`, () => work(job, ports)))) return { steps: count };
      return { steps: MOST_STEPS };
    },
  );

const OPTIONS = { retries: 3, concurrency: { limit: 1 } } as const;

/** A job of the runner as functions: by the clock always, by the event when a wake concerns it. */
export function jobFunctions(inngest: Inngest, ports: Ports, job: Job) {
  const byClock = clocked(inngest, ports, job);
  return job.hears ? [woken(inngest, ports, job), byClock] : [byClock];
}
