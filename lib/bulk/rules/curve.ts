/** One message on its way: the pace it shares, what it costs of it, and when it may go. All times in ms. */
export interface Release {
  lane: string;
  segments: number;
  from: number;
  /** The first instant at which it may no longer go; null: none in sight. */
  closesAt: number | null;
}

export interface Bucket {
  at: number;
  count: number;
}

/** A night that closes a window lasts so long at least: 21:00 to 08:00 (47 CFR 64.1200(c)(1)). */
const NIGHT_MS = 11 * 3_600_000;

/**
 * When each message leaves, by its sender's rate (segments a second) after what waits there already. One that would
 * leave after its window has closed leaves after the night. Returns instants in the order of the messages.
 */
export function plan(
  releases: readonly Release[],
  rates: ReadonlyMap<string, number>,
  backlog: ReadonlyMap<string, number>,
  now: number,
): number[] {
  const free = new Map<string, number>();
  const leaves = new Array<number>(releases.length).fill(now);
  let queue = releases.map((release, index) => ({ ...release, index }));
  // A night pushes some behind it; two nights push nobody further in practice, ten end it for certain.
  for (let night = 0; night < 10 && queue.length > 0; night += 1) {
    const late: typeof queue = [];
    queue.sort((a, b) => a.from - b.from || a.index - b.index);
    for (const one of queue) {
      const rate = Math.max(0.01, rates.get(one.lane) ?? 1);
      const start = free.get(one.lane) ?? now + ((backlog.get(one.lane) ?? 0) / rate) * 1_000;
      const at = Math.max(one.from, start);
      if (one.closesAt !== null && at >= one.closesAt && night < 9) {
        late.push({ ...one, from: one.closesAt + NIGHT_MS, closesAt: one.closesAt + 24 * 3_600_000 });
        continue;
      }
      leaves[one.index] = at;
      free.set(one.lane, at + (one.segments / rate) * 1_000);
    }
    queue = late;
  }
  return leaves;
}

const MINUTE = 60_000;
/** Widths a person can read off an axis. */
const WIDTHS = [1, 5, 15, 30, 60, 180, 360, 1_440, 10_080].map((minutes) => minutes * MINUTE);
const MOST_BUCKETS = 48;

/** Counts per stretch of time, at most 48 of them, from the first to the last, empty ones included. */
export function bucketsOf(leaves: readonly number[]): { width: number; buckets: Bucket[] } {
  if (leaves.length === 0) return { width: MINUTE, buckets: [] };
  const first = leaves.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const last = leaves.reduce((most, at) => Math.max(most, at), 0);
  const width =
    WIDTHS.find((each) => (last - first) / each < MOST_BUCKETS - 1) ??
    Math.ceil((last - first) / MOST_BUCKETS);
  const start = Math.floor(first / width) * width;
  const counts = new Array<number>(Math.floor((last - start) / width) + 1).fill(0);
  for (const at of leaves) {
    const slot = Math.floor((at - start) / width);
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return { width, buckets: counts.map((count, slot) => ({ at: start + slot * width, count })) };
}
