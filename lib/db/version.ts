import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";

/** Names this very state of what a person edits: the same values always have the same name. */
export function versionOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
}

/**
 * Throws `conflict` (`stale`, with the `version` that stands) when somebody changed it since the writer looked. Call it
 * under the lock of what is changed. A writer that names no version (a practice system that is the source) overwrites.
 */
export function checkVersion(seen: string | undefined, stands: string, what: string): void {
  if (seen === undefined || seen === stands) return;
  const words = `Someone changed ${what} meanwhile. Nothing of yours was saved: look at theirs first.`;
  throw new AppError("conflict", words, "stale", { version: stands });
}
