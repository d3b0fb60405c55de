/** The simulated carriers' time: the machine's clock plus a fixed offset in ms, shared with the hub. */
export interface Clock {
  now(): number;
}

export function createClock(offsetMs: number): Clock {
  return { now: () => Date.now() + offsetMs };
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** RFC 2822, as Twilio writes dates: `Thu, 24 Aug 2023 05:01:45 +0000`. */
export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace("GMT", "+0000");
}

/** Twilio's `RawDlrDoneDate`: `YYMMDDhhmm` in UTC. */
export function dlrDate(ms: number): string {
  return iso(ms).replace(/\D/g, "").slice(2, 12);
}

/** Longest delay `setTimeout` can hold; longer waits are armed again (2^31 − 1 ms, about 24.8 days). */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

/** Timers that all end with the simulator. */
export class Timers {
  private readonly running = new Set<NodeJS.Timeout>();

  /** Runs `act` once after `ms` of real time. */
  after(ms: number, act: () => void): void {
    const wait = Math.min(Math.max(0, ms), LONGEST_TIMEOUT_MS);
    const timer = setTimeout(() => {
      this.running.delete(timer);
      if (ms > LONGEST_TIMEOUT_MS) this.after(ms - LONGEST_TIMEOUT_MS, act);
      else act();
    }, wait);
    this.running.add(timer);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  stop(): void {
    for (const timer of this.running) clearTimeout(timer);
    this.running.clear();
  }
}
