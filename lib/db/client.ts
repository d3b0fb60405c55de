import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env";
import { PrismaClient } from "@/prisma/generated/client";

interface Held {
  pool: pg.Pool;
  prisma: PrismaClient;
}

// Route handlers and instrumentation get separate copies of this module: one pool per process hangs on globalThis.
const held = globalThis as typeof globalThis & { hubDatabase?: Held };

function open(): Held {
  const pool = new pg.Pool({ connectionString: env().databaseUrl, max: 12, idleTimeoutMillis: 30_000 });
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false }),
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
