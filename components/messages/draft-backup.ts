import type { Words } from "@/components/messages/use-draft";

const PREFIX = "hub-draft:";

/** Whose words, in which thread: two people may share a computer. */
export interface BackupKey {
  staffId: string;
  conversationId: string;
}

const nameOf = ({ staffId, conversationId }: BackupKey) => `${PREFIX}${staffId}:${conversationId}`;

/** What this computer keeps of a draft that the server does not have yet, or null. */
export function readBackup(key: BackupKey): Words | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(key)) ?? "null");
    return isWords(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function keepBackup(key: BackupKey, words: Words): void {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(words));
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

function isWords(value: unknown): value is Words {
  if (typeof value !== "object" || value === null) return false;
  const text = (name: string) => typeof Reflect.get(value, name) === "string";
  return (
    ["SMS", "EMAIL", "IN_APP"].includes(Reflect.get(value, "channel")) && text("subject") && text("body")
  );
}
