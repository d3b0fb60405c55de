import { Inngest } from "inngest";
import type { Env } from "@/lib/env";
import { log } from "@/lib/log";

const quiet = () => undefined;

/** What the SDK wants to say may quote an event: only that it said something is kept. */
const logger = {
  debug: quiet,
  info: quiet,
  warn: () => log.warn("inngest.warned"),
  error: () => log.warn("inngest.failed"),
};

/**
 * The hub as an Inngest app, every option said: a minor version may change a default. Never in dev mode: that checks no
 * signature at all. `fetch` and `id` are replaced by tests only.
 */
export function openInngest(
  settings: Env["inngest"],
  { fetch, id = "messaging-hub" }: { fetch?: typeof globalThis.fetch; id?: string } = {},
): Inngest {
  const { eventKey, signingKey, baseUrl } = settings;
  return new Inngest({
    id,
    isDev: false,
    // One step a call: what the tests play in-process is then what the server does.
    checkpointing: false,
    sessionPropagation: false,
    aiMetadata: false,
    logger,
    internalLogger: logger,
    ...(eventKey ? { eventKey } : {}),
    ...(signingKey ? { signingKey } : {}),
    ...(baseUrl ? { baseUrl } : {}),
    ...(fetch ? { fetch } : {}),
  });
}
