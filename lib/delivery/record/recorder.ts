import type { Ctx } from "@/lib/ctx";
import { database } from "@/lib/db/client";
import { type Answered, recordOutcomes } from "@/lib/delivery/record/commands";
import { log } from "@/lib/log";

interface Waiting {
  ctx: Ctx;
  answered: Answered;
  written: () => void;
}

interface Lane {
  waiting: Waiting[];
  busy: boolean;
}

/** Outcomes that come within this time share a transaction. */
const GATHER_MS = 10;
const MOST = 100;
const LONGEST_PAUSE_MS = 5_000;

// Routes and instrumentation get separate copies of this module; what is not written yet must not be lost between them.
const held = globalThis as typeof globalThis & { hubRecorder?: { lanes: Map<string, Lane>; away: boolean } };
held.hubRecorder ??= { lanes: new Map(), away: false };
const recorder = held.hubRecorder;

/** False while outcomes wait for a database that does not take them: nothing more may be claimed then. */
export function mayClaim(): boolean {
  return !recorder.away;
}

/** Resolves once the outcome is written. It is kept and tried again until the process ends. */
export function record(ctx: Ctx, answered: Answered): Promise<void> {
  const lane = recorder.lanes.get(ctx.clinicId) ?? { waiting: [], busy: false };
  recorder.lanes.set(ctx.clinicId, lane);
  return new Promise((written) => {
    lane.waiting.push({ ctx, answered, written });
    if (!lane.busy) void flush(lane);
  });
}

async function flush(lane: Lane): Promise<void> {
  lane.busy = true;
  await pause(GATHER_MS);
  let failures = 0;
  while (lane.waiting.length > 0) {
    const batch = lane.waiting.splice(0, MOST);
    const left = await writeBatch(batch);
    lane.waiting.unshift(...left);
    failures = left.length > 0 ? failures + 1 : 0;
    recorder.away = left.length > 0 && !(await isAlive());
    if (left.length > 0) await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures));
  }
  lane.busy = false;
}

/** Writes a batch; if it is refused, one by one, so that one bad row holds up nobody. Returns what is not written. */
async function writeBatch(batch: Waiting[]): Promise<Waiting[]> {
  const [first] = batch;
  if (!first) return [];
  try {
    await recordOutcomes(
      first.ctx,
      batch.map(({ answered }) => answered),
    );
    for (const { written } of batch) written();
    return [];
  } catch (cause) {
    log.error("outcome.not_written", cause, { count: batch.length });
    if (batch.length === 1 || !(await isAlive())) return batch;
    const left: Waiting[] = [];
    for (const one of batch) left.push(...(await writeBatch([one])));
    return left;
  }
}

async function isAlive(): Promise<boolean> {
  return database()
    .pool.query("SELECT 1")
    .then(
      () => true,
      () => false,
    );
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
