import { parseArgs } from "node:util";
import { type Figures, load, report } from "@/bench/report";
import { Failure, runScript } from "@/scripts/failure.mjs";

/**
 * npm run bench                      all benchmarks
 * npm run bench -- NAME…             some of them
 * npm run bench -- pipeline --count 10000
 */
const benchmarks: Record<string, (options: { count: number | undefined }) => Promise<Figures>> = {
  start: async () => (await import("@/bench/start")).measureStart(),
  latency: async ({ count }) => (await import("@/bench/latency")).measureLatency(count ?? 60),
  optout: async ({ count }) => (await import("@/bench/optout")).measureOptOut(count ?? 10_000),
  planner: async ({ count }) => (await import("@/bench/planner")).measurePlanner(count ?? 100_000),
  preflight: async ({ count }) => (await import("@/bench/preflight")).measurePreflight(count ?? 10_000),
  pipeline: async ({ count }) => (await import("@/bench/pipeline")).measurePipeline(count ?? 10_000),
  webhooks: async ({ count }) => (await import("@/bench/webhooks")).measureWebhooks(count ?? 6_000),
};

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { count: { type: "string" } },
  });
  const count = values.count === undefined ? undefined : Number(values.count);
  if (count !== undefined && !(Number.isInteger(count) && count > 0))
    throw new Failure("--count is a whole number above 0.");
  const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
  for (const name of names) {
    const measure = benchmarks[name];
    if (!measure)
      throw new Failure(`There is no benchmark "${name}": ${Object.keys(benchmarks).join(", ")}.`);
    const loadBefore = load();
    report(name, await measure({ count }), loadBefore);
  }
});
