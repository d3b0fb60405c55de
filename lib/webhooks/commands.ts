import { type Ports, servedBy } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { untilAnswered } from "@/lib/delivery/in-flight/queries";
import { groupBy } from "@/lib/group-by";
import { log } from "@/lib/log";
import type { Inbound, MessageInbound } from "@/lib/providers/port";
import { fileMessage } from "@/lib/webhooks/filing/commands";
import { storeEvents } from "@/lib/webhooks/intake/commands";
import { isWaiting, leaseEvents, leaseStored, leaseThese, type WaitingEvent } from "@/lib/webhooks/queries";
import { applyReceipts } from "@/lib/webhooks/receipts/commands";
import { retryAt } from "@/lib/webhooks/rules";

const BATCH = 300;
/** Twilio gives a webhook up after 15 s; the answer to a STOP waits no longer than this. */
const LAST_ANSWERS_MS = 5_000;

/**
 * Takes in what a vendor posted: stored first, then patients' messages are filed before this returns. A STOP is obeyed,
 * and the last hand-offs to its number are answered, by then. Receipts wait for the runner. A message that cannot be
 * filed now stays stored and is tried again. `ownerId`: the clinic whose own account told it, and that alone.
 */
export async function takeIn(
  ports: Ports,
  provider: string,
  events: Inbound[],
  ownerId: string | null = null,
): Promise<void> {
  const now = ports.clock();
  await storeEvents(provider, events, now, "webhook", ownerId);
  const messages = events.filter((event) => event.kind === "message").map((event) => event.eventId);
  if (messages.length > 0) {
    const stored = await leaseStored(provider, messages, now);
    for (const event of stored) {
      const work = () => fileAndWait(ports, event);
      // What lost a race is tried once more before the vendor has its answer: it may be a STOP.
      if (!(await attempt(ports, [event], work))) await attempt(ports, [event], work);
    }
  }
  if (events.some((event) => event.kind === "receipt")) ports.wake([provider]);
  // Kept with all its fields for a person to read: there is nothing to do about it, so nothing waits for it.
  const unknown = events.filter((event) => event.kind === "unknown");
  if (unknown.length > 0) log.warn("webhook.unknown_event", { provider, events: unknown.length });
}

/**
 * Takes in what a vendor's list had and its webhook did not bring, in the order given. Throws when one of them could
 * not be filed: it stays stored and is tried again.
 */
export async function bringIn(
  ports: Ports,
  provider: string,
  messages: MessageInbound[],
  ownerId: string | null = null,
): Promise<void> {
  if (messages.length === 0) return;
  await storeEvents(provider, messages, ports.clock(), "list", ownerId);
  const ids = messages.map(({ eventId }) => eventId);
  const place = new Map(ids.map((id, index) => [id, index]));
  const stored = await leaseStored(provider, ids, ports.clock(), { anyway: true });
  stored.sort((a, b) => (place.get(a.eventId) ?? 0) - (place.get(b.eventId) ?? 0));
  const failed: string[] = [];
  for (const event of stored) {
    if (!(await attempt(ports, [event], () => fileMessage(ports, event)))) failed.push(event.id);
  }
  // Another process may have filed it at the same moment: then ours was refused, and all is well.
  if (failed.length > 0 && (await isWaiting(failed))) throw new Error("A message could not be filed.");
}

/** Applies stored events once more that were put back. Returns how many are done now. */
export async function redo(ports: Ports, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  let done = 0;
  for (const event of await leaseThese(ids, ports.clock())) {
    const work = () =>
      event.kind === "message" ? fileMessage(ports, event) : applyReceipts(ports, event.provider, [event]);
    if (await attempt(ports, [event], work)) done += 1;
  }
  return done;
}

/** One pass over what is stored and not yet done: messages first, then receipts. True when it found any. */
export async function processWebhooks(ports: Ports): Promise<boolean> {
  const served = Object.keys(servedBy(ports));
  const messages = await leaseEvents("message", served, BATCH, ports.clock());
  for (const event of messages) await attempt(ports, [event], () => fileMessage(ports, event));
  const receipts = await leaseEvents("receipt", served, BATCH, ports.clock());
  for (const [provider, events] of groupBy(receipts, (event) => event.provider)) {
    const applied = await attempt(ports, events, () => applyReceipts(ports, provider, events));
    // A poison event must not hold up the batch it came in.
    if (!applied && events.length > 1) {
      for (const event of events)
        await attempt(ports, [event], () => applyReceipts(ports, provider, [event]));
    }
  }
  return messages.length + receipts.length > 0;
}

/** After a STOP: until each attempt under way to that number has its answer or was released. */
async function fileAndWait(ports: Ports, event: WaitingEvent): Promise<void> {
  const stopped = await fileMessage(ports, event);
  if (stopped) await untilAnswered(stopped.ctx, stopped.address, LAST_ANSWERS_MS);
}

async function attempt(ports: Ports, events: WaitingEvent[], work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (cause) {
    log.error("webhook.not_applied", cause, { events: events.length });
    const now = ports.clock();
    const tries = Math.max(...events.map((event) => event.attempts));
    await inInstallation((tx) =>
      tx.webhookEvent.updateMany({
        where: { id: { in: events.map((event) => event.id) }, processedAt: null },
        data: { nextAt: retryAt(tries, now), error: cause instanceof Error ? cause.name : "unknown" },
      }),
    );
    return false;
  }
}
