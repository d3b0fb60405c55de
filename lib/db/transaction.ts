import { AsyncLocalStorage } from "node:async_hooks";
import { database } from "@/lib/db/client";
import { rawOn, type Wire, withWire } from "@/lib/db/wire";
import type { Prisma } from "@/prisma/generated/client";

export type Tx = Prisma.TransactionClient;
/** What a jsonb column takes. */
export type Json = Prisma.InputJsonValue;

interface Current {
  clinicId: string;
  readOnly: boolean;
  tx: Tx;
  afterCommit: (() => void)[];
  /** Statements that travel with the commit. */
  trailing: Promise<unknown>[];
}

// One storage per process, shared by the copies of this module that the bundler makes.
const held = globalThis as typeof globalThis & { hubTransaction?: AsyncLocalStorage<Current> };
held.hubTransaction ??= new AsyncLocalStorage<Current>();
const storage = held.hubTransaction;

/**
 * Runs `work` in a transaction in which the database itself sees only this clinic (row-level security), or joins the
 * one that is open for it. One that opens `readOnly` refuses every change; joining another clinic's transaction, or a
 * reading one in order to write, is a bug and throws.
 */
export async function inClinic<T>(
  clinicId: string,
  work: (tx: Tx) => Promise<T>,
  { readOnly = false }: { readOnly?: boolean } = {},
): Promise<T> {
  const open = storage.getStore();
  if (open) {
    if (open.clinicId !== clinicId) throw new Error("A transaction of one clinic was joined by another.");
    if (open.readOnly && !readOnly) throw new Error("A write joined a transaction that only reads.");
    return work(open.tx);
  }
  const afterCommit: (() => void)[] = [];
  const trailing: Promise<unknown>[] = [];
  const mode = readOnly ? "on" : "off";
  const result = await transaction(
    (tx) =>
      tx.$executeRaw`
        SELECT set_config('app.clinic_id', ${clinicId}, true), set_config('transaction_read_only', ${mode}, true)`,
    (tx) => storage.run({ clinicId, readOnly, tx, afterCommit, trailing }, () => work(tx)),
  );
  // The server rolls back what it is asked to commit after a failed statement: then this throws.
  await Promise.all(trailing);
  for (const effect of afterCommit) effect();
  return result;
}

/**
 * The last statement of the open transaction, already on its way: its answer is awaited together with the commit's
 * instead of before it, and its failure fails the transaction all the same.
 */
export function trail(statement: Promise<unknown>): void {
  statement.catch(() => undefined);
  storage.getStore()?.trailing.push(statement);
}

/** Runs once the open transaction has committed (never if it rolls back), or now when there is none. */
export function afterCommit(effect: () => void): void {
  const open = storage.getStore();
  if (open) open.afterCommit.push(effect);
  else effect();
}

/**
 * The installation's own door, for what must be known before a clinic is: who signs in, whose key, number or receipt
 * this is, what the queue holds. Lint lets only gates, the webhook intake and the runner's claim import it.
 */
export async function inInstallation<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction((tx) => tx.$executeRaw`SELECT set_config('app.installation', 'on', true)`, work);
}

/** The ORM's transaction, its raw statements sent without the ORM. `name` travels with the first statement of `work`. */
function transaction<T>(name: (tx: Tx) => Promise<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  const wire: Wire = { client: null };
  const open = () =>
    database().prisma.$transaction(async (ormTx) => {
      const raw = rawOn(wire);
      const tx = new Proxy(ormTx, {
        get: (target, key) =>
          key === "$queryRaw" ? raw.query : key === "$executeRaw" ? raw.execute : Reflect.get(target, key),
      });
      const named = name(tx);
      // Should it fail, so does everything after it; its own error comes to light at the end.
      named.catch(() => undefined);
      const result = await work(tx);
      await named;
      return result;
    });
  return withWire(wire, open);
}
