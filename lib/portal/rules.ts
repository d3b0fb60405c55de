import { createHash, createHmac } from "node:crypto";
import { formatPhone, normalizeEmail, normalizePhone } from "@/lib/patients/rules";

/** Phones are handed around: a quarter of an hour without a page is over (staff have an hour). */
export const IDLE_MS = 15 * 60_000;
export const LIFETIME_MS = 12 * 3_600_000;

/** Three wrong tries lock for 15 minutes, as a link's three; twelve in a row close the sign-in until the clinic invites again. */
export const MOST_TRIES = 3;
export const LOCK_MS = 15 * 60_000;
export const MOST_IN_A_ROW = 12;

/** A slip of paper is taken home and typed that evening or the next; a link lives as long as any private message. */
export const CODE_MS = 48 * 3_600_000;
export const LINK_MS = 7 * 24 * 3_600_000;

/** Marks the private message whose page asks for a PIN. */
export const INVITATION_TAG = "portal_invitation";

/** Crockford's base 32: no letter that is read as another. Ten of them are 50 bits, tried three times at most. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CODE_LENGTH = 10;

/** A code of these random bytes (ten or more), as it is stored and compared. */
export function codeFrom(bytes: Uint8Array): string {
  return [...bytes.subarray(0, CODE_LENGTH)].map((byte) => ALPHABET[byte % 32]).join("");
}

/** "K7QM4-T9X2P": easier to read aloud and to copy. */
export const shownCode = (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`;

/** What somebody typed as a code: O is read as 0, I and L as 1; dashes and blanks do not count. Null: no such shape. */
export function typedCode(text: string): string | null {
  const code = text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return code.length === CODE_LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}

/** What is stored of a code: 50 bits could be guessed from a plain hash, not without the installation's secret. */
export const codeHashOf = (code: string, secret: string) =>
  createHmac("sha256", secret).update(`portal-code ${code}`).digest("hex");

/** What is stored of a session's token of 256 bits. */
export const tokenHashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** What a patient signs in as, E.164 or a mail address in lower case; null: neither. */
export function signInName(text: string): string | null {
  const name = text.includes("@") ? normalizeEmail(text).email : normalizePhone(text).e164;
  return name ?? null;
}

export const shownName = (name: string) => (name.startsWith("+") ? formatPhone(name) : name);

/** Digits that a household tries first: runs, repeats, the birthday in any order, the end of the phone number. */
export function isEasyPin(pin: string, about: { dateOfBirth: string; name: string }): boolean {
  const steps = [...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index]));
  if ([0, 1, -1].some((step) => steps.every((one) => one === step))) return true;
  if (
    [2, 3].some(
      (size) =>
        pin ===
        pin
          .slice(0, size)
          .repeat(Math.ceil(pin.length / size))
          .slice(0, pin.length),
    )
  ) {
    return true;
  }
  const [year = "", month = "", day = ""] = about.dateOfBirth.split("-");
  const births = [year, year.slice(2)].flatMap((y) => [
    `${month}${day}${y}`,
    `${day}${month}${y}`,
    `${y}${month}${day}`,
  ]);
  const digits = about.name.replace(/\D/g, "");
  return births.includes(pin) || (digits.length >= 7 && digits.endsWith(pin));
}

/** What one more wrong PIN makes of an account; `closes`: nobody signs in any more until the clinic invites again. */
export function afterWrong(
  wrongInARow: number,
  now: Date,
): { wrongInARow: number; lockedUntil: Date | null; closes: boolean } {
  const wrong = wrongInARow + 1;
  const lockedUntil = wrong % MOST_TRIES === 0 ? new Date(now.getTime() + LOCK_MS) : null;
  return { wrongInARow: wrong, lockedUntil, closes: wrong >= MOST_IN_A_ROW };
}

/** The same for a name that nobody signs in with: it locks as an account would. */
export function afterStranger(
  failures: number,
  now: Date,
): { failedSignIns: number; lockedUntil: Date | null } {
  const { wrongInARow, lockedUntil } = afterWrong(failures, now);
  return { failedSignIns: lockedUntil ? 0 : wrongInARow, lockedUntil };
}

export interface AccountFacts {
  inviteEndsAt: Date | null;
  pinHash: string | null;
  endedAt: Date | null;
}

/** Where a patient's sign-in stands. Half-open: at `inviteEndsAt` an invitation is over. */
export function portalStateOf(
  account: AccountFacts | null,
  now: Date,
): "none" | "invited" | "lapsed" | "active" | "ended" {
  if (!account) return "none";
  if (account.pinHash) return "active";
  if (account.endedAt) return "ended";
  return account.inviteEndsAt && now < account.inviteEndsAt ? "invited" : "lapsed";
}

/** Whether a browser's sign-in still holds. */
export function isAlive(
  session: { lastSeenAt: Date; expiresAt: Date; endedAt: Date | null; pinHash: string | null },
  now: Date,
): boolean {
  if (session.endedAt || !session.pinHash || session.expiresAt <= now) return false;
  return now.getTime() - session.lastSeenAt.getTime() < IDLE_MS;
}
