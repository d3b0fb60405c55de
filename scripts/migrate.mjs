/**
 * node scripts/migrate.mjs            applies the migrations to MIGRATE_DATABASE_URL, or to the embedded database
 * node scripts/migrate.mjs diff NAME  writes prisma/migrations/…_NAME from the datamodel
 * node scripts/migrate.mjs check      fails when migrations and datamodel differ
 */
import { pathToFileURL } from "node:url";
import { openDataDir } from "./data-dir.mjs";
import { withDatabase } from "./database/borrow.mjs";
import { removeDataDir } from "./database/cluster.mjs";
import { findDrift, migrate, writeMigration } from "./database/migrations.mjs";
import { Failure, runScript } from "./failure.mjs";

export { migrate };

/** @param {string} text */
const print = (text) => process.stdout.write(`${text}\n`);

/** @type {Record<string, (args: string[]) => Promise<void>>} */
const commands = {
  async apply() {
    const dataDir = openDataDir(process.env.DATA_DIR ?? ".data");
    await withDatabase({ dataDir, env: process.env }, async ({ owner }) => {
      const applied = await migrate({ connectionString: owner });
      print(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
    });
  },
  async diff([name]) {
    if (!name) throw new Failure("Give the migration a name: node scripts/migrate.mjs diff NAME");
    await inScratch(async (connectionString) => {
      const path = await writeMigration({ connectionString, name });
      print(path ? `Wrote ${path}.` : "The migrations already build the datamodel.");
    });
  },
  async check() {
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
  const dataDir = openDataDir(`.test/run-${process.pid}`);
  try {
    await withDatabase({ dataDir, env: {}, durable: false }, ({ owner }) => use(owner));
  } finally {
    removeDataDir(dataDir);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await runScript(async () => {
    const [name = "apply", ...args] = process.argv.slice(2);
    const command = commands[name];
    if (!command) throw new Failure(`Unknown command "${name}": apply, diff NAME or check.`);
    await command(args);
  });
}
