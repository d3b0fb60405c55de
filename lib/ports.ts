import { clock } from "@/lib/clock";
import type { Ports } from "@/lib/ctx";
import { wakeRunner } from "@/lib/live/notify";
import { providers } from "@/lib/providers/configured";

// Instrumentation, route handlers and the runner may hold separate copies of this module.
const held = globalThis as typeof globalThis & { hubPorts?: Ports };

/** The ports of this process. A rim with another clock installs its own `wake` at boot. */
export function ports(): Ports {
  held.hubPorts ??= { providers: providers(), wake: wakeRunner, clock };
  return held.hubPorts;
}

/** Replaces some of the ports of this process (Inngest's wake; a test's clock). */
export function installPorts(changes: Partial<Ports>): void {
  held.hubPorts = { ...ports(), ...changes };
}
