import { availableParallelism } from "node:os";
import pg from "pg";
import { startTestDatabase } from "./test-database.mjs";

/** How many test files run at once; each has a database of its own, because sweeps and jobs see all clinics of theirs. */
export const workers = Math.min(availableParallelism(), 4);

/**
 * Vitest's global set-up: one server for the run and one database for each worker (each suite makes a clinic of its
 * own), handed to the workers by the environment. Answers the tear-down.
 */
export default async function setUp() {
  const database = await startTestDatabase();
  Object.assign(process.env, {
    DATABASE_URL: database.app,
    MIGRATE_DATABASE_URL: database.owner,
    DATA_DIR: database.dataDir,
    NEXTAUTH_SECRET: "a secret of the test run only",
    HUB_SECRET: "another secret of the test run only",
  });
  const owner = new pg.Client({ connectionString: database.superuser });
  await owner.connect();
  const name = nameIn(database.owner);
  for (let worker = 2; worker <= workers; worker += 1) {
    await owner.query(`CREATE DATABASE ${name}_${worker} OWNER hub_owner TEMPLATE ${name}`);
  }
  await owner.end();
  return database.stop;
}

/** @param {string} url */
function nameIn(url) {
  return new URL(url).pathname.slice(1);
}
