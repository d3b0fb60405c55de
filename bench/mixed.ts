import { setTimeout as sleep } from "node:timers/promises";
import { type Figures, figure, percentile } from "@/bench/report";
import { send } from "@/bench/stack/api";
import type { Clinic, Person } from "@/bench/stack/clinic";
import type { Stack } from "@/bench/stack/stack";
import { inFlight, until } from "@/bench/stack/wait";

const PER_SECOND = 50;
const MOST_MS = 10_000;
const LONGEST_MS = 60_000;

/**
 * People's sends by the API, 50 a second for so long, whatever else goes on: how soon they are accepted and handed off.
 * `when` names the figures.
 */
export async function interactive(
  stack: Stack,
  clinic: Clinic,
  people: readonly Person[],
  when: string,
  ms = MOST_MS,
): Promise<Figures> {
  const accept: number[] = [];
  const acceptedAt = new Map<string, number>();
  const sends: Promise<void>[] = [];
  let lost = 0;
  const began = performance.now();
  for (const [index, person] of people.slice(0, (PER_SECOND * ms) / 1_000).entries()) {
    await sleep(Math.max(0, began + (index * 1_000) / PER_SECOND - performance.now()));
    const one = async () => {
      const sentAt = performance.now();
      await send(stack, clinic, person, `Your doctor answers, ${person.phone}`);
      accept.push(performance.now() - sentAt);
      acceptedAt.set(person.phone, stack.now().getTime());
    };
    // A connection that the server closes while we write to it (it was idle for 5 s): the send may or may not have come.
    sends.push(
      one().catch(() => {
        lost += 1;
      }),
    );
  }
  await Promise.all(sends);
  const handOff = await handedOff(stack, acceptedAt);
  return {
    [`${when}, accept, p50`]: figure(percentile(accept, 50), "ms"),
    [`${when}, accept, p95`]: figure(percentile(accept, 95), "ms", { most: 50 }),
    [`${when}, accepted → handed to the vendor, p50`]: figure(percentile(handOff, 50), "ms"),
    [`${when}, accepted → handed to the vendor, p95`]: figure(percentile(handOff, 95), "ms", {
      most: 1_000,
    }),
    [`${when}, sends`]: figure(handOff.length, "messages"),
    [`${when}, connections lost`]: figure(lost, "requests", { most: 0 }),
  };
}

/** As many sends as a desk makes in days, a few at a time: what a process does for the first time is not measured. */
export async function warmUp(stack: Stack, clinic: Clinic, people: readonly Person[]): Promise<void> {
  await inFlight(people, 4, async (person) => {
    await send(stack, clinic, person, `Your nurse answers, ${person.phone}`);
  });
}

async function handedOff(stack: Stack, acceptedAt: ReadonlyMap<string, number>): Promise<number[]> {
  let times: number[] = [];
  await until("every interactive text is handed over", LONGEST_MS, async () => {
    const wire = (await stack.simulator.taken()).filter(({ body }) => body.startsWith("Your doctor"));
    times = wire.flatMap(({ to, at }) => {
      const accepted = acceptedAt.get(to);
      return accepted === undefined ? [] : [Math.max(0, Date.parse(at) - accepted)];
    });
    return times.length >= acceptedAt.size;
  });
  return times;
}
