import { servedBy } from "@/lib/ctx";
import { inInstallation, type Tx } from "@/lib/db/transaction";
import { JOBS_ONLY, SWEEP_BEAT } from "@/lib/delivery/beat/commands";
import { UNKNOWN_AFTER_MS } from "@/lib/delivery/rules/attempt";
import { env } from "@/lib/env";
import { judgeHealth, LATE_SECONDS, SILENT_SECONDS, SWEEP_SILENT_SECONDS } from "@/lib/health/rules";
import { type Health, MOST_COUNTED } from "@/lib/health/schema";
import { log } from "@/lib/log";
import { ports } from "@/lib/ports";

/** Whoever asks for health waits no longer than this for the database. */
const PATIENCE_MS = 3_000;

/** Hand-offs older than this say nothing about a vendor today. */
const RECENT_MS = 10 * 60_000;

const DAY_MS = 86_400_000;

/** The usual vendor of each channel, and those that do instead of it. */
const CHANNELS = [
  { channel: "SMS", usual: "twilio", others: ["telnyx"] },
  { channel: "EMAIL", usual: "sendgrid", others: ["smtp"] },
  { channel: "PUSH", usual: "fcm", others: [] },
];

/** How the installation is. Never throws: an unreachable database is an answer. */
export async function getHealth(): Promise<Health> {
  const now = ports().clock();
  const counted = await withPatience(inInstallation((tx) => count(tx, now))).catch((cause) => {
    log.error("health.database", cause);
    return null;
  });
  const found = {
    at: now.toISOString(),
    database: { reachable: counted !== null },
    ...(counted ?? nothing),
    providers: providerStates(),
  };
  return { ...found, ...judgeHealth(found) };
}

/** Screens ask every few seconds; the database is asked no more often than this. */
const FRESH_MS = 5_000;
interface Known {
  /** When it was answered; null: it is being asked. */
  at: number | null;
  health: Promise<Health>;
}
const shared = globalThis as typeof globalThis & { hubHealth?: Known | undefined };

/** `getHealth`, at most so old (default: a few seconds): however many ask, the database is asked once. */
export function recentHealth(freshMs = FRESH_MS): Promise<Health> {
  const known = shared.hubHealth;
  if (known && (known.at === null || performance.now() - known.at <= freshMs)) return known.health;
  const asked: Known = { at: null, health: getHealth() };
  shared.hubHealth = asked;
  void asked.health.finally(() => {
    asked.at = performance.now();
  });
  return asked.health;
}

const nothing = {
  runner: { running: 0, beatAgeSeconds: null },
  queue: { oldestDueSeconds: 0 },
  attempts: { unknown: 0 },
  webhooks: { waiting: 0, oldestSeconds: 0, unknown: 0 },
  inbound: { unreadSeconds: 0 },
  handOffs: {},
};

