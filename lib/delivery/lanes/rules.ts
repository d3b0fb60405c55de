/** A lane's balance after `elapsed` ms. It may go below zero: a text of 11 segments still goes on a lane of 1 a second. */
export function refill(
  lane: { credits: number; burst: number; rate: number; refilledAt: Date },
  now: Date,
): number {
  const seconds = Math.max(0, now.getTime() - lane.refilledAt.getTime()) / 1_000;
  return Math.min(lane.burst, lane.credits + seconds * lane.rate);
}

/**
 * Which waiting items a lane can pay for, in their order: at most one message of a patient, and as long as there is
 * a credit left. Returns them with the balance after.
 */
export function afford<T extends { patientId: string; segments: number }>(
  items: readonly T[],
  credits: number,
  most: number,
): { taken: T[]; credits: number } {
  const patients = new Set<string>();
  const taken: T[] = [];
  let left = credits;
  for (const item of items) {
    if (taken.length >= most || left < 1) break;
    if (patients.has(item.patientId)) continue;
    patients.add(item.patientId);
    taken.push(item);
    left -= item.segments;
  }
  return { taken, credits: left };
}
