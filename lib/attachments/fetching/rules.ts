/** A vendor that is down is back within a day, or the picture is given up: 24 hours after it came. */
export const GIVE_UP_MS = 24 * 3_600_000;

const LONGEST_PAUSE_MS = 10 * 60_000;

/** How long to wait after this many failed tries: 5 s, doubling, at most 10 minutes. */
export function pauseAfter(tries: number): number {
  return Math.min(LONGEST_PAUSE_MS, 5_000 * 2 ** (tries - 1));
}
