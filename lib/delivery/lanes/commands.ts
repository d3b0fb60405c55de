import type { Ctx } from "@/lib/ctx";
import { inInstallation, type Tx } from "@/lib/db/transaction";
import { Courtesy } from "@/lib/delivery/lanes/courtesy";
import { SHARED_PACE } from "@/lib/delivery/lanes/queries";
import { afford, refill } from "@/lib/delivery/lanes/rules";
import { groupBy } from "@/lib/group-by";

/** From the lease to the claim takes milliseconds; a runner that dies in between holds its items no longer than this. */
const LEASE_MS = 5_000;

interface LaneRow {
  id: string;
  clinicId: string;
  /** The row whose credits are spent: the lane's own, or one that several senders share. */
  pace: string;
  rate: number;
  burst: number;
  credits: number;
  refilledAt: Date;
}

interface Item {
  messageId: string;
  patientId: string;
  segments: number;
  priority: number;
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
 * urgent first. Another runner at the same lane gets nothing rather than waits. `courtesy`: how crowds step back while
 * people write, where one process drives many lanes.
 */
export function leaseDue(
  laneId: string,
  most: number,
  now: Date,
  courtesy: Courtesy = new Courtesy(),
): Promise<string[]> {
  return inInstallation(async (tx) => {
    const [lane] = await lockLanes(tx, [laneId], now);
    if (!lane) return [];
    const credits = refill(lane, now);
    if (credits < 1) return [];
    const mostOfCrowd = Math.min(most, courtesy.room(now));
    const items = await tx.$queryRaw<Item[]>`
      SELECT q."messageId", q."patientId", q.segments, q.priority
      FROM generate_series(0, 3) AS p(priority)
      CROSS JOIN LATERAL (
        SELECT "messageId", "patientId", segments, priority, "nextAt" FROM "QueueItem"
        WHERE lane = ${laneId} AND priority = p.priority AND "nextAt" <= ${now}
          AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now})
        ORDER BY "nextAt", "messageId" LIMIT CASE p.priority WHEN 3 THEN ${mostOfCrowd}::int ELSE ${most}::int END
        FOR UPDATE SKIP LOCKED) q
      ORDER BY q.priority, q."nextAt", q."messageId"`;
    const paid = afford(items, credits, most);
    await lease(tx, paid.taken, now);
    await charge(tx, lane, paid.credits, now);
    courtesy.note(paid.taken, now);
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
      SELECT "messageId", "patientId", segments, priority, lane FROM "QueueItem"
      WHERE "messageId" = ANY(${ids}::uuid[]) AND "nextAt" <= ${now}
        AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now})
      ORDER BY priority, "nextAt", "messageId"`;
    const lanes = await lockLanes(tx, [...new Set(rows.map((row) => row.lane))], now);
    const granted: Item[] = [];
    for (const [, sharing] of groupBy(lanes, (lane) => lane.pace)) {
      const [lane] = sharing;
      if (!lane) continue;
      const ids = new Set(sharing.map(({ id }) => id));
      const own = rows.filter((row) => ids.has(row.lane));
      const paid = afford(own, refill(lane, now), own.length);
      granted.push(...paid.taken);
      await charge(tx, lane, paid.credits, now);
    }
    await lease(tx, granted, now);
    return granted.map((item) => item.messageId);
  });
}

/** Takes one credit without waiting for it: what has to go at once is paid for by what comes after it. */
export async function spendCredit(laneId: string, now: Date): Promise<void> {
  await inInstallation(async (tx) => {
    const [lane] = await lockLanes(tx, [laneId], now);
    if (lane) await charge(tx, lane, refill(lane, now) - 1, now);
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

/**
 * Locks lanes with the credits they spend; one that another runner holds is left out. A lane's pace follows its
 * sender's row; numbers of one campaign, and mail addresses of one domain, spend the credits of one row, as fast as the
 * slowest of them may.
 */
async function lockLanes(tx: Tx, ids: string[], now: Date): Promise<LaneRow[]> {
  const lanes = await tx.$queryRaw<LaneRow[]>`
    SELECT l.id, l."clinicId", coalesce(slowest.rate, s.rate, l.rate) AS rate,
      greatest(1, coalesce(slowest.rate, s.rate, l.rate)) AS burst,
      l.credits, l."refilledAt", coalesce(${SHARED_PACE}, l.id) AS pace
    FROM "Lane" l LEFT JOIN "Sender" s ON s."clinicId" = l."clinicId" AND s.id::text = split_part(l.id, ':', 2)
    LEFT JOIN LATERAL (
      SELECT min(o.rate) AS rate FROM (SELECT s.rate, ${SHARED_PACE} AS pace FROM "Sender" s
        WHERE s."clinicId" = l."clinicId" AND s."isActive") o
      WHERE o.pace = ${SHARED_PACE}) slowest ON true
    WHERE l.id = ANY(${ids}) ORDER BY l.id FOR UPDATE OF l SKIP LOCKED`;
  const sharing = lanes.filter(({ id, pace }) => id !== pace);
  if (sharing.length === 0) return lanes;
  const paces = new Map((await lockPaces(tx, sharing, now)).map((pace) => [pace.id, pace]));
  return lanes.flatMap((lane) => {
    if (lane.id === lane.pace) return [lane];
    const pace = paces.get(lane.pace);
    return pace ? [{ ...lane, ...pace, id: lane.id }] : [];
  });
}

/** The rows that several lanes share, made where there is none. */
async function lockPaces(tx: Tx, sharing: readonly LaneRow[], now: Date) {
  const paces = groupBy(sharing, ({ pace }) => pace);
  const rows = [...paces].flatMap(([id, [lane]]) =>
    lane ? [{ id, clinicId: lane.clinicId, rate: lane.rate, burst: lane.burst }] : [],
  );
  const json = JSON.stringify(rows);
  await tx.$executeRaw`
    INSERT INTO "Lane" (id, "clinicId", rate, burst, credits, "refilledAt")
    SELECT v.id, v."clinicId", v.rate, v.burst, v.burst, ${now}
    FROM jsonb_to_recordset(${json}::jsonb) AS v(id text, "clinicId" uuid, rate float8, burst float8)
    ORDER BY v.id ON CONFLICT DO NOTHING`;
  return tx.$queryRaw<Pick<LaneRow, "id" | "rate" | "burst" | "credits" | "refilledAt">[]>`
    SELECT l.id, v.rate, v.burst, l.credits, l."refilledAt"
    FROM "Lane" l JOIN jsonb_to_recordset(${json}::jsonb) AS v(id text, rate float8, burst float8) ON v.id = l.id
    ORDER BY l.id FOR UPDATE OF l SKIP LOCKED`;
}

async function lease(tx: Tx, items: readonly Item[], now: Date): Promise<void> {
  if (items.length === 0) return;
  const ids = items.map((item) => item.messageId);
  const until = new Date(now.getTime() + LEASE_MS);
  await tx.$executeRaw`UPDATE "QueueItem" SET "leasedUntil" = ${until} WHERE "messageId" = ANY(${ids}::uuid[])`;
}

// Processes' clocks differ: one that is behind must not give back time that another has spent.
async function charge(tx: Tx, lane: LaneRow, credits: number, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Lane" SET rate = ${lane.rate}, burst = ${lane.burst}, credits = ${Math.min(credits, lane.burst)},
      "refilledAt" = greatest("refilledAt", ${now})
    WHERE id = ${lane.pace}`;
}
