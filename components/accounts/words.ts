import { nameOf } from "@/components/providers/words";
import type { AccountVendor, Credentials } from "@/lib/accounts/schema";

/** A vendor within a sentence: a mail server has no name of its own. */
export const vendorName = (vendor: AccountVendor) => (vendor === "smtp" ? "mail server" : nameOf(vendor));

export interface AccountField {
  name: string;
  label: string;
  /** Where the vendor shows it. */
  hint: string;
  /** Hidden while it is typed, and never shown again. */
  secret?: true;
}

/** What each vendor asks for, in the order of its own console. */
export const FIELDS: Record<AccountVendor, readonly AccountField[]> = {
  twilio: [
    {
      name: "accountSid",
      label: "Account SID",
      hint: "On the first page of Twilio's console. It begins with AC.",
    },
    {
      name: "authToken",
      label: "Auth token",
      hint: "Below the SID. For a new one: Account, API keys & tokens, make a secondary token, save it here, then promote it.",
      secret: true,
    },
  ],
  telnyx: [
    {
      name: "apiKey",
      label: "API key",
      hint: "Mission Control, API Keys. It begins with KEY.",
      secret: true,
    },
    {
      name: "publicKey",
      label: "Public key",
      hint: "Mission Control, Keys & Credentials, Public Key. It proves what Telnyx tells us.",
    },
  ],
  sendgrid: [
    {
      name: "apiKey",
      label: "API key",
      hint: "Settings, API Keys, with the permission Mail Send. It begins with SG.",
      secret: true,
    },
    {
      name: "webhookPublicKey",
      label: "Verification key",
      hint: "Settings, Mail Settings, Event Webhook, with the signature switched on.",
    },
  ],
  smtp: [
    { name: "host", label: "Server", hint: "As your mail company names it, such as smtp.example.org." },
    { name: "port", label: "Port", hint: "587, or 465 when the connection is encrypted from the start." },
    { name: "user", label: "User name", hint: "Often the address that mail is sent from." },
    {
      name: "password",
      label: "Password",
      hint: "Many mail companies want an app password here.",
      secret: true,
    },
  ],
};

export type Typed = Record<string, string>;

/** What was typed as the API takes it. */
export function credentialsOf(vendor: AccountVendor, typed: Typed): Credentials {
  const values = Object.fromEntries(FIELDS[vendor].map(({ name }) => [name, typed[name] ?? ""]));
  const port = vendor === "smtp" ? { port: Number(values.port) } : {};
  return { vendor, ...values, ...port } as Credentials;
}

/** What may already be filled in for a new token of the same account. */
export function knownOf(vendor: AccountVendor, publicId: string | null): Typed {
  if (vendor === "twilio") return { accountSid: publicId ?? "" };
  const server = vendor === "smtp" ? /^(.*) at (.*):(\d+)$/.exec(publicId ?? "") : null;
  if (server) return { user: server[1] ?? "", host: server[2] ?? "", port: server[3] ?? "" };
  return vendor === "smtp" ? { port: "587" } : {};
}

/** What ends with the account, by whether the hub has one of its own to go on with. */
export function removalWords(name: string, hasInstallation: boolean): string {
  const next = hasInstallation
    ? `The clinic's messages go by the hub's own ${name} account from now on; its numbers and addresses must belong to that one.`
    : `Nothing can be sent by ${name} any more, and what waits for it fails or goes another way.`;
  return `${next} The credentials are deleted here. What ${name} still tells about messages sent by this account is refused, so some of them may stay “sent”.`;
}
