const HOUR_MS = 3_600_000;

/** Nearly every text's last receipt comes within minutes; one that is "sent" for so long has lost it, or never gets one. */
export const STUCK_AFTER_MS = 4 * HOUR_MS;

/** Older texts are not asked about: carriers give up after three days at the latest. */
export const ASKED_FOR_MS = 72 * HOUR_MS;

/** From one question to the next. An MMS in the US often ends as "sent": after the last of them nobody asks again. */
const WAITS_MS = [4 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS];

/** A text whose hand-off has no answer yet has no reference to ask by: whether it has one is looked at again so soon. */
export const NAMELESS_WAIT_MS = 60_000;

/** When it is asked about again after so many questions; null: not any more. */
export function askAgainAt(asks: number, now: Date): Date | null {
  const wait = WAITS_MS[asks - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}
