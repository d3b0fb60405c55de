import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { Turns } from "@/lib/delivery/turns";
import { AppError } from "@/lib/errors";

/**
 * N = 2^15, r = 8, p = 3: one of the five settings of equal strength in OWASP's Password Storage Cheat Sheet, the one
 * that takes 32 MiB instead of 128. Kept in each hash, so that they can be raised without locking anyone out.
 */
const COST = { log2N: 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Two of Node's four threads: files, names and vendors' answers need the others while someone floods the door. */
const turns = new Turns(2);
/** At a quarter of a second each, the last of these waits 3 s; who comes after is told to come again. */
const MOST_WAITING = 20;
const AGAIN_SECONDS = 5;

/** NIST SP 800-63B 5.1.1.2: at least 8 characters, at least 64 allowed, no rules of composition. */
export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 200;

/** `scrypt$15$8$3$salt$key`, salt and key in base64url. Takes about a quarter of a second on purpose. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  const { log2N, r, p } = COST;
  return `scrypt$${log2N}$${r}$${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Throws `rate_limited` when so many passwords wait to be looked at that another one would wait too long. */
export function checkCrowd(): void {
  if (turns.waiting < MOST_WAITING) return;
  const details = { retryAfterSeconds: AGAIN_SECONDS };
  throw new AppError("rate_limited", "Too many are signing in at this moment.", "crowded", details);
}

/**
 * Whether the password made this hash. Without a hash it works as long and says no: silence tells nothing.
 * Throws `rate_limited` when too many wait.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const parts = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(hash ?? "");
  const [log2N, r, p] = parts ? parts.slice(1, 4).map(Number) : [];
  const salt = parts?.[4] ? Buffer.from(parts[4], "base64url") : Buffer.alloc(SALT_BYTES);
  const expected = parts?.[5] ? Buffer.from(parts[5], "base64url") : Buffer.alloc(KEY_BYTES);
  const cost = { log2N: log2N ?? COST.log2N, r: r ?? COST.r, p: p ?? COST.p };
  checkCrowd();
  const key = await turns.run(() => derive(password, salt, cost));
  return key.length === expected.length && timingSafeEqual(key, expected) && parts !== null;
}

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const N = 2 ** cost.log2N;
  const options: ScryptOptions = { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC").slice(0, MAX_PASSWORD), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
