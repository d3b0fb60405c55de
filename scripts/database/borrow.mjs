import { readRecord } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";
import { claimDataDir } from "../supervisor/claim.mjs";
import { Guard } from "../supervisor/guard.mjs";
import { connections } from "./cluster.mjs";
import { givenUrls } from "./given.mjs";
import { refusalOf, startServer } from "./server.mjs";

/** @typedef {import("./given.mjs").Urls} Urls */

/**
 * Runs `use` against a database: the one of the environment, else the data directory's running server, else that
 * server started for the occasion.
 * @template T
 * @param {{ dataDir: string, env: Record<string, string | undefined>, durable?: boolean }} options
 * @param {(urls: Urls) => Promise<T>} use
 */
export async function withDatabase({ dataDir, env, durable = true }, use) {
  const given = givenUrls(env);
  if (given) {
    await requireReachable(given);
    return use(given);
  }
  const record = readRecord(dataDir, "postgres.json");
  if (record?.ready && !(await refusalOf(connections(record).owner))) return use(connections(record));
  const claim = await claimDataDir(dataDir);
  const guard = new Guard();
  claim.noteWatchdog(guard.pid);
  try {
    return await use(await startServer({ dataDir, guard, durable }));
  } finally {
    await guard.close();
    claim.release();
  }
}

/** @param {Urls} urls */
export async function requireReachable(urls) {
  await requireDatabase("DATABASE_URL", urls.app);
  if (urls.owner !== urls.app) await requireDatabase("MIGRATE_DATABASE_URL", urls.owner);
}

/**
 * @param {string} name the setting that brought the address
 * @param {string} url
 */
export async function requireDatabase(name, url) {
  const refusal = await refusalOf(url);
  if (refusal) throw new Failure(`The database of ${name} cannot be reached: ${refusal.replace(/\.$/, "")}.`);
}
