import { database } from "@/lib/db/client";
import { log } from "@/lib/log";

/** Events come by the hundred a second: the newest of each account is written this often. */
const EVERY_MS = 500;

const held = globalThis as typeof globalThis & {
  hubProofs?: { newest: Map<string, Date>; timer: boolean };
};
held.hubProofs ??= { newest: new Map(), timer: false };
const proofs = held.hubProofs;

/** Notes that a vendor's signature was right just now. `ownerId`: the clinic whose own account signed. */
export function noteSigned(provider: string, ownerId: string | undefined, now: Date): void {
  proofs.newest.set(`${provider} ${ownerId ?? ""}`, now);
  if (proofs.timer) return;
  proofs.timer = true;
  setTimeout(() => void writeProofs(), EVERY_MS).unref();
}

/** Writes what was noted. What cannot be written now is lost: the next event says the same. */
export async function writeProofs(): Promise<void> {
  proofs.timer = false;
  const rows = [...proofs.newest].map(([key, at]) => {
    const [provider, account] = key.split(" ");
    return { provider, account, at };
  });
  proofs.newest.clear();
  if (rows.length === 0) return;
  try {
    await database().pool.query(
      `INSERT INTO "SignedEvent" (provider, account, at)
       SELECT provider, account, at FROM jsonb_to_recordset($1::jsonb) AS r(provider text, account text, at timestamptz)
       ORDER BY provider, account
       ON CONFLICT (provider, account) DO UPDATE SET at = GREATEST("SignedEvent".at, excluded.at)`,
      [JSON.stringify(rows)],
    );
  } catch (cause) {
    log.warn("webhook.proof_not_kept", { cause: cause instanceof Error ? cause.name : "unknown" });
  }
}
