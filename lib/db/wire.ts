import { AsyncLocalStorage } from "node:async_hooks";
import type { Socket } from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma } from "@/prisma/generated/client";

/** The connection that a transaction of the ORM works on, for statements that need no ORM. */
export interface Wire {
  client: pg.PoolClient | null;
}

type Raw = <T>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => Promise<T>;

// One storage and one list of names per process: the copies of this module share the connections.
const held = globalThis as typeof globalThis & {
  hubWire?: AsyncLocalStorage<Wire>;
  hubStatements?: Map<string, string>;
};
held.hubWire ??= new AsyncLocalStorage<Wire>();
const opening = held.hubWire;

/** Opens an ORM transaction and learns its connection. */
export function withWire<T>(wire: Wire, open: () => Promise<T>): Promise<T> {
  return opening.run(wire, open);
}

/**
 * The ORM's adapter, which also tells `withWire` the connection of the transaction it opens, and forgets it before the
 * connection goes back to the pool: a statement that comes later must not run in somebody else's transaction.
 */
export class WiredPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => {
      const tx = await start(isolation);
      const wire = opening.getStore();
      if (!wire) return tx;
      wire.client = (tx as unknown as { client: pg.PoolClient }).client;
      const [commit, rollback] = [tx.commit.bind(tx), tx.rollback.bind(tx)];
      const leave = (end: () => Promise<void>) => () => {
        wire.client = null;
        return end();
      };
      return Object.assign(tx, { commit: leave(commit), rollback: leave(rollback) });
    };
    return adapter;
  }
}

const NO_ROWS = { rows: [], fields: [], rowCount: null, command: "BEGIN", oid: 0 };

/**
 * The ORM waits for the answer to BEGIN, which says nothing: it travels with the statements after it. Where it fails the
 * connection is lost, and so are they; outside a transaction `set_config(…, true)` names no clinic, and nothing is seen.
 */
export function beginAtOnce(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const eager = (first: unknown, ...others: unknown[]) => {
    if ((first as { text?: unknown } | null)?.text !== "BEGIN") return query(first, ...others);
    gather(client);
    (query(first) as Promise<unknown>).catch(() => undefined);
    return Promise.resolve(NO_ROWS);
  };
  Object.assign(client, { query: eager });
}

/** Statements that differ only by their values share a plan on each connection; dynamic ones beyond this many do not. */
const MOST_NAMES = 600;
const LONGEST_NAMED = 6_000;
held.hubStatements ??= new Map();
const names = held.hubStatements;

/**
 * Stands in a statement that joins thousands of rows: a plan that was kept from a clinic's first hour reads all of a table
 * for each of them, and planning costs such a statement nothing.
 */
export const PLANNED_ANEW = Prisma.raw("/* planned anew */");

/** The name under which a connection keeps this statement prepared; empty where it is not worth keeping. */
export function statementName(text: string): string {
  if (text.includes(PLANNED_ANEW.text)) return "";
  const known = names.get(text);
  if (known || names.size >= MOST_NAMES || text.length > LONGEST_NAMED) return known ?? "";
  const name = `hub_${names.size}`;
  names.set(text, name);
  return name;
}

type Parser = (text: string) => unknown;
const usual = pg.types.getTypeParser as (oid: number, format?: string) => Parser;
const { INT8, NUMERIC, DATE, TIMESTAMPTZ } = pg.types.builtins;

/** ISO 8601 is what V8 reads fastest; other offsets are left to the driver. */
const instant: Parser = (text) =>
  text.endsWith("+00") ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : usual(TIMESTAMPTZ)(text);

const PARSERS = new Map<number, Parser>([
  [INT8, BigInt],
  [NUMERIC, (text) => new Prisma.Decimal(text)],
  [DATE, (text) => new Date(`${text}T00:00:00Z`)],
  [TIMESTAMPTZ, instant],
]);

// Values come as the ORM's own raw queries give them.
const types = {
  getTypeParser: (oid: number, format?: string) =>
    (format !== "binary" && PARSERS.get(oid)) || usual(oid, format),
} as pg.CustomTypesConfig;

const gathering = new WeakSet<object>();

/** Statements asked for in one breath leave in one packet: each packet wakes the server's process. */
function gather(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  if (gathering.has(stream)) return;
  gathering.add(stream);
  stream.cork();
  process.nextTick(() => {
    gathering.delete(stream);
    stream.uncork();
  });
}

/** Raw statements of a transaction, straight on its connection instead of through the ORM's engine. */
export function rawOn(wire: Wire): { query: Raw; execute: Raw } {
  const run = (query: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
    if (!wire.client) throw new Error("A statement came after its transaction had ended.");
    const { text, values: flat } = "raw" in query ? Prisma.sql([...query], ...values) : query;
    gather(wire.client);
    return wire.client.query({ name: statementName(text), text, values: flat, types });
  };
  return {
    query: async (query, ...values) => (await run(query, values)).rows as never,
    execute: async (query, ...values) => ((await run(query, values)).rowCount ?? 0) as never,
  };
}
