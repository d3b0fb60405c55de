import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Database } from "@/bench/stack/database";
import { Hub } from "@/bench/stack/hub";
import { Simulator } from "@/bench/stack/simulator";
import { todayInDenver } from "@/scripts/checks/journeys.mjs";
import { testEnvironment } from "@/scripts/checks/vitest.mjs";
import { openDataDir } from "@/scripts/data-dir.mjs";
import { removeDataDir } from "@/scripts/database/cluster.mjs";
import { freePort } from "@/scripts/database/server.mjs";
import { keepClockOffset } from "@/scripts/hub/clock.mjs";
import { childEnvironments } from "@/scripts/hub/environment.mjs";
import { keepSecrets } from "@/scripts/hub/secrets.mjs";
import { readSettings } from "@/scripts/hub/settings.mjs";
import { Guard } from "@/scripts/supervisor/guard.mjs";

const NOON = 12 * 60;

export interface Stack {
  url: string;
  dataDir: string;
  database: Database;
  simulator: Simulator;
  hub: Hub;
  /** The hub's clock: it is noon in Denver when the stack starts, so that nobody's quiet hours hold a text. */
  now(): Date;
  /** A second hub on the same database and vendors, with a port and a folder of its own, not started yet. */
  secondHub(): Promise<Hub>;
  stop(): Promise<void>;
}

/**
 * A hub of its own, without the demo: PostgreSQL, the vendors' simulator and `npm start` as separate processes on their
 * own ports and data, so that each can be killed, or measured, apart.
 */
export async function startStack(name: string, given: Record<string, string> = {}): Promise<Stack> {
  const dataDir = openDataDir(join(openDataDir(".test"), `${name}-${process.pid}`));
  const logs = join(dataDir, "logs");
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const env = {
    ...testEnvironment(),
    ...given,
    PORT: String(await freePort()),
    SIMULATOR_PORT: String(await freePort()),
    SIMULATOR_SMTP_PORT: String(await freePort()),
    DATA_DIR: dataDir,
    HUB_NOW: todayInDenver(NOON),
    // The key's allowance is not what is measured.
    API_RATE_PER_MINUTE: "1000000",
    API_RATE_BURST: "100000",
  };
  const guard = new Guard((line: string) => void process.stderr.write(`${line}\n`));
  let hub: Hub | undefined;
  let simulator: Simulator | undefined;
  let database: Database | undefined;
  let second: Hub | undefined;
  const stop = async () => {
    await second?.stop();
    await hub?.stop();
    tellErrors(logs);
    await simulator?.stop();
    await database?.pool.end();
    await guard.close();
    removeDataDir(join(dataDir, "server"));
    removeDataDir(dataDir);
  };
  try {
    // A folder of its own: a hub that stops also stops a server that its own data directory has left.
    database = await Database.start(openDataDir(join(dataDir, "server")), guard);
    const settings = readSettings(env);
    const clockOffsetMs = keepClockOffset(dataDir, settings, Date.now());
    const environments = childEnvironments({
      env,
      settings,
      secrets: keepSecrets(dataDir),
      urls: database.urls,
      dataDir,
      clockOffsetMs,
      demo: true,
      dev: false,
    });
    const address = `http://127.0.0.1:${settings.simulatorPort}`;
    simulator = new Simulator(address, environments.simulator, guard, logs);
    // The vendors are ours to start and stop: to this hub they are addresses that it was given. A mail server of this
    // machine would count as real.
    const hubEnv = {
      ...environments.hub,
      SMTP_URL: undefined,
      HUB_DEMO: "0",
      MIGRATE_DATABASE_URL: database.urls.owner,
    };
    hub = new Hub(dataDir, hubEnv, guard);
    const now = () => new Date(Date.now() + clockOffsetMs);
    const secondHub = async () => {
      const own = openDataDir(join(dataDir, "second"));
      const settings = { PORT: String(await freePort()), DATA_DIR: own, HUB_NOW: now().toISOString() };
      second = new Hub(own, { ...hubEnv, ...settings }, guard);
      return second;
    };
    await Promise.all([simulator.start(), hub.start()]);
    return {
      url: settings.publicUrl.replace("localhost", "127.0.0.1"),
      dataDir,
      database,
      simulator,
      hub,
      now,
      secondHub,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What went wrong inside, once each: a figure from a hub that failed is none. */
function tellErrors(logs: string): void {
  const path = join(logs, "runner.log");
  if (!existsSync(path)) return;
  const events = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.includes('"level":"error"'))
    .map((line) => {
      const { event, cause, stack } = JSON.parse(line) as Record<string, unknown>;
      return `${event} (${cause}) ${String(stack ?? "").slice(0, 160)}`;
    });
  for (const event of new Set(events)) process.stderr.write(`The runner's log has: ${event}\n`);
}