async function count(tx: Tx, now: Date) {
  // Whoever asked has gone by then: a slow database must not collect what nobody waits for.
  await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`;
  const isSweep = env().deliveryClock === "inngest";
  const beats = await tx.runnerBeat.findMany({
    where: isSweep ? { id: SWEEP_BEAT } : { id: { not: SWEEP_BEAT }, NOT: { id: { startsWith: JOBS_ONLY } } },
    orderBy: { beatAt: "desc" },
    take: 100,
  });
  const [due] = await tx.$queryRaw<{ nextAt: Date | null }[]>`
    SELECT min(q."nextAt") AS "nextAt" FROM "Lane" l
    CROSS JOIN generate_series(0, 2) AS p(priority)
    CROSS JOIN LATERAL (
      SELECT "nextAt" FROM "QueueItem"
      WHERE lane = l.id AND priority = p.priority AND "nextAt" <= ${now}
      ORDER BY "nextAt", "messageId" LIMIT 1) q`;
  const [bulk] = await tx.$queryRaw<{ lookAt: Date | null }[]>`
    SELECT min("lookAt") AS "lookAt" FROM "Bulk" WHERE "lookAt" IS NOT NULL`;
  const unknown = await tx.messageDelivery.findMany({
    where: {
      outcome: null,
      status: "PENDING",
      claimedAt: { lt: new Date(now.getTime() - UNKNOWN_AFTER_MS) },
    },
    select: { id: true },
    take: MOST_COUNTED,
  });
  const waiting = await tx.webhookEvent.findMany({
    where: { processedAt: null, nextAt: { lte: now } },
    orderBy: { receivedAt: "asc" },
    select: { receivedAt: true },
    take: MOST_COUNTED,
  });
  const notUnderstood = await tx.webhookEvent.findMany({
    where: { kind: "unknown", attempts: 0, receivedAt: { gt: new Date(now.getTime() - DAY_MS) } },
    select: { id: true },
    take: MOST_COUNTED,
  });
  const [unread] = await tx.$queryRaw<{ since: Date | null }[]>`
    SELECT min("neededAt") AS since FROM "InboundPass"
    WHERE "neededAt" IS NOT NULL AND ("readAt" IS NULL OR "readAt" < "neededAt")
      AND provider = ANY(${Object.keys(servedBy(ports()))})`;
  const handOffs = await countHandOffs(tx, now);
  const age = (at: Date | null | undefined) =>
    at ? Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1000)) : 0;
  const newest = beats[0]?.beatAt;
  const neglected = age(bulk?.lookAt);
  const alive = beats.filter(
    ({ beatAt }) => age(beatAt) <= (isSweep ? SWEEP_SILENT_SECONDS : SILENT_SECONDS),
  ).length;
  // After a start of ours, Inngest has its three minutes to call.
  const isYoung = isSweep && process.uptime() < SWEEP_SILENT_SECONDS;
  return {
    runner: { running: alive || (isYoung ? 1 : 0), beatAgeSeconds: newest ? age(newest) : null },
    queue: { oldestDueSeconds: Math.max(age(due?.nextAt), neglected > LATE_SECONDS ? neglected : 0) },
    attempts: { unknown: unknown.length },
    webhooks: {
      waiting: waiting.length,
      oldestSeconds: age(waiting[0]?.receivedAt),
      unknown: notUnderstood.length,
    },
    inbound: { unreadSeconds: age(unread?.since) },
    handOffs,
  };
}

/**
 * Ids rise with time, so that the newest attempts are the end of the primary key. One device is gone now and then; most of
 * them at once means that the push service's project was changed, and each try closes another.
 */
async function countHandOffs(tx: Tx, now: Date): Promise<Health["handOffs"]> {
  const rows = await tx.$queryRaw<{ provider: string; recent: number; failed: number }[]>`
    SELECT provider, count(*)::int AS recent, (count(*) FILTER (
      WHERE (outcome IS NULL AND status = 'PENDING' AND "claimedAt" < ${new Date(now.getTime() - UNKNOWN_AFTER_MS)})
        OR (outcome = 'rejected' AND "outcomeReason" IN ('service_down', 'rate_limited', 'credentials',
          'device_gone'))))::int AS failed
    FROM (SELECT provider, outcome, status, "outcomeReason", "claimedAt" FROM "MessageDelivery"
      ORDER BY id DESC LIMIT ${MOST_COUNTED}) latest
    WHERE "claimedAt" > ${new Date(now.getTime() - RECENT_MS)} GROUP BY provider`;
  return Object.fromEntries(rows.map(({ provider, ...counts }) => [provider, counts]));
}

/** A channel without any vendor is missing by the name of its usual one; a second vendor is named when it is there. */
function providerStates(): Health["providers"] {
  const off = new Set(env().channelsOff.map((channel) => channel.toUpperCase()));
  const has = (name: string) => name in ports().providers;
  return Object.fromEntries(
    CHANNELS.flatMap(({ channel, usual, others }): [string, "configured" | "off" | "missing"][] => {
      const second = others.filter(has).map((name): [string, "configured"] => [name, "configured"]);
      if (has(usual)) return [[usual, "configured"], ...second];
      return [[usual, second.length > 0 || off.has(channel) ? "off" : "missing"], ...second];
    }),
  );
}

function withPatience<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The database did not answer in time.")), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
