import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { servedBy } from "@/lib/ctx";
import { closeDatabase } from "@/lib/db/client";
import { beat, JOBS_ONLY, lastBeat } from "@/lib/delivery/beat/commands";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { installPorts, ports, serveAccounts } from "@/lib/ports";
import { warm } from "@/lib/providers/warm";
import { Bell } from "@/runner/bell";
import { Gate } from "@/runner/catching-up";
import { Delivery } from "@/runner/deliver";
import { JOBS, type Job, SWEEPS } from "@/runner/jobs";
import { listen } from "@/runner/listen";
import { loop, type Stop } from "@/runner/loop";

/** How often the queue is looked at when nobody rings: a message due at 08:00 leaves within this time. */
const POLL_MS = 250;
/** A pass costs as much for one text as for ten; after a silence the first one waits for nobody. */
const GATHER_MS = 100;
const BEAT_MS = 1_000;
/** A supervisor waits 15 s before it kills. */
const DRAIN_MS = 14_000;

const stop: Stop = { asked: false };
/** Bells of loops that a wake concerns, and of all. */
const hearing: Bell[] = [];
const all: Bell[] = [];

function start(job: Omit<Job, "run">, work: () => Promise<boolean>) {
  const bell = new Bell();
  all.push(bell);
  if (job.hears) hearing.push(bell);
  return loop(job.name, job.everyMs, work, { bell, stop, gatherMs: job.gatherMs });
}

const ring = (bells: readonly Bell[]) => {
  for (const bell of bells) bell.ring();
};

async function main(): Promise<void> {
  const { deliveryClock, inngest } = env();
  if (deliveryClock === "inngest") {
    const { openInngest } = await import("@/inngest/client");
    const { inngestWake } = await import("@/inngest/wake");
    installPorts({ wake: inngestWake(openInngest(inngest)) });
  }
  await serveAccounts();
  const hub = ports();
  const startedAt = hub.clock();
  const delivery = new Delivery(hub);
  const drives = deliveryClock === "process";
  const id = `${drives ? "" : JOBS_ONLY}${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const warmed = drives ? warm(servedBy(hub)) : undefined;
  const jobs = drives ? [...JOBS, ...SWEEPS] : JOBS;
  const gate = new Gate(hub);
  await beat(id, startedAt, hub.clock());
  const pulse = start({ name: "beat", everyMs: BEAT_MS }, async () => {
    await beat(id, startedAt, hub.clock());
    gate.seen(hub.clock());
    return false;
  });
  const deliver = async () => {
    await warmed;
    return (await gate.open()) && delivery.pass();
  };
  const work = [
    pulse,
    ...jobs.map((job) => start(job, () => job.run(hub))),
    ...(drives
      ? [start({ name: "delivery", everyMs: POLL_MS, gatherMs: GATHER_MS, hears: true }, deliver)]
      : []),
    listen(
      () => ring(hearing),
      stop,
      () => gate.lost(),
    ),
  ];
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, leave);
  process.stdout.write("runner ready\n");
  await Promise.all(work);
  await delivery.drained();
  await lastBeat(id, hub.clock());
  await closeDatabase();
}

function leave(): void {
  if (stop.asked) return;
  stop.asked = true;
  ring(all);
  // What is not recorded by then stays unknown in the database and is resolved by its receipt.
  setTimeout(() => process.exit(0), DRAIN_MS).unref();
}

main().then(
  () => process.exit(0),
  (cause) => {
    log.error("runner.stopped", cause);
    process.exit(1);
  },
);
