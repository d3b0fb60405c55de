import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Failure } from "../failure.mjs";
import { connections, databaseName, keepRecord, openCluster } from "./cluster.mjs";

/** @typedef {import("../supervisor/guard.mjs").Guard} Guard */

const startMs = 30_000;
const answerMs = 10_000;

/**
 * Starts the embedded PostgreSQL of a data directory under the guard's watchdog, on 127.0.0.1 only, and answers the
 * connection strings. `durable: false` is for tests: a crash of the machine may lose data.
 * @param {{ dataDir: string, guard: Guard, port?: number, durable?: boolean, log?: string }} options
 */
export async function startServer({
  dataDir,
  guard,
  port,
  durable = true,
  log = join(dataDir, "postgres.log"),
}) {
  const cluster = await openCluster(dataDir);
  const { record } = cluster;
  record.port = port ?? (await freePort(record.port));
  keepRecord(dataDir, record);
  guard.startPostgres({
    command: join(cluster.bin, "postgres"),
    args: ["-D", cluster.dir, ...settings(record.port, durable)],
    cwd: cluster.record.home,
    log,
    ...cluster.account,
  });
  const urls = connections(record);
  await waitUntilReady(urls.superuser, guard, log);
  if (!record.ready) {
    await makeRoles(urls.superuser, record);
    keepRecord(dataDir, { ...record, ready: true });
  }
  return { port: record.port, ...urls };
}

/** @param {number} port @param {boolean} durable */
function settings(port, durable) {
  const values = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    max_connections: 120,
    // A new database has no statistics, and a plan made for an empty table reads a whole clinic: it is looked at soon.
    autovacuum_naptime: "15s",
    // The log must not repeat a patient's words: no failing statement, no "Key (email)=(…) already exists".
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** @param {string} url @param {Guard} guard @param {string} log */
async function waitUntilReady(url, guard, log) {
  const end = Date.now() + startMs;
  for (;;) {
    const refusal = await refusalOf(url);
    if (!refusal) return;
    if (guard.postgresEnded || Date.now() > end) {
      const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
      const why = lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? refusal;
      throw new Failure(`PostgreSQL did not start: ${why.replace(/\.$/, "")} (whole log: ${log}).`);
    }
    await sleep(50);
  }
}

/**
 * Why a database cannot be reached, null when it can.
 * @param {string} connectionString
 */
export async function refusalOf(connectionString) {
  const client = new pg.Client({ connectionString });
  try {
    await Promise.race([client.connect(), silence()]);
    await client.query("SELECT 1");
    return null;
  } catch (error) {
    const { message, code } = /** @type {Error & { code?: string }} */ (error);
    return message || code || "no answer";
  } finally {
    await client.end().catch(() => {});
  }
}

/** pg's own connection timeout keeps the process alive after a refusal. */
async function silence() {
  await sleep(answerMs, undefined, { ref: false });
  throw new Error(`no answer within ${answerMs / 1000} s`);
}

/** @param {string} url @param {import("./cluster.mjs").ClusterRecord} record */
async function makeRoles(url, { passwords }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // CREATEDB is for the shadow database that a new migration is compared in.
    await client.query(`CREATE ROLE hub_owner LOGIN CREATEDB NOBYPASSRLS PASSWORD '${passwords.owner}'`);
    await client.query(`CREATE ROLE hub_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '${passwords.app}'`);
    // Whoever is given the owner's address as DATABASE_URL serves as hub_app all the same (lib/db/client.ts).
    await client.query("GRANT hub_app TO hub_owner");
    await client.query(`CREATE DATABASE ${databaseName} OWNER hub_owner`);
  } finally {
    await client.end();
  }
}

/**
 * The wanted port of 127.0.0.1 when it is free, else a free one.
 * @param {number} wanted 0 for any
 * @returns {Promise<number>}
 */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", () =>
      wanted ? resolve(freePort(0)) : reject(new Failure("No free port is left on 127.0.0.1.")),
    );
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : wanted));
    });
  });
}
