import type { Words } from "@/components/messages/use-draft";

interface Backup {
  words: Words;
  /** The server has these words; only their formatting is kept here. */
  saved: boolean;
}

const PREFIX = "hub-draft:";

/** What this computer keeps of a thread's draft, or null. */
export function readBackup(id: string): Backup | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + id) ?? "null");
    return isBackup(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function keepBackup(id: string, backup: Backup): void {
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify(backup));
  } catch {
    return;
  }
}

export function dropBackup(id: string): void {
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    return;
  }
}

function isBackup(value: unknown): value is Backup {
  if (typeof value !== "object" || value === null || !("words" in value) || !("saved" in value)) return false;
  const { words, saved } = value;
  if (typeof words !== "object" || words === null || typeof saved !== "boolean") return false;
  const text = (name: string) => typeof Reflect.get(words, name) === "string";
  return (
    (Reflect.get(words, "channel") === "SMS" || Reflect.get(words, "channel") === "EMAIL") &&
    text("subject") &&
    text("body")
  );
}
