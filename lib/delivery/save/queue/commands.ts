import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { House } from "@/lib/delivery/facts/queries";
import { creditsOf, laneId, likelySender, queuePriority } from "@/lib/delivery/rules/queue";
import { HUB } from "@/lib/delivery/rules/target";
import type { Folded } from "@/lib/delivery/save/commands";
import { nextAtOf } from "@/lib/delivery/save/rules";

/** The hub's own channels have no vendor's rate. */
const HUB_RATE = 1_000;

/** Keeps `QueueItem` in step with `Message.nextAt`: one row while there is something to look at, none at rest. */
export async function saveQueue(
  tx: Tx,
  ctx: Ctx,
  house: House,
  folded: readonly Folded[],
  now: Date,
): Promise<void> {
  const jobs: Promise<unknown>[] = [];
  const resting = folded.filter(({ next }) => next.act.kind === "rest").map(({ stored }) => stored.facts.id);
  if (resting.length > 0) {
    jobs.push(tx.$executeRaw`
      DELETE FROM "QueueItem" WHERE "clinicId" = ${ctx.clinicId}::uuid AND "messageId" = ANY(${resting}::uuid[])`);
  }
  const waiting = folded.filter(({ next }) => next.act.kind !== "rest");
  if (waiting.length > 0) jobs.push(...enqueue(tx, ctx, house, waiting, now));
  await Promise.all(jobs);
}

function enqueue(tx: Tx, ctx: Ctx, house: House, waiting: readonly Folded[], now: Date): Promise<unknown>[] {
  const routes = house.routes.filter(({ provider }) => provider in ctx.ports.providers);
  const rows = waiting.map(({ stored, next, senderId }) => {
    const { facts } = stored;
    const hop = next.act.kind === "send" ? next.act.hop : next.hop;
    const channel = facts.plan[hop] ?? "IN_APP";
    const sender =
      house.senders.find(({ id }) => id === senderId) ??
      likelySender(house.senders, channel, routes, facts.id);
    return {
      messageId: facts.id,
      patientId: facts.patientId,
      lane: laneId(ctx.clinicId, sender?.id ?? null),
      priority: queuePriority(facts, stored.createdByKind),
      nextAt: nextAtOf(next, stored.cache.nextAt, now),
      segments: creditsOf(facts, channel),
    };
  });
  const lanes = openLanes(tx, ctx, house, new Set(rows.map((row) => row.lane)), now);
  const items = tx.$executeRaw`
    INSERT INTO "QueueItem" ("messageId", "clinicId", "patientId", lane, priority, "nextAt", segments)
    SELECT v."messageId", ${ctx.clinicId}::uuid, v."patientId", v.lane, v.priority, v."nextAt", v.segments
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      "messageId" uuid, "patientId" uuid, lane text, priority int, "nextAt" timestamptz, segments int)
    ON CONFLICT ("messageId") DO UPDATE SET
      lane = excluded.lane, priority = excluded.priority, "nextAt" = excluded."nextAt",
      segments = excluded.segments, "leasedUntil" = NULL`;
  return [lanes, items];
}

async function openLanes(tx: Tx, ctx: Ctx, house: House, lanes: Set<string>, now: Date): Promise<void> {
  const rows = [...house.senders.map(({ id, rate }) => ({ id, rate })), { id: HUB, rate: HUB_RATE }]
    .map(({ id, rate }) => ({ id: laneId(ctx.clinicId, id), rate, burst: Math.max(1, rate) }))
    .filter(({ id }) => lanes.has(id));
  await tx.$executeRaw`
    INSERT INTO "Lane" (id, "clinicId", rate, burst, credits, "refilledAt")
    SELECT v.id, ${ctx.clinicId}::uuid, v.rate, v.burst, v.burst, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(id text, rate float8, burst float8)
    WHERE NOT EXISTS (SELECT 1 FROM "Lane" l WHERE l.id = v.id)
    ON CONFLICT (id) DO NOTHING`;
}
