import { inInstallation } from "@/lib/db/transaction";

export interface KnownKey {
  id: string;
  clinicId: string;
  scopes: string[];
}

interface Row extends KnownKey {
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

/** A key that was alive is believed this long, so that a revocation holds within a second in every process. */
const BELIEVED_MS = 1_000;
/** How often a key's last use is written. */
const TOUCH_MS = 60_000;
const MOST_KEYS = 1_000;

type Cache = Map<string, { key: KnownKey; until: number }>;
// Route handlers may get separate copies of this module; forgetting must reach them all.
const held = globalThis as typeof globalThis & { hubKeys?: Cache };
held.hubKeys ??= new Map();
const cache = held.hubKeys;

/** The key with this hash, unless there is none or it was revoked (at the latest a second ago). Notes its use. */
export async function findKey(hash: string, now: Date): Promise<KnownKey | null> {
  const known = cache.get(hash);
  if (known && performance.now() < known.until) return known.key;
  cache.delete(hash);
  const row = await inInstallation(async (tx) => {
    const [found] = await tx.$queryRaw<Row[]>`
      SELECT id, "clinicId", scopes, "revokedAt", "lastUsedAt" FROM "ApiKey" WHERE hash = ${hash}`;
    if (found && (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > TOUCH_MS)) {
      await tx.$executeRaw`UPDATE "ApiKey" SET "lastUsedAt" = ${now} WHERE id = ${found.id}::uuid`;
    }
    return found;
  });
  if (!row || row.revokedAt) return null;
  const { id, clinicId, scopes } = row;
  if (cache.size >= MOST_KEYS) cache.clear();
  cache.set(hash, { key: { id, clinicId, scopes }, until: performance.now() + BELIEVED_MS });
  return { id, clinicId, scopes };
}

/** After a revocation: in this process it holds at once. */
export function forgetKey(id: string): void {
  for (const [hash, { key }] of cache) if (key.id === id) cache.delete(hash);
}
