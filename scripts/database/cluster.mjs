import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRecord, writeRecord } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";
import { serverAccount } from "./account.mjs";
import { reachableBinaries } from "./binaries.mjs";
import { chooseHome, sharedDir } from "./home.mjs";
import { stopOrphan } from "./orphan.mjs";

/**
 * @typedef {object} ClusterRecord what `DATA_DIR/postgres.json` keeps
 * @property {string} home folder of the cluster, outside DATA_DIR when PostgreSQL's account cannot reach it
 * @property {number} port last port used, tried first at the next start
 * @property {{ postgres: string, owner: string, app: string }} passwords
 * @property {boolean} ready false until the roles and the database exist
 */

/** @typedef {{ record: ClusterRecord, dir: string, bin: string, account: import("./account.mjs").Account | null }} Cluster */

const recordName = "postgres.json";
export const databaseName = "hub";

/**
 * Opens the cluster of a data directory, ending an orphan on it; makes it (initdb) when there is none.
 * @param {string} dataDir
 * @returns {Promise<Cluster>}
 */
export async function openCluster(dataDir) {
  /** @type {ClusterRecord | null} */
  const kept = readRecord(dataDir, recordName);
  const account = serverAccount(join(kept?.home ?? join(dataDir, "postgres"), "cluster"));
  const home = kept?.home && existsSync(kept.home) ? kept.home : chooseHome(dataDir, account);
  const dir = join(home, "cluster");
  if (kept?.ready && !existsSync(join(dir, "PG_VERSION"))) {
    throw new Failure(
      `The database recorded in ${join(dataDir, recordName)} is gone: restore ${dir}, or move ${dataDir} away to start afresh.`,
    );
  }
  await stopOrphan(dir);
  const record = kept?.ready ? kept : { home, port: 0, passwords: newPasswords(), ready: false };
  const cluster = { record, dir, account, bin: reachableBinaries(account, sharedDir) };
  if (!record.ready) {
    writeRecord(dataDir, recordName, record);
    initialise(cluster, home);
  }
  return cluster;
}

/**
 * @param {string} dataDir
 * @param {ClusterRecord} record
 */
export function keepRecord(dataDir, record) {
  writeRecord(dataDir, recordName, record);
}

/**
 * Stops the server of a data directory when its watchdog was killed and could not.
 * @param {string} dataDir
 */
export async function stopLeftServer(dataDir) {
  const home = readRecord(dataDir, recordName)?.home;
  if (home) await stopOrphan(join(home, "cluster"));
}

/**
 * Removes a data directory that was made for a test, and its cluster wherever that is.
 * @param {string} dataDir
 */
export function removeDataDir(dataDir) {
  const home = readRecord(dataDir, recordName)?.home;
  if (home) rmSync(home, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

/**
 * Connection strings of the three roles: `postgres` only makes the other two, `hub_owner` migrates, `hub_app` serves.
 * @param {ClusterRecord} record
 */
export function connections({ port, passwords }) {
  const at = `127.0.0.1:${port}`;
  return {
    superuser: `postgresql://postgres:${passwords.postgres}@${at}/postgres`,
    owner: `postgresql://hub_owner:${passwords.owner}@${at}/${databaseName}`,
    app: `postgresql://hub_app:${passwords.app}@${at}/${databaseName}`,
  };
}

/** @param {Cluster} cluster @param {string} home */
function initialise({ dir, bin, account, record }, home) {
  rmSync(dir, { recursive: true, force: true });
  const passwordFile = join(home, "initdb-password");
  writeFileSync(passwordFile, record.passwords.postgres, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const settings = [
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
  ];
  const locale = ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"];
  const made = spawnSync(join(bin, "initdb"), ["-D", dir, ...settings, ...locale], {
    cwd: home,
    encoding: "utf8",
    env: { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
    ...account,
  });
  rmSync(passwordFile, { force: true });
  if (made.status === 0) return;
  const why = (made.stderr || String(made.error ?? ""))
    .trim()
    .split("\n")
    .findLast((line) => /error|fatal/i.test(line));
  throw new Failure(
    `PostgreSQL could not make its database in ${dir}: ${why ?? `initdb ended with ${made.status}`}.`,
  );
}

function newPasswords() {
  const password = () => randomBytes(24).toString("base64url");
  return { postgres: password(), owner: password(), app: password() };
}
