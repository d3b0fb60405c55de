import { z } from "zod";
import { Instant } from "@/lib/http/instant";

/** Vendors that a clinic may have an account of its own with. Push goes by the app, and that is the installation's. */
export const ACCOUNT_VENDORS = ["twilio", "telnyx", "sendgrid", "smtp"] as const;
export type AccountVendor = (typeof ACCOUNT_VENDORS)[number];

const secret = (name: string) => z.string().trim().min(8, `Give the ${name}.`).max(500);
/** Ports that mail is handed over at: an own account is no way to knock at other doors of the network. */
const MAIL_PORTS = [25, 465, 587, 2525];

const TwilioAccount = z.object({
  vendor: z.literal("twilio"),
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-f]{32}$/i, "An account SID is AC and 32 letters and digits."),
  authToken: secret("auth token"),
});
const TelnyxAccount = z.object({
  vendor: z.literal("telnyx"),
  apiKey: secret("API key"),
  publicKey: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9+/]{43}=$/, "A public key is 44 letters and digits that end in =."),
});
const SendGridAccount = z.object({
  vendor: z.literal("sendgrid"),
  apiKey: secret("API key"),
  webhookPublicKey: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9+/]{100,400}={0,2}$/, "A verification key is about 124 letters and digits."),
});
const MailServer = z.object({
  vendor: z.literal("smtp"),
  host: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/, "Give the server's name, such as mail.example.org."),
  port: z.number().int().min(1).max(65_535),
  user: z.string().trim().min(1, "Give the user name.").max(254),
  password: z.string().min(1, "Give the password.").max(500),
});

/** What a vendor gives its customer to sign in with. */
export const Credentials = z.discriminatedUnion("vendor", [
  TwilioAccount,
  TelnyxAccount,
  SendGridAccount,
  MailServer,
]);
export type Credentials = z.output<typeof Credentials>;

export const isMailPort = (port: number) => MAIL_PORTS.includes(port);

/** Four decimal numbers, as RFC 3986 writes an address: no octal, no hexadecimal. */
export const isIPv4 = (host: string) => z.ipv4().safeParse(host).success;

/** How one vendor stands for this clinic. No secret and no part of one but `lastFour` is ever in it. */
export const AccountView = z.object({
  vendor: z.enum(ACCOUNT_VENDORS),
  /** own: the clinic's. installation: the hub's own account is used. none: nobody has one. */
  source: z.enum(["own", "installation", "none"]),
  /** Of an own account: its SID, or user and host; null where the vendor has no such name. */
  publicId: z.string().nullable(),
  /** Whether the hub has an account with this vendor to go on with when the clinic's is removed. */
  fallsBack: z.boolean(),
  lastFour: z.string().nullable(),
  savedAt: Instant.nullable(),
  savedBy: z.string().nullable(),
  /** Until then what the token before signs is taken too; null: only the present one. */
  previousUntil: Instant.nullable(),
  /** False: it was sealed with a secret that this installation no longer has, and must be entered again. */
  readable: z.boolean(),
  /** What to enter at the vendor, so that its events find this account. */
  addresses: z.array(z.object({ use: z.string(), url: z.string() })),
});
export type AccountView = z.output<typeof AccountView>;
export const AccountList = z.object({ items: z.array(AccountView) });

export const AccountTest = z.object({
  ok: z.boolean(),
  /** What the vendor said, in words. */
  words: z.string(),
});
export type AccountTest = z.output<typeof AccountTest>;
