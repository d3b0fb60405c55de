import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { root } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";
import { withSchemaEngine } from "./schema-engine.mjs";

const schemaDir = join(root, "prisma");
const migrationsDir = join(schemaDir, "migrations");
const lockfile = 'provider = "postgresql"\n';
const filters = { externalTables: [], externalEnums: [] };
// Any fixed number: two processes that migrate the same database take turns.
const turn = 4_829_114;

/**
 * Applies the migrations that a database has not seen, in order, and answers their names.
 * @param {{ connectionString: string }} options the owner's connection (`MIGRATE_DATABASE_URL`)
 */
export async function migrate({ connectionString }) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [turn]);
    const { appliedMigrationNames } = await withSchemaEngine(
      { connectionString, datamodels: readDatamodels() },
      (engine) => engine.applyMigrations({ migrationsList: listMigrations(), filters }),
    );
    return appliedMigrationNames;
  } catch (error) {
    throw new Failure(`The migrations could not be applied: ${sentenceOf(error)}`);
  } finally {
    await client.end();
  }
}

/**
 * Writes the migration that takes the present migrations to the datamodel and answers its path; null when there is
 * nothing to do.
 * @param {{ connectionString: string, name: string }} options
 */
export async function writeMigration({ connectionString, name }) {
  const script = await findDrift({ connectionString });
  if (!script) return null;
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const dir = join(migrationsDir, `${stamp}_${name.replace(/\W+/g, "_").toLowerCase()}`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(migrationsDir, "migration_lock.toml"), lockfile);
  writeFileSync(join(dir, "migration.sql"), script);
  return join(dir, "migration.sql");
}

/**
 * The SQL by which the datamodel differs from what the migrations build; null when they agree.
 * @param {{ connectionString: string }} options
 */
export async function findDrift({ connectionString }) {
  const datamodels = readDatamodels();
  const files = datamodels.map(([path, content]) => ({ path, content }));
  try {
    const { stdout } = await withSchemaEngine({ connectionString, datamodels }, (engine) =>
      engine.diff({
        from: { tag: "migrations", ...listMigrations() },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: null,
        filters,
      }),
    );
    return stdout && !/^--[^\n]*empty migration/i.test(stdout.trim()) ? stdout : null;
  } catch (error) {
    throw new Failure(`The migrations could not be compared with the datamodel: ${sentenceOf(error)}`);
  }
}

/** @returns {[path: string, content: string][]} */
function readDatamodels() {
  return readdirSync(schemaDir, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".prisma") && !path.startsWith("generated"))
    .sort()
    .map((path) => [join(schemaDir, path), readFileSync(join(schemaDir, path), "utf8")]);
}

function listMigrations() {
  const entries = existsSync(migrationsDir) ? readdirSync(migrationsDir, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: migrationsDir,
    lockfile: { path: "migration_lock.toml", content: lockfile },
    shadowDbInitScript: "",
    migrationDirectories: names.sort().map((name) => ({ path: name, migrationFile: readScript(name) })),
  };
}

/** @param {string} name */
function readScript(name) {
  const value = readFileSync(join(migrationsDir, name, "migration.sql"), "utf8");
  return { path: "migration.sql", content: { tag: /** @type {const} */ ("ok"), value } };
}

/** @param {unknown} error */
function sentenceOf(error) {
  const text = error instanceof Error ? error.message : JSON.stringify(error);
  return text.replace(/\s+/g, " ").trim();
}
