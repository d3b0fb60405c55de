import { LiveAccounts } from "@/lib/accounts/live/commands";
import { clock } from "@/lib/clock";
import type { Ports } from "@/lib/ctx";
import { env } from "@/lib/env";
import { wakeRunner } from "@/lib/live/notify";
import { log } from "@/lib/log";
import { installed, providers } from "@/lib/providers/configured";
import { ownProvider } from "@/lib/providers/own";

// Instrumentation, route handlers and the runner may hold separate copies of this module.
const held = globalThis as typeof globalThis & { hubPorts?: Ports; hubAccounts?: NodeJS.Timeout };

/** How long a process may go on with the accounts it read before: a change elsewhere is seen within this time. */
const ACCOUNTS_MS = 3_000;

/** The ports of this process. A rim with another clock installs its own `wake` at boot. */
export function ports(): Ports {
  held.hubPorts ??= { providers: providers(), wake: wakeRunner, clock };
  return held.hubPorts;
}

/** Replaces some of the ports of this process (Inngest's wake; a test's clock). */
export function installPorts(changes: Partial<Ports>): void {
  held.hubPorts = { ...ports(), ...changes };
}

/**
 * At the start of a process: clinics have their own accounts with vendors from here on, read again every few seconds.
 * Where the database does not answer yet, no clinic is served until it does.
 */
export async function serveAccounts(): Promise<void> {
  const { secret, previousSecret } = env();
  const settings = installed();
  const accounts = new LiveAccounts({
    base: ports().providers,
    build: (account) => ownProvider(settings, account),
    secrets: previousSecret ? [secret, previousSecret] : [secret],
    clock,
  });
  installPorts({ accounts });
  const read = () => accounts.refresh().catch((cause: unknown) => log.error("accounts.not_read", cause));
  clearInterval(held.hubAccounts);
  held.hubAccounts = setInterval(read, ACCOUNTS_MS).unref();
  await read();
}
