import { join } from "node:path";
import { type Figures, figure } from "@/bench/report";
import { Hub } from "@/bench/stack/hub";
import { testEnvironment } from "@/scripts/checks/vitest.mjs";
import { openDataDir } from "@/scripts/data-dir.mjs";
import { removeDataDir } from "@/scripts/database/cluster.mjs";
import { freePort } from "@/scripts/database/server.mjs";
import { Guard } from "@/scripts/supervisor/guard.mjs";

const RUNS = 3;

/**
 * How long `npm start` takes until it says that it is ready: the first time on an empty data directory (migrations and
 * demo included, the pages built before), and again on what that left behind, best and worst of three.
 */
export async function measureStart(): Promise<Figures> {
  const dataDir = openDataDir(join(openDataDir(".test"), `bench-start-${process.pid}`));
  const env = {
    ...testEnvironment(),
    PORT: String(await freePort()),
    SIMULATOR_PORT: String(await freePort()),
    SIMULATOR_SMTP_PORT: String(await freePort()),
    DATA_DIR: dataDir,
  };
  const guard = new Guard();
  const hub = new Hub(dataDir, env, guard);
  const timed = async (): Promise<{ startMs: number; stopMs: number }> => {
    const startMs = await hub.start();
    const began = performance.now();
    await hub.stop();
    return { startMs, stopMs: performance.now() - began };
  };
  try {
    await timed();
    removeDataDir(dataDir);
    const first = await timed();
    const again: Awaited<ReturnType<typeof timed>>[] = [];
    for (let run = 0; run < RUNS; run += 1) again.push(await timed());
    const seconds = (values: number[]) => values.map((ms) => ms / 1_000);
    return {
      "second start, best": figure(Math.min(...seconds(again.map((run) => run.startMs))), "s"),
      "second start, worst": figure(Math.max(...seconds(again.map((run) => run.startMs))), "s", { most: 10 }),
      "first start, pages built": figure(first.startMs / 1_000, "s"),
      "orderly stop, worst": figure(Math.max(...seconds(again.map((run) => run.stopMs))), "s"),
    };
  } finally {
    await hub.stop();
    await guard.close();
    removeDataDir(dataDir);
  }
}
