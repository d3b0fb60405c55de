import { DateTime } from "luxon";
import type { PlannedView, WallTimeIn, WallTimeRead } from "@/lib/messages/planned/schema";
import { cityOf } from "@/lib/messages/words/times";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Minutes that a zone's clocks are ahead of UTC at an instant. */
const offsetAt = (at: number, zone: string) => DateTime.fromMillis(at, { zone }).offset;

/**
 * The instant at which a zone's clocks show this wall time. A time that the clocks skip in spring gives the first minute
 * after the jump; one that comes twice in autumn gives the first.
 */
export function readWallTime(wall: WallTimeIn, zone: string): { at: Date; clocks: WallTimeRead["clocks"] } {
  const wanted = Date.parse(`${wall.date}T${wall.time}:00Z`);
  const offsets = [offsetAt(wanted - DAY, zone), offsetAt(wanted + DAY, zone)];
  const guesses = [...new Set(offsets.map((offset) => wanted - offset * MINUTE))].sort((a, b) => a - b);
  const exact = guesses.filter((guess) => guess + offsetAt(guess, zone) * MINUTE === wanted);
  const [first, second] = exact;
  if (first !== undefined)
    return { at: new Date(first), clocks: second === undefined ? "plain" : "repeated" };
  const [low = wanted, high = wanted] = guesses;
  return { at: new Date(jumpBetween(low, high, zone)), clocks: "skipped" };
}

/** The first minute with the later offset: where the clocks have jumped. */
function jumpBetween(low: number, high: number, zone: string): number {
  const before = offsetAt(low, zone);
  let [from, until] = [low, high];
  while (until - from > MINUTE) {
    const middle = from + Math.floor((until - from) / MINUTE / 2) * MINUTE;
    if (offsetAt(middle, zone) === before) from = middle;
    else until = middle;
  }
  return until;
}

/** When a message is planned to go, however it was said; null: at once. `read` tells how a wall-clock time was read. */
export function plannedAt(
  asked: { scheduledAt?: Date | null | undefined; scheduledFor?: WallTimeIn | undefined },
  zone: string,
): { at: Date | null; read: WallTimeRead | null } {
  if (!asked.scheduledFor) return { at: asked.scheduledAt ?? null, read: null };
  const { at, clocks } = readWallTime(asked.scheduledFor, zone);
  return { at, read: { ...asked.scheduledFor, zone, clocks } };
}

/** How a wall-clock time was read, with its sentence: "Goes out Sunday, March 8 at 3:00 AM in Denver: …". */
export function plannedView(read: WallTimeRead | null, at: Date | null): PlannedView | null {
  if (!read || !at) return null;
  const local = DateTime.fromJSDate(at, { zone: read.zone }).setLocale("en-US");
  const told = local.toFormat("cccc, LLLL d 'at' h:mm a");
  const wanted = DateTime.fromFormat(read.time, "HH:mm").setLocale("en-US").toFormat("h:mm a");
  const why = {
    plain: "",
    skipped: ` The clocks skip ${wanted} there that day.`,
    repeated: ` ${wanted} comes twice there that day; it goes out the first time.`,
  }[read.clocks];
  return { ...read, at, words: `Goes out ${told} in ${cityOf(read.zone)}.${why}` };
}
