import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, expect, test, vi } from "vitest";
import { GET } from "@/app/api/health/route";
import { closeDatabase, database } from "@/lib/db/client";
import { beat, beatSweep, JOBS_ONLY, lastBeat, SWEEP_BEAT } from "@/lib/delivery/beat/commands";
import { env } from "@/lib/env";
import { getHealth } from "@/lib/health/queries";
import { judgeHealth, LATE_SECONDS, SILENT_SECONDS, troubleOf } from "@/lib/health/rules";
import { HealthSchema } from "@/lib/health/schema";
import { ports } from "@/lib/ports";
import { PrismaClient } from "@/prisma/generated/client";

afterAll(closeDatabase);

type Found = Parameters<typeof judgeHealth>[0];
const well: Found = {
  at: "2026-06-16T18:00:00.000Z",
  database: { reachable: true },
  runner: { running: 1, beatAgeSeconds: 2 },
  queue: { oldestDueSeconds: 0 },
  attempts: { unknown: 0 },
  webhooks: { waiting: 0, oldestSeconds: 0, unknown: 0 },
  inbound: { unreadSeconds: 0 },
  providers: { twilio: "configured", sendgrid: "configured", fcm: "off" },
  handOffs: { twilio: { recent: 400, failed: 3 } },
};

test.each<[string, Partial<Found>, string]>([
  ["all is well", {}, "ok"],
  ["Inngest is the clock", { runner: null }, "ok"],
  ["no runner ever ran", { runner: { running: 0, beatAgeSeconds: null } }, "degraded"],
  ["the runner fell silent", { runner: { running: 0, beatAgeSeconds: SILENT_SECONDS + 1 } }, "degraded"],
  ["due messages wait", { queue: { oldestDueSeconds: LATE_SECONDS + 1 } }, "degraded"],
  ["many unknown outcomes", { attempts: { unknown: 20 } }, "degraded"],
  ["receipts wait", { webhooks: { waiting: 3, oldestSeconds: 61, unknown: 0 } }, "degraded"],
  [
    "a vendor uses a word we do not know",
    { webhooks: { waiting: 0, oldestSeconds: 0, unknown: 1 } },
    "degraded",
  ],
  ["an inbound list cannot be read", { inbound: { unreadSeconds: 61 } }, "degraded"],
  ["a channel is neither on nor off", { providers: { twilio: "missing" } }, "degraded"],
  ["a vendor fails", { handOffs: { twilio: { recent: 20, failed: 10 } } }, "degraded"],
  ["the database is away", { database: { reachable: false } }, "down"],
])("%s", (_, change, status) => {
  const verdict = judgeHealth({ ...well, ...change });
  expect(verdict.status).toBe(status);
  expect(verdict.problems.length > 0).toBe(status !== "ok");
});

test.each<[string, Partial<Found>, string[]]>([
  ["nothing while all is well", {}, []],
  ["nothing of a restart", { runner: { running: 0, beatAgeSeconds: 60 } }, []],
  [
    "that the clock is dead",
    { runner: { running: 0, beatAgeSeconds: 185 }, queue: { oldestDueSeconds: 180 } },
    ["Nothing is being sent: the engine has been silent for 3 minutes."],
  ],
  ["that no clock ever ran", { runner: { running: 0, beatAgeSeconds: null } }, ["Nothing is being sent."]],
  [
    "that the clock is slow",
    { queue: { oldestDueSeconds: 61 } },
    ["Messages go out late: one has been waiting for a minute."],
  ],
  [
    "that answers are late",
    { webhooks: { waiting: 9, oldestSeconds: 300, unknown: 0 } },
    ["Receipts and answers come in late, by 5 minutes."],
  ],
  [
    "that what came while we were offline cannot be read",
    { inbound: { unreadSeconds: 61 } },
    [
      "We cannot read yet what patients wrote while we were offline. Your own messages go; bulk and automatic ones wait.",
    ],
  ],
  [
    "that a vendor fails",
    { handOffs: { sendgrid: { recent: 40, failed: 30 }, twilio: { recent: 3, failed: 3 } } },
    ["SendGrid (mail) fails most of what we hand over."],
  ],
])("staff are told %s", (_, change, words) => expect(troubleOf({ ...well, ...change })).toEqual(words));

const ask = async () => {
  const response = await GET(new Request("http://localhost:3000/api/health"));
  return { status: response.status, body: HealthSchema.parse(await response.json()) };
};

const askAfresh = () => {
  Object.assign(globalThis, { hubHealth: undefined });
  return ask();
};

