import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { openDataDir, readRecord, root, writeRecord } from "../data-dir.mjs";
import { serverAccount } from "../database/account.mjs";
import { removeDataDir } from "../database/cluster.mjs";
import { chooseHome } from "../database/home.mjs";
import { migrate } from "../database/migrations.mjs";
import { startServer } from "../database/server.mjs";
import { Failure } from "../failure.mjs";
import { Guard } from "../supervisor/guard.mjs";
import { isAlive } from "../supervisor/process-group.mjs";

/** @typedef {Pick<import("../database/cluster.mjs").ClusterRecord, "home" | "passwords">} Template */

/**
 * A PostgreSQL server of this test run alone, with one migrated database: a copy of a template that is built once for
 * each state of the migrations. Runs side by side do not meet.
 */
export async function startTestDatabase() {
  const testDir = openDataDir(".test");
  const template = await findTemplate(testDir);
  removeLeftovers(testDir, template);
  const dataDir = openDataDir(join(testDir, `run-${process.pid}`));
  const home = copyTemplate(template, dataDir);
  writeRecord(dataDir, "postgres.json", { home, port: 0, passwords: template.passwords, ready: true });
  const guard = new Guard();
  try {
    const urls = await startServer({ dataDir, guard, durable: false });
    return { ...urls, dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
  async function stop() {
    await guard.close();
    removeDataDir(dataDir);
  }
}

/** @param {string} testDir @returns {Promise<Template>} */
async function findTemplate(testDir) {
  const name = `template-${stateOfMigrations()}`;
  const kept = readRecord(testDir, `${name}.json`);
  if (kept && statSync(join(kept.home, "cluster"), { throwIfNoEntry: false })) return kept;
  const dataDir = openDataDir(join(testDir, `${name}-${process.pid}`));
  const guard = new Guard();
  try {
    const { owner } = await startServer({ dataDir, guard, durable: false });
    await migrate({ connectionString: owner });
  } finally {
    await guard.close();
  }
  const { home, passwords } = readRecord(dataDir, "postgres.json");
  writeRecord(testDir, `${name}.json`, { home, passwords });
  return { home, passwords };
}

function stateOfMigrations() {
  const hash = createHash("sha256");
  const dir = join(root, "prisma", "migrations");
  for (const path of readdirSync(dir, { recursive: true, encoding: "utf8" }).sort()) {
    if (path.endsWith(".sql")) hash.update(path).update(readFileSync(join(dir, path)));
  }
  return hash.digest("hex").slice(0, 12);
}

/** @param {Template} template @param {string} dataDir */
function copyTemplate(template, dataDir) {
  const from = join(template.home, "cluster");
  const account = serverAccount(from);
  const home = chooseHome(dataDir, account);
  const copy = spawnSync("cp", ["-a", from, join(home, "cluster")], {
    cwd: home,
    encoding: "utf8",
    ...account,
  });
  if (copy.status !== 0)
    throw new Failure(`The test database could not be copied: ${copy.stderr || copy.error}`);
  return home;
}

/**
 * What runs that were killed left behind, and templates of earlier migrations.
 * @param {string} testDir
 * @param {Template} template the one in use
 */
function removeLeftovers(testDir, template) {
  for (const name of readdirSync(testDir)) {
    const maker = Number(/-(\d+)$/.exec(name)?.[1]);
    const dataDir = join(testDir, name);
    if (!maker || isAlive(maker)) continue;
    if (readRecord(dataDir, "postgres.json")?.home !== template.home) removeDataDir(dataDir);
  }
}
