import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { openDataDir } from "../data-dir.mjs";
import { removeDataDir } from "../database/cluster.mjs";
import { freePort } from "../database/server.mjs";
import { Failure } from "../failure.mjs";
import { gone } from "../supervisor/process-group.mjs";
import { testEnvironment } from "./vitest.mjs";

const stopMs = 60_000;

/** @typedef {{ name: string, hubNow?: string }} HubOptions `hubNow`: the instant its clock starts at */

/**
 * Starts whole hubs as `npm start` does, each on ports and data of its own, and runs `use` against them. What `use` is
 * given names their data directories, with commas between them; each holds its addresses (`demo.json`).
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {HubOptions[]} wanted
 * @param {(env: Record<string, string | undefined>) => Promise<void>} use
 */
export async function withTestHubs(shop, wanted, use) {
  const hubs = await Promise.allSettled(wanted.map((options) => startOrAgain(shop, options)));
  const running = hubs.flatMap((hub) => (hub.status === "fulfilled" ? [hub.value] : []));
  try {
    for (const hub of hubs) if (hub.status === "rejected") throw hub.reason;
    const dataDirs = running.map(({ dataDir }) => dataDir);
    await use({ ...testEnvironment(), HUB_DATA_DIR: dataDirs.join(",") });
  } finally {
    await Promise.all(running.map(({ stop }) => stop()));
  }
}

/**
 * A start that did not end in time on a busy machine is told and tried once more.
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {HubOptions} options
 */
async function startOrAgain(shop, options) {
  try {
    return await startHub(shop, options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\nIt is started once more.\n`);
    return startHub(shop, options);
  }
}

/** @param {import("./workshop.mjs").Workshop} shop @param {HubOptions} options */
async function startHub(shop, { name, hubNow }) {
  const dataDir = openDataDir(join(".test", `hub-${name}-${process.pid}`));
  const [port, simulatorPort, mailPort] = [await freePort(), await freePort(), await freePort()];
  const env = {
    ...testEnvironment(),
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_SMTP_PORT: String(mailPort),
    DATA_DIR: dataDir,
    NEXT_DIST_DIR: ".next-test",
    HUB_DEMO: "1",
    ...(hubNow ? { HUB_NOW: hubNow } : {}),
  };
  const hub = shop.spawn(["scripts/start.mjs"], env, "pipe");
  try {
    await ready(hub, dataDir);
    return { dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
  async function stop() {
    hub.kill("SIGTERM");
    if (await gone(hub.pid ?? 0, stopMs)) removeDataDir(dataDir);
    else process.stderr.write(`The test hub (process ${hub.pid}) does not stop.\n`);
  }
}

/** @param {import("node:child_process").ChildProcess} hub @param {string} dataDir */
async function ready(hub, dataDir) {
  rmSync(join(dataDir, "demo.json"), { force: true });
  let words = "";
  const listened = new Promise((resolve) => {
    const hear = (/** @type {Buffer} */ text) => {
      words += text;
      if (/^Messaging Hub is ready/m.test(words)) resolve(true);
    };
    hub.stdout?.on("data", hear);
    hub.stderr?.on("data", hear);
  });
  const isReady = await Promise.race([listened, once(hub, "exit").then(() => false)]);
  if (!isReady) throw new Failure(`The test hub did not start:\n${words}`);
}
