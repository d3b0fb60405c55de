/**
 * node scripts/migrate.mjs            applies the migrations to MIGRATE_DATABASE_URL, or to the embedded database
 * node scripts/migrate.mjs diff NAME  writes prisma/migrations/…_NAME from the datamodel
 * node scripts/migrate.mjs check      fails when migrations and datamodel differ
 */
import { dataDirOf, openDataDir } from "./data-dir.mjs";
import { Failure, runScript } from "./failure.mjs";
import { loadEnvFile } from "./preflight/env-file.mjs";
import { refuseOldNode } from "./preflight/node-version.mjs";
import { installPackages } from "./preflight/packages.mjs";

/** @param {string} text */
const print = (text) => process.stdout.write(`${text}\n`);

/** @type {Record<string, (args: string[]) => Promise<void>>} */
const commands = {
  async apply() {
    const { withDatabase } = await import("./database/borrow.mjs");
    const { migrate } = await import("./database/migrations.mjs");
    await withDatabase({ dataDir: dataDirOf(process.env), env: process.env }, async ({ owner }) => {
      const applied = await migrate({ connectionString: owner });
      print(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
    });
  },
  async diff([name]) {
    if (!name) throw new Failure("Give the migration a name: node scripts/migrate.mjs diff NAME");
    const { writeMigration } = await import("./database/migrations.mjs");
    await inScratch(async (connectionString) => {
      const path = await writeMigration({ connectionString, name });
      print(path ? `Wrote ${path}.` : "The migrations already build the datamodel.");
    });
  },
  async check() {
    const { findDrift } = await import("./database/migrations.mjs");
    await inScratch(async (connectionString) => {
      const drift = await findDrift({ connectionString });
      if (drift)
        throw new Failure(
          `The datamodel differs from the migrations (npm run migrate -- diff NAME):\n${drift}`,
        );
      print("The migrations build the datamodel.");
    });
  },
};

/** @param {(connectionString: string) => Promise<void>} use */
async function inScratch(use) {
  const { withDatabase } = await import("./database/borrow.mjs");
  const { removeDataDir } = await import("./database/cluster.mjs");
  const dataDir = openDataDir(`.test/run-${process.pid}`);
  try {
    await withDatabase({ dataDir, env: {}, durable: false }, ({ owner }) => use(owner));
  } finally {
    removeDataDir(dataDir);
  }
}

await runScript(async () => {
  refuseOldNode();
  const [name = "apply", ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) throw new Failure(`Unknown command "${name}": apply, diff NAME or check.`);
  loadEnvFile();
  await installPackages(print);
  await command(args);
});
