import { randomBytes } from "node:crypto";
import { listStale } from "@/lib/accounts/live/queries";
import { sealingSecrets } from "@/lib/accounts/queries";
import { keyIdOf, NONCE_BYTES, seal, unseal } from "@/lib/accounts/sealing/rules";
import { type Ports, systemCtx } from "@/lib/ctx";
import { write } from "@/lib/db/write";

/**
 * Background job: what HUB_PREVIOUS_SECRET sealed is sealed with the present secret, so that the old one can go. What
 * neither opens stays as it is: a person enters it again.
 */
export async function resealAccounts(ports: Ports, secrets = sealingSecrets()): Promise<void> {
  const [secret = ""] = secrets;
  const keyId = keyIdOf(secret);
  for (const row of await listStale(keyId)) {
    const old = secrets.find((one) => keyIdOf(one) === row.keyId);
    if (old === undefined) continue;
    const { id, clinicId, provider: vendor, version } = row;
    const context = { clinicId, vendor };
    const anew = (sealed: Uint8Array | null) => {
      const plain = sealed && unseal(sealed, old, context);
      return plain ? new Uint8Array(seal(plain, secret, context, randomBytes(NONCE_BYTES))) : null;
    };
    const sealed = anew(row.sealed);
    if (!sealed) continue;
    const previous = anew(row.previous);
    const kept = { sealed, previous, previousUntil: previous ? row.previousUntil : null };
    const ctx = systemCtx(clinicId, "reseal", ports);
    await write(ctx, async (tx, audit) => {
      // A version that somebody saved meanwhile is sealed with the present secret already.
      const { count } = await tx.vendorAccount.updateMany({
        where: { clinicId, id, version },
        data: { ...kept, keyId, version: { increment: 1 } },
      });
      if (count > 0) audit({ action: "account.resealed", subjectKind: "vendor_account", subjectId: id });
      else audit.fact();
    });
  }
}
