/** Waits between tries of a stored event, in seconds; after the last it is tried hourly and health counts it. */
const WAITS_S = [1, 2, 5, 15, 60, 300, 900];

export function retryAt(tries: number, now: Date): Date {
  return new Date(now.getTime() + (WAITS_S[tries - 1] ?? 3_600) * 1_000);
}

/**
 * How long a receipt may wait for the attempt it speaks of. The attempt is stored before the hand-off, so only a
 * receipt that carries the vendor's id alone can be early: until our record of that id is written.
 */
export const ORPHAN_MS = 10 * 60_000;

/**
 * What could not be applied so often is a dead letter: it is still tried every so often, a person is told, and no other
 * message waits for it.
 */
export const MOST_TRIES = 5;
