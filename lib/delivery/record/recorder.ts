import type { Ctx } from "@/lib/ctx";
import { type Answered, recordOutcomes } from "@/lib/delivery/record/commands";
import { isAlive } from "@/lib/delivery/record/queries";
import { log } from "@/lib/log";

interface Waiting {
  ctx: Ctx;
  answered: Answered;
  written: () => void;
  refusals: number;
}

interface Lane {
  waiting: Waiting[];
  busy: boolean;
}

/** Outcomes that come within this time share a transaction. */
const GATHER_MS = 10;
const MOST = 100;
const LONGEST_PAUSE_MS = 5_000;
/** An outcome that a living database refused this often, some six seconds long, will never be written. */
const MOST_REFUSALS = 6;

// Routes and instrumentation get separate copies of this module; what is not written yet must not be lost between them.
const held = globalThis as typeof globalThis & { hubRecorder?: { lanes: Map<string, Lane>; away: boolean } };
held.hubRecorder ??= { lanes: new Map(), away: false };
const recorder = held.hubRecorder;

/** False while outcomes wait for a database that does not take them: nothing more may be claimed then. */
export function mayClaim(): boolean {
  return !recorder.away;
}

/**
 * Resolves once the outcome is written. It is kept and tried again while the database is away, until the process ends.
 * One that a living database refuses again and again is given up: its attempt is then unknown, and a receipt settles it.
 */
export function record(ctx: Ctx, answered: Answered): Promise<void> {
  return new Promise((written) => enqueue({ ctx, answered, written, refusals: 0 }));
}

function enqueue(one: Waiting): void {
  const { clinicId } = one.ctx;
  const lane = recorder.lanes.get(clinicId) ?? { waiting: [], busy: false };
  recorder.lanes.set(clinicId, lane);
  lane.waiting.push(one);
  if (!lane.busy) void flush(lane);
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
    recorder.away = left.length > 0;
    if (left.length > 0) await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures));
  }
  lane.busy = false;
}

/** Writes a batch; if it is refused, one by one, so that one bad row holds up nobody. Returns what waits for a database. */
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
    if (!(await isAlive())) return batch;
    if (batch.length === 1) {
      refused(first);
      return [];
    }
    const left: Waiting[] = [];
    for (const one of batch) left.push(...(await writeBatch([one])));
    return left;
  }
}

/** Comes back later, beside its lane, so that nobody waits behind it; or is given up. */
function refused(one: Waiting): void {
  one.refusals += 1;
  if (one.refusals < MOST_REFUSALS) {
    setTimeout(() => enqueue(one), 100 * 2 ** one.refusals);
    return;
  }
  const { attemptId, messageId } = one.answered.attempt;
  log.warn("outcome.abandoned", { clinicId: one.ctx.clinicId, attempt: attemptId, message: messageId });
  one.written();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
