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
