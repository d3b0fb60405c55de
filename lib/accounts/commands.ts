import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { z } from "zod";
import { credentialsOf, findAccount, loadViews } from "@/lib/accounts/queries";
import { lastFourOf, publicIdOf, ROTATION_MS, refusalOf, refuseInside, wordsOf } from "@/lib/accounts/rules";
import type { AccountList, AccountTest, AccountVendor, Credentials } from "@/lib/accounts/schema";
import { keyIdOf, NONCE_BYTES, seal } from "@/lib/accounts/sealing/rules";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import type { AccountAnswer } from "@/lib/providers/account/schema";

/** Asks the vendor whether these credentials work. Nothing is stored. Throws `invalid` on what cannot be a key. */
export async function testAccount(ctx: Ctx, given: Credentials): Promise<AccountTest> {
  const answer = await ask(ctx, given);
  return { ok: answer.kind === "ok", words: wordsOf(given.vendor, answer) };
}

/**
 * Connects an account of the clinic's own, gives it a new token, or puts another one in its place: from its commit on
 * the clinic's messages go by it (in other processes within seconds). Signatures of the credentials before are taken
 * for 24 h more. The vendor is asked first. Throws `invalid` (`account_refused`, with its field) and `unavailable`.
 */
export async function saveAccount(ctx: Ctx, given: Credentials): Promise<z.input<typeof AccountList>> {
  const answer = await ask(ctx, given);
  if (answer.kind !== "ok") throw refusalOf(given.vendor, answer);
  const saved = await write(ctx, async (tx, audit) => {
    const { clinicId, now } = ctx;
    const { vendor } = given;
    await lock(tx, ctx, vendor);
    const before = await findAccount(tx, ctx, vendor);
    const old = before?.sealed ? credentialsOf(ctx, vendor, before.sealed, before.keyId) : null;
    const isSame = old !== null && publicIdOf(old) === publicIdOf(given);
    const rotates = old !== null && JSON.stringify(old) !== JSON.stringify(given);
    const { secret } = env();
    const sealed = (one: Credentials) =>
      new Uint8Array(seal(JSON.stringify(one), secret, { clinicId, vendor }, randomBytes(NONCE_BYTES)));
    const data = {
      publicId: publicIdOf(given),
      lastFour: lastFourOf(given),
      keyId: keyIdOf(secret),
      sealed: sealed(given),
      previous: rotates ? sealed(old) : null,
      previousUntil: rotates ? new Date(now.getTime() + ROTATION_MS) : null,
      version: (before?.version ?? 0) + 1,
      changedAt: before && isSame ? before.changedAt : now,
      savedAt: now,
      savedBy: authorOf(ctx.actor).createdBy,
    };
    const id = before?.id ?? uuid();
    if (before) await tx.vendorAccount.updateMany({ where: { clinicId, id }, data });
    else await tx.vendorAccount.create({ data: { id, clinicId, provider: vendor, ...data } });
    const action = isSame ? "account.rotated" : old ? "account.replaced" : "account.connected";
    audit({ action, subjectKind: "vendor_account", subjectId: id, fields: [vendor] });
    return told(tx, ctx);
  });
  await ctx.ports.accounts?.refresh();
  return saved;
}

/** Forgets the clinic's own account and its secrets: the installation's is used again. Throws `not_found`. */
export async function removeAccount(ctx: Ctx, vendor: AccountVendor): Promise<z.input<typeof AccountList>> {
  const left = await write(ctx, async (tx, audit) => {
    const { clinicId, now } = ctx;
    await lock(tx, ctx, vendor);
    const before = await findAccount(tx, ctx, vendor);
    if (!before?.sealed) throw notFound("account");
    const nothing = { publicId: null, lastFour: null, sealed: null, previous: null, previousUntil: null };
    const data = { ...nothing, version: before.version + 1, changedAt: now, savedAt: now };
    await tx.vendorAccount.updateMany({ where: { clinicId, id: before.id }, data });
    audit({
      action: "account.removed",
      subjectKind: "vendor_account",
      subjectId: before.id,
      fields: [vendor],
    });
    return told(tx, ctx);
  });
  await ctx.ports.accounts?.refresh();
  return left;
}

async function ask(ctx: Ctx, given: Credentials): Promise<AccountAnswer> {
  refuseInside(given, env().demo);
  const { accounts } = ctx.ports;
  if (!accounts) throw new AppError("unavailable", "The hub is just starting. Please try again in a moment.");
  return (await opened(() => accounts.open(given)).check?.()) ?? { kind: "silent" };
}

/** A key that is none is told by the adapter that reads it. */
function opened<T>(open: () => T): T {
  try {
    return open();
  } catch {
    const problem = "This is not a public key. Copy it again, all of it and nothing else.";
    throw new AppError("invalid", problem, "not_a_key", {
      fields: [
        { field: "publicKey", problem },
        { field: "webhookPublicKey", problem },
      ],
    });
  }
}

/** Two people who save at once come one after the other. */
const lock = (tx: Tx, { clinicId }: Ctx, vendor: AccountVendor) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`account ${clinicId} ${vendor}`}, 0))`;

/** What waits is decided again at its claim, by then with the account that is right. */
async function told(tx: Tx, ctx: Ctx) {
  await recordChanges(tx, ctx, [{ kind: "engine", subjectId: ctx.clinicId }]);
  return loadViews(tx, ctx);
}
