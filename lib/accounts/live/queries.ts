import { Credentials } from "@/lib/accounts/schema";
import { type Context, keyIdOf, unseal } from "@/lib/accounts/sealing/rules";
import { inInstallation } from "@/lib/db/transaction";

export interface AccountRow {
  id: string;
  clinicId: string;
  provider: string;
  publicId: string | null;
  keyId: string;
  sealed: Uint8Array | null;
  previous: Uint8Array | null;
  previousUntil: Date | null;
  version: number;
  changedAt: Date;
}

/**
 * One word that differs whenever any account did: versions only rise, and no row is ever taken away. Asked every few
 * seconds by every process, so it reads a table of a few rows and no secret.
 */
export async function stateOfAccounts(): Promise<string> {
  const rows = await inInstallation(
    (tx) => tx.$queryRaw<{ state: string }[]>`
      SELECT concat(count(*), ':', coalesce(sum(version), 0)) AS state FROM "VendorAccount"`,
  );
  return rows[0]?.state ?? "";
}

/** Every account of every clinic, those that were removed among them. */
export function loadAccounts(): Promise<AccountRow[]> {
  return inInstallation(
    (tx) => tx.$queryRaw<AccountRow[]>`
      SELECT id, "clinicId", provider, "publicId", "keyId", sealed, previous, "previousUntil", version, "changedAt"
      FROM "VendorAccount" ORDER BY id`,
  );
}

/** Accounts that another secret than this one sealed. */
export function listStale(keyId: string): Promise<AccountRow[]> {
  return inInstallation(
    (tx) => tx.$queryRaw<AccountRow[]>`
      SELECT id, "clinicId", provider, "publicId", "keyId", sealed, previous, "previousUntil", version, "changedAt"
      FROM "VendorAccount" WHERE sealed IS NOT NULL AND "keyId" <> ${keyId} ORDER BY id`,
  );
}

/** Null: no secret of this installation opens it. `secrets`: the present one first. */
export function openCredentials(
  sealed: Uint8Array,
  keyId: string,
  context: Context,
  secrets: readonly string[],
): Credentials | null {
  const secret = secrets.find((one) => keyIdOf(one) === keyId);
  const plain = secret === undefined ? null : unseal(sealed, secret, context);
  return plain === null ? null : (Credentials.safeParse(JSON.parse(plain)).data ?? null);
}
