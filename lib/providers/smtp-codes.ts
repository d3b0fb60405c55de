import { type CodeMeaning, dead, later, never } from "@/lib/providers/code-meaning";

/** Enhanced status codes without their class digit: subject.detail. Source: RFC 3463 §3, RFC 7504, RFC 7505 (null MX). */
const PERMANENT: Readonly<Record<string, CodeMeaning>> = {
  "1.1": dead("mailbox_unknown"),
  "1.2": dead("address_invalid"),
  "1.3": dead("address_invalid"),
  "1.6": dead("mailbox_unknown"),
  "1.10": dead("address_invalid"),
  "1.7": never("sender_not_ready"),
  "1.8": never("sender_not_ready"),
  "2.1": dead("mailbox_unknown"),
  "2.2": later("mailbox_full"),
  "2.3": never("too_large"),
  "3.4": never("too_large"),
  "4.1": never("unreachable_route"),
  "4.4": never("unreachable_route"),
  "4.7": never("mail_refused"),
  "5.1": never("malformed"),
  "5.2": never("malformed"),
  "5.4": never("malformed"),
  "6.0": never("malformed"),
  "7.0": never("mail_refused"),
  "7.1": never("mail_refused"),
  "7.8": never("credentials"),
  "7.9": never("credentials"),
};
const TEMPORARY: Readonly<Record<string, CodeMeaning>> = {
  "2.2": later("mailbox_full"),
  "3.2": later("service_down"),
  "4.5": later("rate_limited"),
  "7.0": later("mail_refused"),
  "7.1": later("mail_refused"),
};

/** Basic reply codes, where a server gives no enhanced one. Source: RFC 5321 §4.2.3. */
const BASIC: Readonly<Record<number, CodeMeaning>> = {
  421: later("service_down"),
  450: later("mail_refused"),
  451: later("service_down"),
  452: later("rate_limited"),
  454: later("service_down"),
  550: never("mail_refused"),
  551: never("mailbox_unknown"),
  552: never("too_large"),
  553: never("address_invalid"),
  554: never("mail_refused"),
};

/**
 * What a mail server's refusal means: `reply` is its line ("550 5.1.1 No such user"), `command` what it answered. Only a
 * refused recipient closes an address; a refused sender or sign-in is ours to mend.
 */
export function smtpMeaning(reply: string, command: string): CodeMeaning & { code: string } {
  const [, basic = "", enhanced] = /^(\d{3})[ -](?:([245]\.\d{1,3}\.\d{1,3})\b)?/.exec(reply) ?? [];
  const temporary = basic.startsWith("4");
  const code = enhanced ?? basic;
  if (/^53/.test(basic) || (!temporary && command.startsWith("AUTH")))
    return { ...never("credentials"), code };
  if (!temporary && command === "MAIL FROM" && !/^5\.3\.4$/.test(code)) {
    return { ...never("sender_not_ready"), code };
  }
  const detail = enhanced?.slice(2) ?? "";
  const meaning =
    (temporary ? TEMPORARY : PERMANENT)[detail] ??
    BASIC[Number(basic)] ??
    (temporary ? later("service_down") : never("mail_refused"));
  const { closes, ...mild } = meaning;
  return command === "RCPT TO" && closes ? { ...mild, closes, code } : { ...mild, code };
}
