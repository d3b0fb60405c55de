import type { Inngest } from "inngest";
import { deliverMessage } from "@/inngest/deliver-message";
import { sweep } from "@/inngest/sweep";
import type { Ports } from "@/lib/ctx";

/** All functions of the app, as the route serves them. */
export const functionsOf = (inngest: Inngest, ports: Ports) => [
  deliverMessage(inngest, ports),
  sweep(inngest, ports),
];
