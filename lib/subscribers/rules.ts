import { createHash, createHmac } from "node:crypto";

const DIGITS = 25;
const CODE = /^[0-9a-z]{25}$/;

/** Whom a link to unsubscribe speaks for: one patient's address, as mail went to it. */
export interface Subscriber {
  clinicId: string;
  patientId: string;
  address: string;
}

/**
 * The code in every unsubscribe link to this address: 128 bits in lower-case digits and letters, because it also stands
 * in a mail address. Always the same, so that a retry sends the same bytes; it never expires, because mail is kept for
 * years and "no more" must work from the oldest of it.
 */
export function subscriberCode({ clinicId, patientId, address }: Subscriber, secret: string): string {
  const digest = createHmac("sha256", secret)
    .update(`unsubscribe ${clinicId} ${patientId} ${address}`)
    .digest();
  const number = (digest.readBigUInt64BE(0) << 64n) | digest.readBigUInt64BE(8);
  return number.toString(36).padStart(DIGITS, "0").slice(-DIGITS);
}

export const isSubscriberCode = (code: string) => CODE.test(code);

/** What is stored of a code. */
export const subscriberHash = (code: string) => createHash("sha256").update(`u ${code}`).digest("hex");

const PREFIX = "unsub";

/** RFC 5321 §4.5.3.1.1: so many characters before the @. */
const MOST_LOCAL = 64;

/**
 * `desk@clinic.example` becomes `desk+unsub<code>@clinic.example`: mail to it unsubscribes. Null where the mailbox
 * leaves no room for that: the https address is there all the same.
 */
export function unsubscribeMailbox(mailbox: string, code: string): string | null {
  const at = mailbox.lastIndexOf("@");
  if (at + 1 + PREFIX.length + code.length > MOST_LOCAL || mailbox.includes("+")) return null;
  return `${mailbox.slice(0, at)}+${PREFIX}${code}${mailbox.slice(at)}`;
}

/** The code of the first of these addresses that is one to unsubscribe; null: none is. */
export function codeInMailboxes(addresses: readonly string[]): string | null {
  for (const address of addresses) {
    const code = /\+unsub([0-9a-z]{25})@/i.exec(address)?.[1]?.toLowerCase();
    if (code) return code;
  }
  return null;
}

/** The headers of RFC 2369 and RFC 8058. The vendor's DKIM signature must cover both (SendGrid signs all it sends). */
export function unsubscribeHeaders(pageUrl: string, mailbox: string | null): Record<string, string> {
  const mail = mailbox ? `, <mailto:${mailbox}?subject=unsubscribe>` : "";
  return {
    "List-Unsubscribe": `<${pageUrl}/one-click>${mail}`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

export const pageOf = (code: string, publicUrl: string) => `${publicUrl}/u/${code}`;

const BARE =
  /^(?:please )?(?:unsubscribe(?: me)?|stop|remove me|cancelar(?: la)? suscripci[oó]n|baja)?[.!]?$/i;

/** Whether a mail to the unsubscribe address holds no words of its own: what is quoted does not count. */
export function saysOnlyUnsubscribe(text: string): boolean {
  const own = text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith(">"))
    .join(" ");
  return BARE.test(own.replace(/\s+/g, " ").trim());
}
