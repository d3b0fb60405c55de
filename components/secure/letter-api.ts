import type { Letter } from "@/lib/secure/schema";

export type Answer =
  | { kind: "open"; letter: Letter }
  | { kind: "wrong"; triesLeft: number }
  | { kind: "opened" | "expired" | "locked" | "not_yours" | "gone" | "sign_in" | "offline" | "broken" };

const KEY = "letter-reader";

/** What this tab calls itself: kept until it is closed, so that a reload or a lost answer does not lose the words. */
export function readerOf(): string {
  const kept = sessionStorage.getItem(KEY);
  if (kept) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const reader = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem(KEY, reader);
  return reader;
}

/** Whether this tab has asked for a message before and so may be the one that opened it. */
export const hasReader = () => sessionStorage.getItem(KEY) !== null;

/** Fetches a file behind this page's own address and gives it to the browser to keep. False: it did not come. */
export async function fetchFile(fileId: string, filename: string): Promise<boolean> {
  try {
    const answer = await fetch(`${window.location.pathname.replace(/\/$/, "")}/file`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ reader: readerOf(), fileId }),
      cache: "no-store",
      credentials: "same-origin",
    });
    if (!answer.ok) return false;
    const url = URL.createObjectURL(await answer.blob());
    const link = Object.assign(document.createElement("a"), { href: url, download: filename });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return true;
  } catch {
    return false;
  }
}

/** Asks for the words behind this page's own address. */
export async function openLetter(dateOfBirth: string | null): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch(`${window.location.pathname.replace(/\/$/, "")}/open`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ reader: readerOf(), ...(dateOfBirth ? { dateOfBirth } : {}) }),
      cache: "no-store",
      credentials: "same-origin",
    });
  } catch {
    return { kind: "offline" };
  }
  const body = await answer.json().catch(() => null);
  if (answer.ok && body) return { kind: "open", letter: body };
  if (body?.reason === "wrong_birth_date") return { kind: "wrong", triesLeft: Number(body.triesLeft) };
  if (answer.status === 404) return { kind: "gone" };
  const ends = ["opened", "expired", "locked", "not_yours", "sign_in"] as const;
  return { kind: ends.find((kind) => kind === body?.reason) ?? "broken" };
}
