/** How far back a vendor's list is read: as long as a mail vendor repeats what it could not deliver to us. */
export const WINDOW_MS = 72 * 3_600_000;

/** Between two passes when nothing happened. */
export const EVERY_MS = 3_600_000;

const WAITS_S = [5, 10, 20, 40, 60, 120];

/** When a list that could not be read is tried again: soon, then every five minutes. */
export function retryAt(failures: number, now: Date): Date {
  return new Date(now.getTime() + (WAITS_S[failures - 1] ?? 300) * 1_000);
}