test("however many ask in a second, the database is asked once", async () => {
  const answers = await Promise.all([askAfresh(), ...Array.from({ length: 20 }, ask)]);
  // The hub's clock in the answer is that of the count.
  expect(new Set(answers.map(({ body }) => body.at)).size).toBe(1);
});

test("anyone may ask; a live runner is seen by its beat", async () => {
  const now = ports().clock();
  await database().prisma.runnerBeat.upsert({
    where: { id: "health-test" },
    create: { id: "health-test", startedAt: now, beatAt: now },
    update: { beatAt: now },
  });
  const { status, body } = await askAfresh();
  expect(status).toBe(200);
  expect(body.database.reachable).toBe(true);
  expect(body.runner?.beatAgeSeconds).toBeLessThan(SILENT_SECONDS);
});

test("a runner that leaves deliveries to Inngest does not pass for one that sends", async () => {
  const id = `${JOBS_ONLY}host-1`;
  try {
    // Other suites' runners come and go.
    await vi.waitFor(async () => {
      await database().prisma.runnerBeat.deleteMany({ where: { id } });
      const { running } = (await getHealth()).runner ?? {};
      const now = ports().clock();
      await beat(id, now, now);
      expect((await getHealth()).runner?.running).toBe(running);
    }, 10_000);
  } finally {
    await database().prisma.runnerBeat.deleteMany({ where: { id } });
  }
});

test("a runner that ends on purpose is gone at once, and staff hear of it only when none comes after it", async () => {
  const id = "leaves-on-purpose";
  try {
    await vi.waitFor(async () => {
      const now = ports().clock();
      await beat(id, now, now);
      const before = (await getHealth()).runner?.running ?? 0;
      await lastBeat(id, ports().clock());
      const { runner, ...found } = await getHealth();
      expect(runner?.running).toBe(before - 1);
      const left = await database().prisma.runnerBeat.findUniqueOrThrow({ where: { id } });
      const age = Math.floor((ports().clock().getTime() - left.beatAt.getTime()) / 1_000);
      const told = (seconds: number) =>
        troubleOf({ ...found, runner: { running: 0, beatAgeSeconds: seconds } });
      expect(told(age).join()).not.toContain("Nothing is being sent");
      expect(told(age + 60).join()).toContain("Nothing is being sent");
    }, 10_000);
  } finally {
    await database().prisma.runnerBeat.deleteMany({ where: { id } });
  }
});

test("a dead Inngest is not silent, whatever waits: its sweep has not beaten for an hour", async () => {
  const uptime = vi.spyOn(process, "uptime").mockReturnValue(7_200);
  const clock = env().deliveryClock;
  try {
    Object.assign(env(), { deliveryClock: "inngest" });
    // Other suites sweep the same database at times of their own.
    await vi.waitFor(async () => {
      const now = ports().clock();
      await beatSweep(new Date(now.getTime() - 3_600_000));
      // A runner that only does the jobs neither speaks for Inngest nor forgets it.
      await beat("jobs-only", now, now);
      const health = await getHealth();
      expect(health.runner).toMatchObject({ running: 0 });
      expect(health.runner?.beatAgeSeconds).toBeGreaterThanOrEqual(3_600);
      expect(health.problems).toContain("The delivery clock is not running: nothing is sent.");
      expect(troubleOf(health)[0]).toBe("Nothing is being sent: the engine has been silent for 60 minutes.");
    }, 15_000);
    await vi.waitFor(async () => {
      await beatSweep(new Date(ports().clock().getTime() - 100_000));
      const health = await getHealth();
      expect(health.runner).toMatchObject({ running: 1 });
      expect(troubleOf(health).join()).not.toContain("Nothing is being sent");
    }, 15_000);
  } finally {
    Object.assign(env(), { deliveryClock: clock });
    uptime.mockRestore();
    await database().prisma.runnerBeat.deleteMany({ where: { id: { in: [SWEEP_BEAT, "jobs-only"] } } });
  }
});

test("a database that is away is an answer: 503", async () => {
  await closeDatabase();
  const adapter = new PrismaPg({ connectionString: "postgresql://nobody@127.0.0.1:9/none" });
  const held = globalThis as typeof globalThis & { hubDatabase?: unknown };
  held.hubDatabase = { pool: { end: async () => undefined }, prisma: new PrismaClient({ adapter }) };
  const { status, body } = await askAfresh();
  expect([status, body.status]).toEqual([503, "down"]);
});
