import type { EventPayload, Inngest } from "inngest";
import { validate } from "uuid";
import { laneFilled, messageQueued, messageRested, workWaiting } from "@/inngest/events";
import { listWaiting } from "@/lib/delivery/clinics/queries";
import { groupBy } from "@/lib/group-by";
import { wakeRunner } from "@/lib/live/notify";
import { log } from "@/lib/log";

/** A few messages of a lane get a run each, so that a receipt can wake it; more are one run of their lane. */
const FEW = 10;
/** Events in one request to Inngest. */
const MOST_EVENTS = 100;
/** Jobs are told at most this often by one process. */
const COALESCE_MS = 250;

type Waiting = Awaited<ReturnType<typeof listWaiting>>[number];

const eventsOf = (lane: string, items: readonly Waiting[]): EventPayload[] =>
  items.length > FEW
    ? items.slice(0, 1).map(({ clinicId }) => laneFilled.create({ clinicId, lane }))
    : items.map((item) => messageQueued.create(item));

/**
 * Sends what Inngest must know about these messages: which wait, which lanes are full, and which came to rest. Returns
 * how many of the ids are of nothing that waits.
 */
export async function sendQueued(inngest: Inngest, messageIds: readonly string[]): Promise<number> {
  const waiting = await listWaiting(messageIds);
  const found = new Set(waiting.map(({ messageId }) => messageId));
  const rested = messageIds.filter((id) => !found.has(id));
  const events = [...groupBy(waiting, ({ lane }) => lane)].flatMap(([lane, items]) => eventsOf(lane, items));
  // The runs of a crowd that came to rest would find so by themselves at their next turn.
  if (rested.length <= FEW) events.push(...rested.map((messageId) => messageRested.create({ messageId })));
  for (let at = 0; at < events.length; at += MOST_EVENTS)
    await inngest.send(events.slice(at, at + MOST_EVENTS));
  return rested.length;
}

// Dropped on purpose: the sweep comes every minute.
const dropped = (count: number) => (cause: unknown) =>
  log.warn("wake.failed", { count, cause: cause instanceof Error ? cause.name : "unknown" });

/** The wake of an installation whose clock is Inngest. A runner that is there as well is told too: it does the jobs. */
export function inngestWake(inngest: Inngest): (ids: string[]) => void {
  const pending: { timer?: NodeJS.Timeout | undefined } = {};
  const tellJobs = () => {
    pending.timer ??= setTimeout(() => {
      pending.timer = undefined;
      inngest.send(workWaiting.create({})).catch(dropped(0));
    }, COALESCE_MS).unref();
  };
  return (ids) => {
    wakeRunner(ids);
    const messageIds = ids.filter((id) => validate(id));
    // Not in the queue: a vendor whose receipts were stored, or something else that a job looks after.
    if (messageIds.length < ids.length) tellJobs();
    if (messageIds.length === 0) return;
    sendQueued(inngest, messageIds)
      .then((others) => others > 0 && tellJobs())
      .catch(dropped(messageIds.length));
  };
}
