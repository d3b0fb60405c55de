import { createHash } from "node:crypto";
import { afterFailure } from "@/lib/auth/rules";

interface Tries {
  failedSignIns: number;
  lockedUntil: Date | null;
}

/** Oldest tries are forgotten first; 10,000 of them take about 2 MB. */
const MOST_STRANGERS = 10_000;

const held = globalThis as typeof globalThis & { hubStrangers?: Map<string, Tries> };
held.hubStrangers ??= new Map();
const strangers = held.hubStrangers;

/**
 * A wrong try at an address nobody here has. It locks exactly as a real account would, so that a lock does not tell
 * who works here; `after` says how. Answers until when it was locked before this try.
 */
export function tryStranger(email: string, now: Date, after = afterFailure): Date | null {
  const id = createHash("sha256").update(email).digest("base64");
  const before = strangers.get(id);
  if (before?.lockedUntil && before.lockedUntil > now) return before.lockedUntil;
  strangers.delete(id);
  strangers.set(id, after(before?.failedSignIns ?? 0, now));
  const oldest = strangers.keys().next().value;
  if (strangers.size > MOST_STRANGERS && oldest !== undefined) strangers.delete(oldest);
  return null;
}
