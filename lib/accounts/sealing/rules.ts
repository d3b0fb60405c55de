import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

/** AES-256-GCM with a nonce of 96 bits and a tag of 128 (NIST SP 800-38D §8.2.1, §5.2.1.2). */
const CIPHER = "aes-256-gcm";
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The first byte of what is sealed: how it was. */
const FORMAT = 1;

/** Whose credentials are sealed: those of another clinic or vendor do not open with it. */
export interface Context {
  clinicId: string;
  vendor: string;
}

const derived = (secret: string, info: string, bytes: number) =>
  Buffer.from(hkdfSync("sha256", secret, "messaging-hub vendor account", info, bytes));

/** Which installation secret sealed a row, without saying anything about it (HKDF, RFC 5869, under a label of its own). */
export const keyIdOf = (secret: string): string => derived(secret, "key id", 6).toString("hex");

const keyOf = (secret: string, { clinicId }: Context) => derived(secret, `clinic ${clinicId}`, 32);
const about = ({ clinicId, vendor }: Context) => Buffer.from(`${clinicId} ${vendor}`);

/** `nonce`: 12 bytes of chance, never used twice under one secret. */
export function seal(plain: string, secret: string, context: Context, nonce: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, keyOf(secret, context), nonce).setAAD(about(context));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
}

/** Null: another secret, clinic or vendor sealed it, or somebody changed it. */
export function unseal(sealed: Uint8Array, secret: string, context: Context): string | null {
  const bytes = Buffer.from(sealed);
  const body = bytes.subarray(1 + NONCE_BYTES + TAG_BYTES);
  if (bytes[0] !== FORMAT || body.length === 0) return null;
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
  const tag = bytes.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  try {
    const cipher = createDecipheriv(CIPHER, keyOf(secret, context), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(about(context)).setAuthTag(tag);
    return Buffer.concat([cipher.update(body), cipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/**
 * Secret last part of the address of an account's inbound mail: made from the account's id and the time it was
 * connected, so that an account connected anew has another one.
 */
export const inboundSecretOf = (secret: string, accountId: string, changedAt: Date): string =>
  derived(secret, `inbound mail ${accountId} ${changedAt.getTime()}`, 18).toString("base64url");
