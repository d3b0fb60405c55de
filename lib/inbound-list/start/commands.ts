import type { Ports } from "@/lib/ctx";
import { catchUp } from "@/lib/inbound-list/commands";
import { log } from "@/lib/log";

/** Between tries while the database does not answer yet. */
const AGAIN_MS = 1_000;

/** At the start of a process that takes webhooks in: reads what came while there was none. Waits for the database. */
export async function catchUpAtStart(ports: Ports): Promise<void> {
  for (;;) {
    try {
      await catchUp(ports);
      return;
    } catch (cause) {
      log.warn("inbound_list.not_asked", { cause: cause instanceof Error ? cause.name : "unknown" });
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
    }
  }
}
