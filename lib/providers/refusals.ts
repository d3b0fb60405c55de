/** What adapters throw, because there is no answer of ours to give: words that are not the vendor's, and a verb refused. */

// The bundler makes copies of this module (a page's, instrumentation's), and a process shares its providers among them:
// a class is known by its name, because the one that threw may be another copy's.
const isNamed = (value: unknown, name: string) => value instanceof Error && value.name === name;

/** A bad or missing signature, thrown by `receive` before a byte of the body is believed. Becomes a 403. */
export class SignatureError extends Error {
  override name = "SignatureError";
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamed(value, "SignatureError");
  }
}

/**
 * The vendor would not `cancel`, `erase` or `reopen` (verbs without an answer of their own). `retry`: asking later may help.
 * The message holds the vendor's code and never its words, which may name a phone number.
 */
export class VendorRefusal extends Error {
  override name = "VendorRefusal";
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamed(value, "VendorRefusal");
  }
  constructor(
    readonly provider: string,
    readonly verb: "cancel" | "erase" | "reopen",
    readonly code: string,
    readonly retry: boolean,
  ) {
    super(`${provider} would not ${verb} (${code}).`);
  }
}
