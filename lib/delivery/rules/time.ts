import { IANAZone } from "luxon";

/** A stretch of time in which a zone keeps one distance from UTC. All in milliseconds. */
export interface Stretch {
  from: number;
  to: number;
  offset: number;
}

const DAY_MS = 86_400_000;
/** Stretches are reckoned once for so long a time, and for a margin around it. */
export const BLOCK_MS = 7 * DAY_MS;
const MARGIN_MS = { before: 2 * DAY_MS, after: 9 * DAY_MS };
/** No zone changes its clocks twice within this time. */
const STEP_MS = 6 * 3_600_000;
const MOST_KEPT = 5_000;

const kept = new Map<string, Stretch[]>();

/** The block of time that an instant lies in. */
export const blockOf = (at: number) => Math.floor(at / BLOCK_MS);

/** How the zone's clocks stand around a block: at least a day before it and eight days after its end. */
export function stretchesOf(zone: string, block: number): Stretch[] {
  const key = `${zone} ${block}`;
  const known = kept.get(key);
  if (known) return known;
  const stretches = reckon(
    zone,
    block * BLOCK_MS - MARGIN_MS.before,
    (block + 1) * BLOCK_MS + MARGIN_MS.after,
  );
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, stretches);
  return stretches;
}

function reckon(name: string, start: number, end: number): Stretch[] {
  const zone = IANAZone.create(name);
  const offsetAt = (at: number) => {
    const minutes = zone.offset(at);
    if (Number.isNaN(minutes)) throw new Error(`There is no time zone "${name}".`);
    return minutes * 60_000;
  };
  const stretches: Stretch[] = [];
  let from = start;
  let offset = offsetAt(start);
  for (let at = start; at < end; at += STEP_MS) {
    const next = Math.min(end, at + STEP_MS);
    const after = offsetAt(next);
    if (after === offset) continue;
    const turn = turnBetween(at, next, offset, offsetAt);
    stretches.push({ from, to: turn, offset });
    from = turn;
    offset = after;
  }
  return [...stretches, { from, to: end, offset }];
}

/** The first instant at which the clocks no longer stand as before. */
function turnBetween(early: number, late: number, before: number, offsetAt: (at: number) => number): number {
  let [from, to] = [early, late];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offsetAt(middle) === before) from = middle;
    else to = middle;
  }
  return to;
}

/** The stretch that was asked for last, by zone: most questions are about now. */
const recent = new Map<string, Stretch>();

function stretchAt(at: number, zone: string): Stretch {
  const last = recent.get(zone);
  if (last && last.from <= at && at < last.to) return last;
  const stretch = stretchesOf(zone, blockOf(at)).find(({ to }) => at < to);
  if (!stretch) throw new Error("An instant lies outside its own block.");
  recent.set(zone, stretch);
  return stretch;
}

const localDay = (at: number, { offset }: Stretch) => Math.floor((at + offset) / DAY_MS);

const dates = new Map<number, string>();
const twoDigits = (number: number) => (number < 10 ? `0${number}` : String(number));

/** Minutes since midnight as a clock shows them, HH:MM; "24:00" is the end of the day. */
export const clockFace = (minutes: number) =>
  `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

/** The patient's calendar date at an instant, YYYY-MM-DD. */
export function localDateOf(at: Date, zone: string): string {
  const ms = at.getTime();
  const day = localDay(ms, stretchAt(ms, zone));
  const known = dates.get(day);
  if (known) return known;
  if (dates.size >= MOST_KEPT) dates.clear();
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
}

/** The clock on the wall at an instant, HH:MM. */
export function wallTimeIn(at: Date, zone: string): string {
  const ms = at.getTime();
  const local = ms + stretchAt(ms, zone).offset;
  return clockFace(Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / 60_000));
}

/** The day of the week at an instant: 0 is Monday. */
export function weekdayIn(at: Date, zone: string): number {
  const ms = at.getTime();
  return weekdayOf(localDay(ms, stretchAt(ms, zone)));
}

/** 1 January 1970 was a Thursday. */
export const weekdayOf = (day: number) => (((day + 3) % 7) + 7) % 7;

/** The first instant of a later calendar day in `zone` (not always midnight, and not always the next date). */
export function nextDayIn(at: Date, zone: string): Date {
  const ms = at.getTime();
  const today = localDay(ms, stretchAt(ms, zone));
  for (const stretch of stretchesOf(zone, blockOf(ms))) {
    if (stretch.to <= ms) continue;
    const from = Math.max(stretch.from, ms);
    if (localDay(from, stretch) > today) return new Date(from);
    const midnight = (localDay(from, stretch) + 1) * DAY_MS - stretch.offset;
    if (midnight < stretch.to && localDay(midnight, stretch) > today) return new Date(midnight);
  }
  throw new Error("A day does not end within a week.");
}
