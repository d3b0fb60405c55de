import { createHash, createPublicKey, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import type { SignedRequest } from "@/lib/providers/port";

/** A header of a webhook request, whatever the case of its name. */
export function headerOf(request: SignedRequest, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const found = Object.keys(request.headers).find((key) => key.toLowerCase() === wanted);
  return found === undefined ? undefined : request.headers[found];
}

/** A stable id for something signed that carries none of its own. */
export function digestOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

/** Compares two secrets without telling by the time taken where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  const hashed = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hashed(given), hashed(expected));
}

/** Node's decoder stops silently at the padding, so junk behind a valid signature would pass without this. */
const STRICT_BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Reads a base64 SPKI public key as SendGrid shows it. Throws when it is not one: a wrong setting stops boot. */
export function spkiKey(base64: string): KeyObject {
  if (!STRICT_BASE64.test(base64)) throw new Error("The SendGrid webhook public key is not base64.");
  return createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
}

/** ECDSA (P-256, SHA-256, DER) over the timestamp's characters followed by the raw body. */
export function ecdsaMatches(
  key: KeyObject,
  timestamp: string,
  body: Uint8Array,
  signature: string,
): boolean {
  if (signature === "" || !STRICT_BASE64.test(signature)) return false;
  try {
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    return verify("sha256", signed, { key, dsaEncoding: "der" }, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

/** SPKI's prefix of an Ed25519 key (RFC 8410 §4); the 32 bytes of the key follow. */
const ED25519_SPKI = Buffer.from("302a300506032b6570032100", "hex");

/** Reads an Ed25519 public key as Telnyx shows it: base64 of its 32 bytes. Throws when it is not one. */
export function ed25519Key(base64: string): KeyObject {
  const raw = STRICT_BASE64.test(base64) ? Buffer.from(base64, "base64") : Buffer.alloc(0);
  if (raw.length !== 32) throw new Error("The Telnyx public key is not base64 of 32 bytes.");
  return createPublicKey({ key: Buffer.concat([ED25519_SPKI, raw]), format: "der", type: "spki" });
}

/** Ed25519 over `prefix` followed by the raw body; the signature is base64 of 64 bytes. */
export function ed25519Matches(key: KeyObject, prefix: string, body: Uint8Array, signature: string): boolean {
  if (signature === "" || !STRICT_BASE64.test(signature)) return false;
  const bytes = Buffer.from(signature, "base64");
  return bytes.length === 64 && verify(null, Buffer.concat([Buffer.from(prefix), body]), key, bytes);
}
