import { type AccountVendor, type Credentials, isIPv4, isMailPort } from "@/lib/accounts/schema";
import { AppError } from "@/lib/errors";
import type { AccountAnswer } from "@/lib/providers/account/schema";

/** How long what the token before signs is still taken: Twilio's and SendGrid's own repeats are over by then (§2.3). */
export const ROTATION_MS = 24 * 3_600_000;

/** What names the account and is no secret. */
export function publicIdOf(account: Credentials): string | null {
  if (account.vendor === "twilio") return account.accountSid;
  return account.vendor === "smtp" ? `${account.user} at ${account.host}:${account.port}` : null;
}

/** Of a token, which is long and random; a person's password shows nothing. */
export function lastFourOf(account: Credentials): string | null {
  if (account.vendor === "smtp") return null;
  return (account.vendor === "twilio" ? account.authToken : account.apiKey).slice(-4);
}

const NAMES: Record<AccountVendor, string> = {
  twilio: "Twilio",
  telnyx: "Telnyx",
  sendgrid: "SendGrid",
  smtp: "The mail server",
};

/** The field that a refusal is about, as the form calls it. */
const FIELDS: Record<AccountVendor, string> = {
  twilio: "authToken",
  telnyx: "apiKey",
  sendgrid: "apiKey",
  smtp: "password",
};

const WRONG: Record<AccountVendor, string> = {
  twilio:
    "Twilio does not accept this SID and token together. Copy both from the same account in Twilio's console; a test token does not work.",
  telnyx: "Telnyx does not accept this API key. Make a new one in Mission Control under API Keys (V2).",
  sendgrid: "SendGrid does not accept this API key. Make a new one under Settings, API Keys.",
  smtp: "The mail server does not accept this user name and password.",
};

/** What a vendor said when it was asked, as a sentence. */
export function wordsOf(vendor: AccountVendor, answer: AccountAnswer): string {
  const name = NAMES[vendor];
  if (answer.kind === "ok") return answer.name ? `${name} knows it: ${answer.name}.` : `${name} accepts it.`;
  if (answer.kind === "silent") {
    return `${name} does not answer now, so nothing was saved. Check the name, or try again in a few minutes.`;
  }
  if (answer.reason === "suspended")
    return `${name} has closed or suspended this account. Nothing can be sent with it.`;
  if (answer.reason === "may_not_send")
    return "This API key may not send mail. Give it the permission Mail Send in SendGrid.";
  return WRONG[vendor];
}

/** A refusal as the form shows it. */
export function refusalOf(vendor: AccountVendor, answer: AccountAnswer): AppError {
  const words = wordsOf(vendor, answer);
  if (answer.kind === "silent")
    return new AppError("unavailable", words, "vendor_silent", { retryAfterSeconds: 60 });
  const fields = [{ field: FIELDS[vendor], problem: words }];
  return new AppError("invalid", words, "account_refused", { fields });
}

/** Names and addresses of this machine and its network (RFC 1918, 3927, 4193, 6598). */
const INSIDE =
  /^(localhost|0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)|\.(localhost|local|internal|lan|home\.arpa)$/;

/**
 * Refuses a mail server of the hub's own network: whoever may enter an account must not learn what answers there.
 * `demo`: the simulator's mail server is one.
 */
export function refuseInside(account: Credentials, demo: boolean): void {
  if (account.vendor !== "smtp" || demo) return;
  const field = (name: string, problem: string) =>
    new AppError("invalid", problem, "mail_server", { fields: [{ field: name, problem }] });
  if (!isMailPort(account.port)) throw field("port", "Mail is handed over at port 587, 465, 2525 or 25.");
  // A last label of digits makes an address of the whole, however it is written: 0x7f.1 and 0177.0.0.1 are this machine.
  const isOddNumber = /(^|\.)(0x[0-9a-f]*|\d+)$/.test(account.host) && !isIPv4(account.host);
  if (INSIDE.test(account.host) || isOddNumber || !account.host.includes("."))
    throw field("host", "Give the name by which the mail server is reached from the internet.");
}
