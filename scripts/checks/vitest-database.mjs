import { startTestDatabase } from "./test-database.mjs";

/**
 * Vitest's global set-up: one database for all suites of the run (each suite makes a clinic of its own), handed to
 * the workers by the environment. Answers the tear-down.
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
  return database.stop;
}
