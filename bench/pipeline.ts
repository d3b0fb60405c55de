import { setTimeout as sleep } from "node:timers/promises";
import { bareLoop } from "@/bench/bare-loop";
import { interactive, warmUp } from "@/bench/mixed";
import { type Figures, figure } from "@/bench/report";
import { addPeople, type Clinic, closeLane, openClinic, openLane, type Person } from "@/bench/stack/clinic";
import { queueTexts } from "@/bench/stack/queue";
import { type Stack, startStack } from "@/bench/stack/stack";
import { until } from "@/bench/stack/wait";
import { UsageWatch } from "@/bench/usage";

/** Segments a second: no sender that one can rent is as fast, so that ours is the only limit. */
const NO_LIMIT = 20_000;
/** Nothing is waited for longer: 10,000 texts at a twentieth of the goal. */
const LONGEST_MS = 10 * 60_000;
const WARM_UP = 200;
/** People who write while the crowd goes out: 50 a second for 10 seconds. */
const WRITERS = 500;
/** Those who wrote before them: a clinic's hub has run for days. */
const WARM_WRITERS = 1_000;

interface Run {
  perSecond: number;
  /** Processor time of each process group for one message, in ms. */
  cpu: Record<string, number>;
}

/**
 * How many texts a minute go through everything. They stand in the queue, accepted and allowed, when the clock starts:
 * first with receipts held back until the vendor has taken all, then with two signed receipts each, applied, and then
 * beside people who write by the API.
 */
export async function measurePipeline(count: number): Promise<Figures> {
  const stack = await startStack("bench-pipeline");
  const { simulator, database, hub } = stack;
  const watch = new UsageWatch(() => {
    const { web, runner } = hub.processes;
    return {
      "web + runner": [web, runner],
      web: [web],
      runner: [runner],
      PostgreSQL: [database.pid],
      simulator: [simulator.pid],
    };
  });
  try {
    const clinic = await openClinic(stack, WARM_UP, NO_LIMIT);
    await queueTexts(stack, clinic, clinic.people, ({ phone }) => `Warm-up ${phone}`);
    await receiptsApplied(stack, clinic, WARM_UP);

    const measure = { stack, clinic, count, watch };
    const before = await bare(measure);
    await simulator.holdReceipts();
    const handOffs = await run(measure, (people) => handedOff(stack, clinic, people));
    await simulator.releaseReceipts();
    await receiptsApplied(stack, clinic, WARM_UP + count);
    const between = await bare(measure);
    const endToEnd = await run(measure, () => receiptsApplied(stack, clinic, WARM_UP + 2 * count));
    const after = await bare(measure);
    const mixed = await mixedLoad(measure);
    return {
      ...rates(handOffs.perSecond, mean(before, between), "hand-offs", 24_000),
      ...rates(endToEnd.perSecond, mean(between, after), "end to end, two receipts each", 12_000),
      ...mixed,
      ...memory(await watch.stop()),
      "processor time, bare loop": figure((before.cpuMs + between.cpuMs + after.cpuMs) / 3, "ms a message"),
      ...processorTime("hand-off", handOffs.cpu),
      ...processorTime("end to end", endToEnd.cpu),
      messages: figure(count, "a run"),
    };
  } finally {
    await watch.stop();
    await stack.stop();
  }
}

/** The bare loop right before or after a run: a machine's speed changes within minutes. Its receipts are never sent. */
async function bare({ stack, clinic, count }: Measure) {
  await stack.simulator.holdReceipts();
  const measured = await bareLoop(stack, clinic.phone, await addPeople(stack, clinic.id, count));
  await stack.simulator.forget();
  await stack.simulator.releaseReceipts();
  return measured;
}

type Bare = Awaited<ReturnType<typeof bareLoop>>;
const mean = (one: Bare, other: Bare) => (one.perSecond + other.perSecond) / 2;

function rates(perSecond: number, bare: number, name: string, least: number): Figures {
  return {
    [name]: figure(perSecond * 60, "messages/min", { least }),
    [`${name} ÷ bare loop beside it`]: figure(perSecond / bare, "×", { least: 0.5 }),
    [`bare loop beside it, 32 in flight: ${name}`]: figure(bare * 60, "messages/min"),
  };
}

