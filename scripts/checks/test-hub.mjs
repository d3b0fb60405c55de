import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { openDataDir, readRecord } from "../data-dir.mjs";
import { removeDataDir } from "../database/cluster.mjs";
import { freePort } from "../database/server.mjs";
import { Failure } from "../failure.mjs";
import { gone } from "../supervisor/process-group.mjs";
import { testEnvironment } from "./vitest.mjs";

const stopMs = 60_000;

/**
 * Starts a whole hub as `npm start` does, on ports and data of its own, and runs `use` against it.
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {{ name: string, hubNow?: string }} options `hubNow`: the instant its clock starts at
 * @param {(env: Record<string, string | undefined>) => Promise<void>} use
 */
export async function withTestHub(shop, { name, hubNow }, use) {
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
    const { url, simulatorUrl } = readRecord(dataDir, "demo.json");
    await use({ ...env, HUB_URL: url, HUB_SIMULATOR_URL: simulatorUrl, HUB_DATA_DIR: dataDir });
  } finally {
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
