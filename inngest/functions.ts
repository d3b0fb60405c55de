import type { Inngest } from "inngest";
import { deliverLane, type Pause } from "@/inngest/deliver-lane";
import { deliverMessage } from "@/inngest/deliver-message";
import { jobFunctions } from "@/inngest/jobs";
import { sweep } from "@/inngest/sweep";
import type { Ports } from "@/lib/ctx";
import { JOBS, type Job } from "@/runner/jobs";

interface Options {
  /** What the sweep looks at: every clinic, or the one given. */
  clinicId?: string;
  jobs?: readonly Job[];
  /** How a turn waits for its sender's pace. */
  pause?: Pause;
}

const wait: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** All functions of the app, as the route serves them. */
export const functionsOf = (inngest: Inngest, ports: Ports, options: Options = {}) => [
  deliverMessage(inngest, ports),
  deliverLane(inngest, ports, options.pause ?? wait),
  sweep(inngest, ports, options.clinicId),
  ...(options.jobs ?? JOBS).flatMap((job) => jobFunctions(inngest, ports, job)),
];
