import type { Words } from "@/components/messages/use-draft";

interface Backup {
  words: Words;
  /** The server has these words; only their formatting is kept here. */
  saved: boolean;
}

const PREFIX = "hub-draft:";

/** Whose words, in which thread: two people may share a computer. */
export interface BackupKey {
  staffId: string;
  conversationId: string;
}

const nameOf = ({ staffId, conversationId }: BackupKey) => `${PREFIX}${staffId}:${conversationId}`;

/** What this computer keeps of a draft, or null. */
export function readBackup(key: BackupKey): Backup | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(key)) ?? "null");
    return isBackup(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function keepBackup(key: BackupKey, backup: Backup): void {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(backup));
  } catch {
    return;
  }
}

export function dropBackup(key: BackupKey): void {
  try {
    localStorage.removeItem(nameOf(key));
  } catch {
    return;
  }
}

/** Forgets what somebody else wrote at this computer and the server already has or never got. */
export function dropOthersBackups(staffId: string): void {
  drop((name) => !name.startsWith(`${PREFIX}${staffId}:`));
}

/** Forgets everybody's words: who signs out may leave the computer to anyone, and the server has what was saved. */
export function dropAllBackups(): void {
  drop(() => true);
}

function drop(whether: (name: string) => boolean): void {
  try {
    Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX) && whether(name))
      .forEach((name) => {
        localStorage.removeItem(name);
      });
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
