import pg from "pg";
import { beginAtOnce, statementName, WiredPg } from "@/lib/db/wire";
import { env } from "@/lib/env";
import { PrismaClient } from "@/prisma/generated/client";

interface Held {
  pool: pg.Pool;
  prisma: PrismaClient;
}

// Route handlers and instrumentation get separate copies of this module: one pool per process hangs on globalThis.
const held = globalThis as typeof globalThis & { hubDatabase?: Held };

/** The role that neither owns a table nor bypasses row-level security (prisma/migrations). */
const APP_ROLE = "hub_app";

// Owners and superusers pass every policy unseen: their connections work as hub_app, or not at all.
async function stepDown(client: pg.ClientBase): Promise<void> {
  await client.query(
    `SELECT set_config('role', $1, false) FROM pg_class, pg_roles
     WHERE pg_class.oid = to_regclass('"Patient"') AND rolname = current_user
       AND (rolsuper OR rolbypassrls OR pg_has_role(relowner, 'USAGE'))`,
    [APP_ROLE],
  );
}

function open(): Held {
  const connectionString = env().databaseUrl;
  const serves = new pg.Client({ connectionString }).user === APP_ROLE;
  const pool = new pg.Pool({
    connectionString,
    max: 12,
    // Disks without moving heads (the default of 4 is for those that have them), and statements too short to compile.
    options: "-c random_page_cost=1.1 -c jit=off",
    idleTimeoutMillis: 30_000,
    // A server that takes a connection and never answers would hold up a start for good.
    connectionTimeoutMillis: 20_000,
    // Statements that do not need each other's answers travel together.
    pipeline: true,
    ...(serves ? {} : { onConnect: stepDown }),
  });
  pool.on("connect", beginAtOnce);
  const prisma = new PrismaClient({
    adapter: new WiredPg(pool, {
      disposeExternalPool: false,
      statementNameGenerator: ({ sql }) => statementName(sql),
    }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  // An idle connection that breaks (database restart) is replaced at the next use; without a listener it ends the process.
  pool.on("error", () => undefined);
  return { pool, prisma };
}

export function database(): Held {
  held.hubDatabase ??= open();
  return held.hubDatabase;
}

/** Ends the pool; for the end of a process or a test run. */
export async function closeDatabase(): Promise<void> {
  const open = held.hubDatabase;
  delete held.hubDatabase;
  await open?.prisma.$disconnect();
  await open?.pool.end();
}
