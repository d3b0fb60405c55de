import type { Ctx } from "@/lib/ctx";
import { inInstallation, type Tx } from "@/lib/db/transaction";
import { afford, refill } from "@/lib/delivery/lanes/rules";

/** From the lease to the claim takes milliseconds; a runner that dies in between holds its items no longer than this. */
const LEASE_MS = 5_000;

interface LaneRow {
  id: string;
  clinicId: string;
  rate: number;
  burst: number;
  credits: number;
  refilledAt: Date;
}

interface Item {
  messageId: string;
  patientId: string;
  segments: number;
}

/** Lanes that have something due. Touches the first due row of each lane and priority, never the crowd behind it. */
export function listDueLanes(now: Date): Promise<{ id: string; clinicId: string }[]> {
  return inInstallation(
    (tx) => tx.$queryRaw`
      SELECT l.id, l."clinicId" FROM "Lane" l
      WHERE EXISTS (
        SELECT 1 FROM generate_series(0, 3) AS p(priority)
        CROSS JOIN LATERAL (
          SELECT 1 FROM "QueueItem" q
          WHERE q.lane = l.id AND q.priority = p.priority AND q."nextAt" <= ${now}
            AND (q."leasedUntil" IS NULL OR q."leasedUntil" <= ${now})
          LIMIT 1) due)
      ORDER BY l.id`,
  );
}

/**
 * Leases what a lane may hand off now: credits are taken from the lane's row first, then that many items, the most
 * urgent first. Another runner at the same lane gets nothing rather than waits.
 */
export function leaseDue(laneId: string, most: number, now: Date): Promise<string[]> {
  return inInstallation(async (tx) => {
    const [lane] = await lockLanes(tx, [laneId]);
    if (!lane) return [];
    const credits = refill(lane, now);
    if (credits < 1) return [];
    const items = await tx.$queryRaw<Item[]>`
      SELECT q."messageId", q."patientId", q.segments
      FROM generate_series(0, 3) AS p(priority)
      CROSS JOIN LATERAL (
        SELECT "messageId", "patientId", segments, priority, "nextAt" FROM "QueueItem"
        WHERE lane = ${laneId} AND priority = p.priority AND "nextAt" <= ${now}
          AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now})
        ORDER BY "nextAt", "messageId" LIMIT ${most} FOR UPDATE SKIP LOCKED) q
      ORDER BY q.priority, q."nextAt", q."messageId"`;
    const paid = afford(items, credits, most);
    await lease(tx, paid.taken, now);
    await charge(tx, lane, paid.credits, now);
    return paid.taken.map((item) => item.messageId);
  });
}

/**
 * The same authority for a clock that brings its own ids: of these messages, those whose lanes have credit now.
 * Messages that wait for nothing are granted as they are.
 */
export function grantCredits(ids: readonly string[], now: Date): Promise<string[]> {
  return inInstallation(async (tx) => {
    const rows = await tx.$queryRaw<(Item & { lane: string })[]>`
      SELECT "messageId", "patientId", segments, lane FROM "QueueItem"
      WHERE "messageId" = ANY(${ids}::uuid[]) AND "nextAt" <= ${now}
        AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now})
      ORDER BY priority, "nextAt", "messageId"`;
    const lanes = await lockLanes(tx, [...new Set(rows.map((row) => row.lane))]);
    const granted: Item[] = [];
    for (const lane of lanes) {
      const own = rows.filter((row) => row.lane === lane.id);
      const paid = afford(own, refill(lane, now), own.length);
      granted.push(...paid.taken);
      await charge(tx, lane, paid.credits, now);
    }
    await lease(tx, granted, now);
    return granted.map((item) => item.messageId);
  });
}

/** Leaves messages out of their lanes until then; whatever settles one meanwhile brings it back at once. */
export async function postpone(ctx: Ctx, ids: readonly string[], until: Date): Promise<void> {
  await inInstallation(
    (tx) => tx.$executeRaw`
      UPDATE "QueueItem" SET "leasedUntil" = ${until}
      WHERE "clinicId" = ${ctx.clinicId}::uuid AND "messageId" = ANY(${ids}::uuid[])`,
  );
}

/** A lane's pace follows its sender's row. */
function lockLanes(tx: Tx, ids: string[]): Promise<LaneRow[]> {
  return tx.$queryRaw`
    SELECT l.id, l."clinicId", coalesce(s.rate, l.rate) AS rate, greatest(1, coalesce(s.rate, l.rate)) AS burst,
      l.credits, l."refilledAt"
    FROM "Lane" l LEFT JOIN "Sender" s ON s."clinicId" = l."clinicId" AND s.id::text = split_part(l.id, ':', 2)
    WHERE l.id = ANY(${ids}) ORDER BY l.id FOR UPDATE OF l SKIP LOCKED`;
}

async function lease(tx: Tx, items: readonly Item[], now: Date): Promise<void> {
  if (items.length === 0) return;
  const ids = items.map((item) => item.messageId);
  const until = new Date(now.getTime() + LEASE_MS);
  await tx.$executeRaw`UPDATE "QueueItem" SET "leasedUntil" = ${until} WHERE "messageId" = ANY(${ids}::uuid[])`;
}

async function charge(tx: Tx, lane: LaneRow, credits: number, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Lane" SET rate = ${lane.rate}, burst = ${lane.burst}, credits = ${Math.min(credits, lane.burst)},
      "refilledAt" = ${now}
    WHERE id = ${lane.id}`;
}
