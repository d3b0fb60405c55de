/** What waits last in a lane (`queuePriority`). */
const CROWD = 3;
/** The fastest sender that carriers sell, a short code, takes 100 segments a second: no real sender is slowed down. */
const CROWD_PER_SECOND = 100;
/** What a runner that looks at its lanes four times a second takes in one look. */
const MOST_AT_ONCE = 25;
/** Somebody who sent something within this time is at work. */
const AT_WORK_MS = 2_000;

/**
 * Crowds step back while people write: what a process hands off of bulk messages then is bounded, so that the machine
 * has time for those who wait for an answer on their screen.
 */
export class Courtesy {
  #peopleAt = Number.NEGATIVE_INFINITY;
  #credits = MOST_AT_ONCE;
  #refilledAt = 0;

  /** How many of a crowd may be leased now. */
  room(now: Date): number {
    const at = now.getTime();
    if (at - this.#peopleAt > AT_WORK_MS) return Number.MAX_SAFE_INTEGER;
    const earned = (Math.max(0, at - this.#refilledAt) * CROWD_PER_SECOND) / 1_000;
    this.#credits = Math.min(MOST_AT_ONCE, this.#credits + earned);
    this.#refilledAt = at;
    return Math.floor(this.#credits);
  }

  /** What was leased: it pays for the crowd and tells whether people write. */
  note(leased: readonly { priority: number }[], now: Date): void {
    const crowd = leased.filter(({ priority }) => priority >= CROWD).length;
    if (crowd < leased.length) this.#peopleAt = now.getTime();
    this.#credits = Math.max(0, this.#credits - crowd);
  }
}
