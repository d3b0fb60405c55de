import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/**
 * Lends Prisma's own schema engine, in WASM: the Rust binary that the Prisma CLI would download is not needed.
 * @template T
 * @param {{ connectionString: string, datamodels: [path: string, content: string][] }} options
 * @param {(engine: glue.SchemaEngine) => Promise<T>} use
 */
export async function withSchemaEngine({ connectionString, datamodels }, use) {
  await loadWasm();
  const factory = new MigrationAdapter(connectionString);
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  try {
    return await use(await glue.SchemaEngine.new({ datamodels }, () => {}, adapter));
  } catch (error) {
    throw causeOf(error, adapter.errorRegistry);
  } finally {
    await factory.close();
  }
}

/**
 * The engine only knows the number under which the adapter kept what the database said.
 * @param {unknown} error
 * @param {import("@prisma/driver-adapter-utils").ErrorRegistry} registry
 */
function causeOf(error, registry) {
  const number = /External error id#(\d+)/.exec(String(error))?.[1];
  return (number && registry.consumeError(Number(number))?.error) || error;
}

/** @type {Promise<void> | undefined} */
let loading;

function loadWasm() {
  loading ??= (async () => {
    const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
    const bytes = await readFile(path.replace(/schema_engine\.js$/, "schema_engine_bg.wasm"));
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: raisePanic } });
    const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": imports() });
    const { __wbg_set_wasm } = /** @type {{ __wbg_set_wasm(exports: object): void }} */ (
      /** @type {unknown} */ (glue)
    );
    __wbg_set_wasm(instance.exports);
    /** @type {() => void} */ (instance.exports.__wbindgen_start)();
  })();
  return loading;
}

/** The engine waits for its lock with a 10 s timer that it never clears; ours does not keep the process alive. */
function imports() {
  /** @type {Record<string, WebAssembly.ImportValue>} */
  const entries = Object.fromEntries(Object.entries(glue));
  const timer = Object.keys(entries).find((name) => name.startsWith("__wbg_setTimeout"));
  if (timer)
    entries[timer] = (/** @type {() => void} */ run, /** @type {number} */ ms) => setTimeout(run, ms).unref();
  return entries;
}

/** @param {string} message @returns {never} */
function raisePanic(message) {
  throw new Error(message);
}

/**
 * Prisma's adapter cuts a script at every semicolon, which breaks functions and triggers, and drops the shadow
 * database while still connected to it; this one does neither.
 */
class MigrationAdapter extends PrismaPg {
  /** @type {pg.Pool[]} the engine leaves its connections open */
  #pools = [];

  /** @param {string} connectionString */
  constructor(connectionString) {
    super({ connectionString });
    this.connectionString = connectionString;
  }

  /** @override */
  async connect() {
    const connection = await super.connect();
    this.#pools.push(connection.underlyingDriver());
    return mended(connection);
  }

  async close() {
    await Promise.all(this.#pools.filter((pool) => !pool.ended).map((pool) => pool.end()));
  }

  /** @override */
  async connectToShadowDb() {
    const name = `hub_shadow_${process.pid}_${Date.now()}`;
    await this.administer(`CREATE DATABASE ${name}`);
    const url = new URL(this.connectionString);
    url.pathname = name;
    const adapter = mended(await new PrismaPg({ connectionString: url.href }).connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await this.administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    };
    return adapter;
  }

  /** @param {string} statement */
  async administer(statement) {
    const client = new pg.Client({ connectionString: this.connectionString });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

const charType = 18;
const textType = 25;

/**
 * One query of the simple protocol takes many statements, and runs them in one transaction. The adapter does not know
 * the one-byte "char" of PostgreSQL's own tables, which the engine reads: it gets past the adapter as text.
 * @param {Awaited<ReturnType<PrismaPg["connect"]>>} connection
 */
function mended(connection) {
  const pool = connection.underlyingDriver();
  const query = /** @type {(...args: unknown[]) => Promise<pg.QueryResult>} */ (pool.query.bind(pool));
  const queryRaw = connection.queryRaw.bind(connection);
  /** @type {WeakMap<unknown[], number[]>} */
  const charColumns = new WeakMap();
  Object.assign(pool, {
    query: async (/** @type {unknown[]} */ ...args) => {
      const result = await query(...args);
      const fields = result.fields ?? [];
      charColumns.set(
        result.rows ?? [],
        [...fields.keys()].filter((index) => fields[index]?.dataTypeID === charType),
      );
      for (const field of fields) if (field.dataTypeID === charType) field.dataTypeID = textType;
      return result;
    },
  });
  connection.queryRaw = async (request) => {
    const result = await queryRaw(request);
    for (const index of charColumns.get(result.rows) ?? [])
      result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  connection.executeScript = async (script) => {
    if (script.trim()) await query(script);
  };
  return connection;
}
