/** Compares two cursors of the live stream: below 0 when `one` comes first. Their parts are numbers of 64 bits. */
export function comparePlaces(one: string, other: string): number {
  const [a, b] = [one, other].map((each) =>
    each.split(":").map((part) => BigInt(/^\d+$/.test(part) ? part : 0)),
  );
  for (const index of [0, 1]) {
    const difference = (a?.[index] ?? 0n) - (b?.[index] ?? 0n);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}
