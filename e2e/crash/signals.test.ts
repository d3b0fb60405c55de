import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Hub } from "@/bench/stack/hub";
import { testEnvironment } from "@/scripts/checks/vitest.mjs";
import { openDataDir, readRecord } from "@/scripts/data-dir.mjs";
import { removeDataDir } from "@/scripts/database/cluster.mjs";
import { freePort } from "@/scripts/database/server.mjs";
import { Guard } from "@/scripts/supervisor/guard.mjs";
import { gone, isAlive } from "@/scripts/supervisor/process-group.mjs";

/** The runner may drain for 15 s, PostgreSQL may take 20 s. */
const GONE_MS = 40_000;

describe("a demo hub that was started with npm", () => {
  const dataDir = openDataDir(join(openDataDir(".test"), `signals-${process.pid}`));
  const guard = new Guard();
  let hub: Hub;

  beforeAll(async () => {
    const ports = { PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()) };
    const env = { ...testEnvironment(), ...ports, DATA_DIR: dataDir, NEXT_DIST_DIR: ".next-test" };
    hub = new Hub(dataDir, env, guard);
  });
  afterAll(async () => {
    await hub.stop();
    await guard.close();
    removeDataDir(dataDir);
  });

  /** Every process of the hub by name. */
  function everyone(): Record<string, number> {
    const { supervisor, watchdog, children } = readRecord(dataDir, "running.json");
    const lock = join(readRecord(dataDir, "postgres.json").home, "cluster", "postmaster.pid");
    const postgres = Number(readFileSync(lock, "utf8").split("\n")[0]);
    return { supervisor, watchdog, postgres, ...children };
  }

  async function survivors(pids: Record<string, number>): Promise<string[]> {
    await Promise.all(Object.values(pids).map((pid) => gone(pid, GONE_MS)));
    return Object.keys(pids).filter((name) => isAlive(pids[name] ?? 0));
  }

  it("leaves no process behind when npm is asked to end", async () => {
    await hub.start();
    const pids = everyone();
    expect(Object.keys(pids).sort()).toEqual(
      ["postgres", "runner", "simulator", "supervisor", "watchdog", "web"].sort(),
    );
    expect(existsSync(join(dataDir, "demo.json"))).toBe(true);
    await hub.stop();
    expect(await survivors(pids)).toEqual([]);
    expect(existsSync(join(dataDir, "running.json"))).toBe(false);
    expect(existsSync(join(dataDir, "demo.json"))).toBe(false);
  });

  it("leaves no process behind after kill -9 of its supervisor alone, and starts again on its data", async () => {
    await hub.start();
    const pids = everyone();
    const { apiKey } = readRecord(dataDir, "demo.json");
    hub.killSupervisor();
    expect(await survivors(pids)).toEqual([]);
    await hub.start();
    expect(readRecord(dataDir, "demo.json").apiKey).toBe(apiKey);
  });
});
