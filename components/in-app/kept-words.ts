/** Words that were typed and not sent: in this tab alone, and of this sign-in alone, for phones are handed around. */
const PREFIX = "portal-words:";

export function readWords(sessionId: string): string {
  try {
    return sessionStorage.getItem(PREFIX + sessionId) ?? "";
  } catch {
    return "";
  }
}

export function keepWords(sessionId: string, words: string): void {
  try {
    if (words === "") sessionStorage.removeItem(PREFIX + sessionId);
    else sessionStorage.setItem(PREFIX + sessionId, words);
  } catch {
    // A full or forbidden store: the words stand in the box all the same.
  }
}

/** Forgets what other sign-ins of this tab left, or everything. */
export function forgetWords(but: string | null = null): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX) && key !== PREFIX + but) sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept.
  }
}
