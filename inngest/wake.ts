import type { Inngest } from "inngest";
import { v7 as uuid, validate } from "uuid";
import { MOST_IDS, messageQueued } from "@/inngest/events";
import { findClinicsOf } from "@/lib/delivery/clinics/queries";
import { groupBy } from "@/lib/group-by";
import { wakeRunner } from "@/lib/live/notify";
import { log } from "@/lib/log";

/** Sends `message/queued` for waiting messages. A few of them get a run each, so that a receipt can wake it. */
export async function sendQueued(inngest: Inngest, messageIds: readonly string[]): Promise<void> {
  const clinicOf = await findClinicsOf(messageIds);
  const waiting = messageIds.filter((id) => clinicOf.has(id));
  for (const [clinicId, ids] of groupBy(waiting, (id) => clinicOf.get(id) ?? "")) {
    const size = ids.length > 10 ? MOST_IDS : 1;
    const events = [];
    for (let at = 0; at < ids.length; at += size) {
      const batch = ids.slice(at, at + size);
      const key = size === 1 ? (batch[0] ?? uuid()) : uuid();
      events.push(messageQueued.create({ clinicId, key, messageIds: batch }));
    }
    await inngest.send(events);
  }
}

/** The wake of an installation whose clock is Inngest. The runner is told as well: it still does the jobs. */
export function inngestWake(inngest: Inngest): (ids: string[]) => void {
  return (ids) => {
    wakeRunner(ids);
    const messageIds = ids.filter((id) => validate(id));
    if (messageIds.length === 0) return;
    sendQueued(inngest, messageIds).catch((cause) => {
      // Dropped on purpose: the sweep comes every minute.
      log.warn("wake.failed", {
        count: messageIds.length,
        cause: cause instanceof Error ? cause.name : "unknown",
      });
    });
  };
}
