import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "@/bench/stack/wait";
import type { World } from "@/e2e/crash/chaos/world";
import { armFault, FAULT_POINTS } from "@/lib/faults";
import { root } from "@/scripts/data-dir.mjs";
import { isAlive } from "@/scripts/supervisor/process-group.mjs";

/** How much of each harm: the whole of it takes some ten minutes, the quick form fits into the tests. */
export interface Measure {
  texts: number;
  kills: number;
  databaseAwayMs: number;
  vendorAwayMs: number;
}

type Stage = (world: World, measure: Measure, say: (line: string) => void) => Promise<void>;

/** kill -9 of the runner at each named point between claim and record, in the middle of a batch. */
const faultPoints: Stage = async (world, { texts }, say) => {
  for (const point of FAULT_POINTS) {
    const batch = await world.queue(`Runner killed ${point.replaceAll("_", " ")}`, texts);
    await world.taken(batch, Math.floor(texts / 5));
    const { runner } = world.stack.hub.processes;
    armFault(world.stack.dataDir, point);
    await until(`the runner dies ${point}`, 120_000, () => !isAlive(runner ?? 0));
    await until("another runner works", 120_000, () => {
      const now = world.stack.hub.processes.runner;
      return now !== undefined && now !== runner && isAlive(now);
    });
    say(`killed ${point.replaceAll("_", " ")}`);
  }
};

/** kill -9 of web, runner and supervisor at once, again and again. */
const wholeHub: Stage = async (world, { texts, kills }, say) => {
  for (let kill = 1; kill <= kills; kill += 1) {
    const batch = await world.queue(`Hub killed, ${kill}`, texts);
    await world.taken(batch, Math.floor(texts / 4));
    await world.stack.hub.kill();
    await world.stack.hub.start();
    say(`whole hub killed ${kill} of ${kills}`);
  }
};

/** The database crashes, and crashes again as soon as it is back, for as long as the measure says. */
const databaseAway: Stage = async (world, { texts, databaseAwayMs }, say) => {
  const batch = await world.queue("Database away", texts);
  await world.taken(batch, Math.floor(texts / 5));
  const end = performance.now() + databaseAwayMs;
  let crashes = 0;
  do {
    await world.stack.database.crash();
    crashes += 1;
  } while (performance.now() < end);
  say(`database crashed ${crashes} times in ${Math.round(databaseAwayMs / 1_000)} s`);
};

/** The text vendor answers 500 to everything for a while, then the mail vendor does, then it takes no more (429). */
const vendorsAway: Stage = async (world, { texts, vendorAwayMs }, say) => {
  await world.fault({ provider: "twilio", kind: "http500" });
  await world.queue("Text vendor away", texts);
  await sleep(vendorAwayMs);
  await world.noFaults();
  await world.fault({ provider: "sendgrid", kind: "http500" });
  await world.queueMail("Mail vendor away (500)", 10, "PENDING");
  await sleep(vendorAwayMs);
  await world.noFaults();
  await world.fault({ provider: "sendgrid", kind: "http429" });
  await world.queueMail("Mail vendor full (429)", 10, "DELIVERED");
  await sleep(vendorAwayMs);
  await world.noFaults();
  say("both vendors failed in turn");
};

const FAULTS = [
  "http429",
  "http500",
  "connectionReset",
  "timeoutAfterAccept",
  "slow",
  "duplicateReceipts",
  "reorderReceipts",
  "lateReceipts",
  "lostReceipts",
] as const;

/** Every fault the simulator knows, each on some texts of a batch. */
const simulatorFaults: Stage = async (world, { texts }, say) => {
  const count = Math.max(3, Math.floor(texts / 10));
  for (const kind of FAULTS) {
    const stage = `Fault ${kind}`;
    const all = kind === "lostReceipts";
    await world.fault({ provider: "twilio", kind, match: stage, ...(all ? {} : { count }) });
    const batch = await world.queue(stage, all ? count : texts);
    await world.taken(batch, Math.floor(batch.words.length / 2));
  }
  say(`${FAULTS.length} kinds of faults`);
};

/** Two hubs on one database; the runner of the first is killed while both work. */
const twoHubs: Stage = async (world, { texts }, say) => {
  const second = await world.stack.secondHub();
  await second.start();
  const batch = await world.queue("Two hubs", texts * 2);
  await world.taken(batch, Math.floor(texts / 2));
  world.stack.hub.killRunner();
  await world.taken(batch, texts);
  await second.stop();
  say("two hubs at once, one runner killed");
};

/** `npm run sending -- stop`: nothing more is taken two seconds later, and all of it after `resume`. */
const operatorStops: Stage = async (world, { texts }, say) => {
  const { stack } = world;
  const { owner, app } = stack.database.urls;
  const sending = (...args: string[]) => {
    const env = { ...process.env, DATA_DIR: stack.dataDir, DATABASE_URL: app, MIGRATE_DATABASE_URL: owner };
    execFileSync(process.execPath, ["scripts/sending.mjs", ...args], { cwd: root, env, stdio: "pipe" });
  };
  const batch = await world.queue("Stopped by the operator", texts);
  await world.taken(batch, Math.floor(texts / 5));
  sending("stop", "A", "drill");
  await sleep(2_000);
  const before = await stack.simulator.seen();
  await sleep(3_000);
  const during = (await stack.simulator.seen()) - before;
  sending("resume");
  if (during > 0) throw new Error(`${during} hand-offs came more than 2 s after all sending was stopped.`);
  await world.taken(batch, texts);
  say("stopped for the installation: nothing left after 2 s; all of it after it was lifted");
};

/** A patient says STOP while the engine is dead, and the webhook of it is lost: nothing is handed off to her any more. */
const missedStop: Stage = async (world, { texts, databaseAwayMs }, say) => {
  const { hub, simulator, database } = world.stack;
  const batch = await world.queue("STOP missed", texts);
  // The last in the queue: her text has not left when the engine dies.
  const words = batch.words.pop() ?? "";
  const from = words.split(", ").at(-1) ?? "";
  await world.taken(batch, Math.floor(texts / 5));
  await world.fault({ provider: "twilio", kind: "inboundLost", match: from, count: 1 });
  const whole = databaseAwayMs > 0;
  if (whole) await hub.kill();
  else hub.killRunner();
  await simulator.text({ from, to: world.clinic.phone, body: "STOP" });
  if (whole) await hub.start();
  // Not until all are taken: what was under way when the engine died is looked for at the vendor two minutes later.
  const hers = `SELECT count(*) FROM "Message" WHERE "clinicId" = $1 AND body = $2 AND status = 'CANCELLED'`;
  const obeyed = async () => (await database.number(hers, [world.clinic.id, words])) === 1;
  await until("her STOP is obeyed", 120_000, obeyed);
  const asked = await simulator.seenBy(from, words);
  if (asked > 0) throw new Error(`${asked} hand-offs to a phone that had said STOP while we were offline.`);
  say("a STOP whose webhook was lost in an outage was obeyed before anything was handed off");
};

/** The part that `npm test` walks each time: the engine killed at each of its named points, and stopped by its operator. */
export const SHORT: readonly Stage[] = [faultPoints, missedStop, operatorStops];

export const STAGES: readonly Stage[] = [
  faultPoints,
  wholeHub,
  databaseAway,
  vendorsAway,
  simulatorFaults,
  twoHubs,
  missedStop,
  operatorStops,
];