function memory(peaks: Record<string, number>): Figures {
  return Object.fromEntries(
    Object.entries(peaks).map(([name, mib]) => [
      `memory peak, ${name}`,
      figure(mib, "MiB", name === "web + runner" ? { most: 500 } : null),
    ]),
  );
}

function processorTime(run: string, cpu: Record<string, number>): Figures {
  return Object.fromEntries(
    Object.entries(cpu).map(([name, ms]) => [`processor time, ${run}, ${name}`, figure(ms, "ms a message")]),
  );
}

interface Measure {
  stack: Stack;
  clinic: Clinic;
  count: number;
  watch: UsageWatch;
}

/** Fifty people a second, first alone, then beside the crowd. */
async function mixedLoad({ stack, clinic, count }: Measure): Promise<Figures> {
  await warmUp(stack, clinic, await addPeople(stack, clinic.id, WARM_WRITERS));
  const alone = await interactive(
    stack,
    clinic,
    await addPeople(stack, clinic.id, WRITERS),
    "50 a second, alone",
  );
  const writers = await addPeople(stack, clinic.id, WRITERS);
  const people = await addPeople(stack, clinic.id, count);
  await closeLane(stack, clinic);
  await queueTexts(stack, clinic, people, textFor);
  await openLane(stack, clinic, NO_LIMIT);
  return { ...alone, ...(await interactive(stack, clinic, writers, "50 a second, beside a crowd")) };
}

/** Queues the texts behind a closed lane, opens it, and measures until `done` says so. */
async function run(
  { stack, clinic, count, watch }: Measure,
  done: (people: readonly Person[]) => Promise<Date>,
): Promise<Run> {
  const people = await addPeople(stack, clinic.id, count);
  await closeLane(stack, clinic);
  await queueTexts(stack, clinic, people, textFor);
  await sleep(1_000);
  const before = await watch.cpu();
  const began = stack.now();
  await openLane(stack, clinic, NO_LIMIT);
  const ended = await done(people);
  const after = await watch.cpu();
  return {
    perSecond: count / ((ended.getTime() - began.getTime()) / 1_000),
    cpu: Object.fromEntries(
      Object.entries(after).map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / count]),
    ),
  };
}

const textFor = ({ phone }: Person) =>
  `Hello ${phone}, your appointment is tomorrow at nine. Reply C to confirm.`;

/** When the vendor had taken the last of these texts, by the wire log. */
async function handedOff(stack: Stack, clinic: Clinic, people: readonly Person[]): Promise<Date> {
  const wanted = new Set(people.map(({ phone }) => phone));
  await until(
    "every text is handed over",
    LONGEST_MS,
    async () => {
      const accepted = await stack.database.number(
        `SELECT count(*) FROM "MessageDelivery" WHERE "clinicId" = $1 AND outcome = 'accepted'`,
        [clinic.id],
      );
      return accepted >= WARM_UP + people.length;
    },
    500,
  );
  const wire = (await stack.simulator.taken()).filter(
    ({ to, body }) => wanted.has(to) && body.startsWith("Hello"),
  );
  if (wire.length !== people.length)
    throw new Error(`The wire log has ${wire.length} of ${people.length} texts.`);
  return new Date(Math.max(...wire.map(({ at }) => Date.parse(at))));
}

/** When two receipts of each of so many texts had been recorded and their messages said DELIVERED. */
async function receiptsApplied({ database }: Stack, clinic: Clinic, texts: number): Promise<Date> {
  await until(
    "every receipt is applied",
    LONGEST_MS,
    async () => {
      const [now] = await database.rows<{ receipts: string; delivered: string }>(
        `SELECT (SELECT count(*) FROM "Receipt" WHERE "clinicId" = $1) AS receipts,
         (SELECT count(*) FROM "Message" WHERE "clinicId" = $1 AND status = 'DELIVERED') AS delivered`,
        [clinic.id],
      );
      return Number(now?.receipts) >= 2 * texts && Number(now?.delivered) >= texts;
    },
    500,
  );
  const [last] = await database.rows<{ at: Date }>(
    `SELECT max("recordedAt") AS at FROM "Receipt" WHERE "clinicId" = $1`,
    [clinic.id],
  );
  return last?.at ?? new Date(Number.NaN);
}
