import { type Figures, figure, percentile } from "@/bench/report";
import { call } from "@/bench/stack/api";
import { type Clinic, openClinic } from "@/bench/stack/clinic";
import { type Stack, startStack } from "@/bench/stack/stack";
import { until } from "@/bench/stack/wait";
import type { Preflight } from "@/lib/bulk/preflight/schema";
import type { BulkDetail } from "@/lib/bulk/schema";

const RUNS = 7;
const NO_LIMIT = 5_000;
/** What is excluded beside: one in twenty has stopped our texts. */
const STOPPED_EVERY = 20;

/** A bulk to so many people checked by the API, and how its counts stand to what the run then does. */
export async function measurePreflight(count: number): Promise<Figures> {
  const stack = await startStack("bench-preflight");
  try {
    const clinic = await openClinic(stack, count, NO_LIMIT);
    await stopSome(stack, clinic);
    const words = {
      audience: { kind: "filter" },
      channel: "SMS",
      body: "Hi {{firstName}}, it is time to plan your yearly visit. Call {{clinicName}} at {{clinicPhone}}.",
    };
    const check = () => post<Preflight>(stack, clinic, "/preflight", words);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const began = performance.now();
      await check();
      times.push(performance.now() - began);
    }
    const before = await check();
    const began = performance.now();
    const { id } = await post<BulkDetail>(stack, clinic, "", { ...words, name: "Yearly visit" });
    const created = performance.now() - began;
    const now = () => call<BulkDetail>(stack, clinic, `/api/v1/messages/bulk/${id}`);
    await until("every line is a message", 120_000, async () => (await now()).counts.waiting === 0, 200);
    const expanded = performance.now() - began;
    const { counts } = await now();
    const differs =
      Math.abs(counts.excluded - before.excluded) +
      Math.abs(count - counts.excluded - before.go - before.held);
    return {
      "preflight, p50": figure(percentile(times, 50), "ms", { most: 2_000 }),
      "preflight, worst": figure(Math.max(...times), "ms"),
      "counts that the run did otherwise": figure(differs, "people", { most: 0 }),
      "accepted (202)": figure(created, "ms"),
      "accepted → all lines are messages": figure(expanded, "ms"),
      measured: figure(count, "people"),
    };
  } finally {
    await stack.stop();
  }
}

const post = <T>(stack: Stack, clinic: Clinic, path: string, body: object) =>
  call<T>(stack, clinic, `/api/v1/messages/bulk${path}`, { method: "POST", body: JSON.stringify(body) });

async function stopSome({ database, now }: Stack, { id, people }: Clinic): Promise<void> {
  const phones = people.filter((_, index) => index % STOPPED_EVERY === 0).map(({ phone }) => phone);
  await database.pool.query(
    `INSERT INTO "Suppression" (id, "clinicId", channel, address, reason, since)
     SELECT gen_random_uuid(), $1, 'SMS', v.phone, 'stop', $3 FROM unnest($2::text[]) AS v(phone)`,
    [id, phones, now()],
  );
}
