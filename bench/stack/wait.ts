import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until it is so; throws with the name of what never came. */
export async function until(
  what: string,
  withinMs: number,
  isSo: () => boolean | Promise<boolean>,
  everyMs = 100,
): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    if (await isSo()) return;
    if (performance.now() > end) throw new Error(`After ${withinMs / 1_000} s it is still not so: ${what}.`);
    await sleep(everyMs);
  }
}

/** Works through the items, so many at once. */
export async function inFlight<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>) {
  let next = 0;
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}
