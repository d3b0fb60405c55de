import type { z } from "zod";
import { addressesOf, type WebhookAddress } from "@/lib/accounts/addresses/rules";
import { openCredentials } from "@/lib/accounts/live/queries";
import { ACCOUNT_VENDORS, type AccountList, type AccountVendor } from "@/lib/accounts/schema";
import { inboundSecretOf } from "@/lib/accounts/sealing/rules";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { env } from "@/lib/env";

const COLUMNS = {
  id: true,
  provider: true,
  publicId: true,
  lastFour: true,
  keyId: true,
  sealed: true,
  previous: true,
  previousUntil: true,
  version: true,
  changedAt: true,
  savedAt: true,
  savedBy: true,
} as const;

/** This installation's secrets, the present one first. */
export const sealingSecrets = (): string[] => {
  const { secret, previousSecret } = env();
  return previousSecret ? [secret, previousSecret] : [secret];
};

/** The clinic's own account with a vendor as it is stored; null: it never had one. */
export const findAccount = (tx: Tx, ctx: Ctx, vendor: AccountVendor) =>
  tx.vendorAccount.findFirst({ where: { clinicId: ctx.clinicId, provider: vendor }, select: COLUMNS });

/** How each vendor stands for this clinic. Shows nothing of a secret but its last four letters. */
export function listAccounts(ctx: Ctx): Promise<z.input<typeof AccountList>> {
  return read(ctx, (tx) => loadViews(tx, ctx));
}

export async function loadViews(tx: Tx, ctx: Ctx): Promise<z.input<typeof AccountList>> {
  const { clinicId } = ctx;
  const rows = await tx.vendorAccount.findMany({ where: { clinicId }, select: COLUMNS });
  const staff = await tx.staff.findMany({
    where: { clinicId, id: { in: rows.map(({ savedBy }) => savedBy) } },
    select: { id: true, name: true },
  });
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  const installed = ctx.ports.accounts?.installed ?? ctx.ports.providers;
  const items = ACCOUNT_VENDORS.map((vendor) => {
    const row = rows.find(({ provider }) => provider === vendor);
    const fallsBack = Object.hasOwn(installed, vendor);
    if (!row?.sealed) {
      const source = fallsBack ? ("installation" as const) : ("none" as const);
      return { ...EMPTY, vendor, source, fallsBack };
    }
    const rotates = row.previousUntil && row.previousUntil > ctx.now;
    return {
      vendor,
      source: "own" as const,
      publicId: row.publicId,
      fallsBack,
      lastFour: row.lastFour,
      savedAt: row.savedAt,
      savedBy: names.get(row.savedBy) ?? null,
      previousUntil: rotates ? row.previousUntil : null,
      readable: credentialsOf(ctx, vendor, row.sealed, row.keyId) !== null,
      addresses: webhooksOf(vendor, row).map(({ use, url }) => ({ use, url })),
    };
  });
  return { items };
}

const EMPTY = {
  publicId: null,
  lastFour: null,
  savedAt: null,
  savedBy: null,
  previousUntil: null,
  readable: true,
  addresses: [],
};

/** For what the hub does itself with an account, such as comparing: never for an answer. */
export const credentialsOf = (ctx: Ctx, vendor: AccountVendor, sealed: Uint8Array, keyId: string) =>
  openCredentials(sealed, keyId, { clinicId: ctx.clinicId, vendor }, sealingSecrets());

/** What to enter at the vendor of an own account. */
function webhooksOf(vendor: string, { id, changedAt }: { id: string; changedAt: Date }) {
  const { publicUrl, secret } = env();
  const inbound = inboundSecretOf(secret, id, changedAt);
  return addressesOf(publicUrl, [vendor], { [vendor]: { id, inbound } });
}

/** The addresses of every vendor that serves this clinic, of its own accounts where it has them. */
export async function listAddresses(ctx: Ctx): Promise<WebhookAddress[]> {
  const rows = await read(ctx, (tx) =>
    tx.vendorAccount.findMany({ where: { clinicId: ctx.clinicId }, select: COLUMNS }),
  );
  const own = rows.filter(({ sealed }) => sealed !== null).flatMap((row) => webhooksOf(row.provider, row));
  const theirs = new Set(own.map(({ provider }) => provider));
  const usual = Object.keys(ctx.ports.providers).filter((name) => !theirs.has(name));
  return [...own, ...addressesOf(env().publicUrl, usual)];
}

/** The token that signs Twilio's requests for this clinic, for a test of our own door; null: nobody has one. */
export async function twilioToken(ctx: Ctx): Promise<string | null> {
  const row = await read(ctx, (tx) => findAccount(tx, ctx, "twilio"));
  const own = row?.sealed ? credentialsOf(ctx, "twilio", row.sealed, row.keyId) : null;
  if (row?.sealed) return own?.vendor === "twilio" ? own.authToken : null;
  return env().twilio.authToken ?? null;
}
