import { createHmac, timingSafeEqual } from "node:crypto";

/** 33 base-36 digits: 25 hold a uuid, 8 an HMAC. With "+" and a 30-character mailbox it stays within RFC 5321's 64. */
const ID_DIGITS = 25;
const MAC_DIGITS = 8;
const MOST_LOCAL = 64;

function mac(id: string, secret: string): string {
  const digest = createHmac("sha256", secret).update(`reply:${id}`).digest();
  return digest.readBigUInt64BE().toString(36).padStart(13, "0").slice(-MAC_DIGITS);
}

/**
 * `desk@clinic.example` becomes `desk+<token>@clinic.example`: an answer to it finds its conversation again. Where a
 * mailbox leaves no room for a token it stays as it is: a vendor refuses the whole mail for an address that is none, and
 * answers are found by their headers too.
 */
export function replyAddress(sender: string, conversationId: string, secret: string): string {
  const at = sender.lastIndexOf("@");
  if (at + 1 + ID_DIGITS + MAC_DIGITS > MOST_LOCAL || sender.includes("+")) return sender;
  const id = BigInt(`0x${conversationId.replaceAll("-", "")}`)
    .toString(36)
    .padStart(ID_DIGITS, "0");
  return `${sender.slice(0, at)}+${id}${mac(id, secret)}${sender.slice(at)}`;
}

/** The clinic's own address and, when the token is ours and whole, the conversation it names. */
export function readReplyAddress(
  address: string,
  secret: string,
): { sender: string; conversationId: string | null } {
  const match = /^([^+@]+)\+([0-9a-z]+)@([^@]+)$/i.exec(address);
  if (!match) return { sender: address.toLowerCase(), conversationId: null };
  const [, local = "", token = "", domain = ""] = match;
  return {
    sender: `${local}@${domain}`.toLowerCase(),
    conversationId: conversationOf(token.toLowerCase(), secret),
  };
}

function conversationOf(token: string, secret: string): string | null {
  if (token.length !== ID_DIGITS + MAC_DIGITS) return null;
  const id = token.slice(0, ID_DIGITS);
  const given = Buffer.from(token.slice(ID_DIGITS));
  if (!timingSafeEqual(given, Buffer.from(mac(id, secret)))) return null;
  let value = 0n;
  for (const digit of id) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  const hex = value.toString(16).padStart(32, "0");
  return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") : null;
}
