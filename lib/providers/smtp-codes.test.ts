import { expect, it } from "vitest";
import { smtpMeaning } from "@/lib/providers/smtp-codes";

it.each([
  ["550 5.1.1 No such user", "RCPT TO", { reason: "mailbox_unknown", retry: false, closes: true }],
  ["550-5.1.1 a server of two lines", "RCPT TO", { reason: "mailbox_unknown", retry: false, closes: true }],
  ["556 5.1.10 Recipient address has null MX", "RCPT TO", { reason: "address_invalid", closes: true }],
  ["550 5.1.1 said to the whole letter", "DATA", { reason: "mailbox_unknown" }],
  ["452 4.2.2 Over quota", "RCPT TO", { reason: "mailbox_full", retry: true }],
  ["552 5.2.2 Over quota", "RCPT TO", { reason: "mailbox_full", retry: true }],
  ["552 5.3.4 Too big", "MAIL FROM", { reason: "too_large", retry: false }],
  ["450 4.7.1 Greylisted, come again", "RCPT TO", { reason: "mail_refused", retry: true }],
  ["451 try later", "DATA", { reason: "service_down", retry: true }],
  ["421 4.3.2 Closing", "MAIL FROM", { reason: "service_down", retry: true }],
  ["452 4.5.3 Too many", "RCPT TO", { reason: "rate_limited", retry: true }],
  ["554 5.7.1 Spam", "DATA", { reason: "mail_refused", retry: false }],
  ["550 no words of ours", "RCPT TO", { reason: "mail_refused", retry: false }],
  ["553 5.7.1 Not your address", "MAIL FROM", { reason: "sender_not_ready", retry: false }],
  ["535 5.7.8 Wrong", "AUTH PLAIN", { reason: "credentials", retry: false }],
  ["454 4.7.0 Come again", "AUTH PLAIN", { reason: "mail_refused", retry: true }],
  ["530 5.7.0 Sign in first", "RCPT TO", { reason: "credentials", retry: false }],
  ["599 what is that", "DATA", { reason: "mail_refused", retry: false }],
  // Gmail's words about the sender's domain (support.google.com/a/answer/14229414): no mailbox is at fault.
  ...["25", "27", "29", "30"].map((code): [string, string, object] => [
    `550 5.7.${code} Unauthenticated`,
    "DATA",
    { reason: "mail_refused", retry: false },
  ]),
  ...["23", "27", "29", "30", "31", "32"].map((code): [string, string, object] => [
    `421 4.7.${code} Rate limited`,
    "DATA",
    { reason: "service_down", retry: true },
  ]),
])("%s to %s", (reply, command, expected) => {
  const meaning = smtpMeaning(reply, command);
  expect(meaning).toMatchObject(expected);
  expect("closes" in meaning).toBe("closes" in expected);
});
