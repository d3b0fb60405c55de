import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";

/*
 * A revocation and the claims of the same address exclude each other (docs/decisions/004): whoever revokes holds the
 * address alone and takes it before any message; a claim holds it beside other claims, takes it last and never waits.
 */

/**
 * Holds these addresses of the clinic alone until the transaction ends. Returns once every claim that may go to them
 * has committed, and keeps later ones out. Call it before anything else is locked.
 */
export async function holdAddresses(tx: Tx, ctx: Ctx, addresses: readonly string[]): Promise<void> {
  const keys = keysOf(ctx, addresses);
  if (keys.length === 0) return;
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(v.key, 0)) FROM unnest(${keys}::text[]) AS v(key)`;
}

/**
 * Shares these addresses with other claims until the transaction ends; read the suppressions afterwards. Returns those
 * that somebody is closing at this moment: nothing may go there now. Never waits, so that it can come after other locks.
 */
export async function shareAddresses(
  tx: Tx,
  ctx: Ctx,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  const keys = keysOf(ctx, addresses);
  if (keys.length === 0) return new Set();
  const busy = await tx.$queryRaw<{ key: string }[]>`
    SELECT v.key FROM unnest(${keys}::text[]) AS v(key)
    WHERE NOT pg_try_advisory_xact_lock_shared(hashtextextended(v.key, 0))`;
  const start = prefixOf(ctx).length;
  return new Set(busy.map(({ key }) => key.slice(start)));
}

const prefixOf = (ctx: Ctx) => `address ${ctx.clinicId} `;

/** Sorted: two revocations of several addresses take them in one order. */
const keysOf = (ctx: Ctx, addresses: readonly string[]) =>
  [...new Set(addresses)].sort().map((address) => `${prefixOf(ctx)}${address}`);
