import { generateKeyPairSync, type KeyObject, timingSafeEqual } from "node:crypto";
import type { Settings } from "@/simulator/settings";

interface Common {
  /** Undefined: the account that the settings name. */
  name: string | undefined;
  /** Where what patients write is posted, and (SendGrid) what became of mail. */
  webhookUrl: string;
  /** Clinics' numbers that are this account's: texts to them come by it. */
  numbers: readonly string[];
}
export interface TwilioAccount extends Common {
  accountSid: string;
  authToken: string;
  status: "active" | "suspended" | "closed";
}
export interface TelnyxAccount extends Common {
  apiKey: string;
  privateKey: KeyObject;
}
export interface SendGridAccount extends Common {
  apiKey: string;
  privateKey: KeyObject;
  mayUse: readonly string[];
  /** False: its event webhook is switched off, or posts unsigned. */
  webhookOn: boolean;
  signsEvents: boolean;
  /** Inbound Parse: the domains whose mail comes to it, where it is posted, and whether a security policy signs it. */
  hosts: readonly string[];
  inboundUrl: string;
  signsInbound: boolean;
}
export interface MailUser {
  name: string | undefined;
  user: string;
  password: string;
}

/** What the control API says of an account besides those of the settings. What is not given stays as it was. */
export interface Wanted {
  name: string;
  vendor: "twilio" | "telnyx" | "sendgrid" | "smtp";
  accountSid?: string | undefined;
  authToken?: string | undefined;
  status?: TwilioAccount["status"] | undefined;
  apiKey?: string | undefined;
  mayUse?: string[] | undefined;
  user?: string | undefined;
  password?: string | undefined;
  webhookUrl?: string | undefined;
  numbers?: string[] | undefined;
  webhookOn?: boolean | undefined;
  signsEvents?: boolean | undefined;
  hosts?: string[] | undefined;
  inboundUrl?: string | undefined;
  signsInbound?: boolean | undefined;
  /** Telnyx and SendGrid sign with another key from now on. */
  newKey?: boolean | undefined;
}

const HOOK = "/api/v1/messages/webhook";

export function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Who has an account with the simulated vendors: whom the settings name, and whom a test adds while it runs. */
export class Accounts {
  readonly twilio: TwilioAccount[];
  readonly telnyx: TelnyxAccount[];
  readonly sendgrid: SendGridAccount[];
  readonly smtp: MailUser[];

  constructor({ publicUrl, twilio, telnyx, sendgrid, smtp }: Settings) {
    const usual = (vendor: string) => ({
      name: undefined,
      numbers: [],
      webhookUrl: `${publicUrl}${HOOK}/${vendor}`,
    });
    this.twilio = [{ ...usual("twilio"), ...twilio, status: "active" }];
    this.telnyx = [{ ...usual("telnyx"), ...telnyx }];
    const inboundUrl = `${publicUrl}${HOOK}/sendgrid/${sendgrid.inboundSecret}`;
    this.sendgrid = [{ ...usual("sendgrid"), ...sendgrid, ...FULL, inboundUrl }];
    this.smtp = [{ name: undefined, user: "hub", password: smtp.password }];
  }

  /** Adds an account or changes one; answers the public key that its events are now signed with. */
  put(wanted: Wanted): { publicKey?: string } {
    const { name, vendor } = wanted;
    const common = {
      name,
      webhookUrl: wanted.webhookUrl,
      numbers: wanted.numbers,
    };
    if (vendor === "twilio") {
      const { accountSid, authToken, status } = wanted;
      merge(this.twilio, { ...common, accountSid, authToken, status }, { ...EMPTY, status: "active" });
      return {};
    }
    if (vendor === "smtp") {
      merge(this.smtp, { name, user: wanted.user, password: wanted.password }, {});
      return {};
    }
    const list: (TelnyxAccount | SendGridAccount)[] = this[vendor];
    const before = list.find((one) => one.name === name);
    const pair = () =>
      vendor === "telnyx" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", P256);
    const fresh = before && !wanted.newKey ? undefined : pair();
    const privateKey = fresh?.privateKey;
    const { apiKey, mayUse, webhookOn, signsEvents, hosts, inboundUrl, signsInbound } = wanted;
    const mail = { mayUse, webhookOn, signsEvents, hosts, inboundUrl, signsInbound };
    const more = { apiKey, privateKey, ...(vendor === "sendgrid" ? mail : {}) };
    merge(list, { ...common, ...more }, { ...EMPTY, ...(vendor === "sendgrid" ? FULL : {}) });
    if (!fresh) return {};
    const spki = fresh.publicKey.export({ format: "der", type: "spki" });
    // The last 32 bytes of an Ed25519 SPKI are the key itself, as Telnyx shows it.
    return { publicKey: (vendor === "telnyx" ? spki.subarray(-32) : spki).toString("base64") };
  }

  /** The account of a record, or the one that the settings name. */
  of<V extends "twilio" | "telnyx" | "sendgrid">(vendor: V, name: string | undefined): Accounts[V][number] {
    const list: readonly Accounts[V][number][] = this[vendor];
    return list.find((one) => one.name === name) ?? (list[0] as Accounts[V][number]);
  }

  /** Who carries a number that somebody said is an account's. */
  vendorOf(number: string): "twilio" | "telnyx" | undefined {
    const has = ({ numbers }: Common) => numbers.includes(number);
    return this.twilio.some(has) ? "twilio" : this.telnyx.some(has) ? "telnyx" : undefined;
  }

  /** Whose Inbound Parse takes mail of this domain; nobody said: that of the settings. */
  receiving(domain: string): SendGridAccount {
    const own = this.sendgrid.find(({ hosts }) => hosts.includes(domain));
    return own ?? (this.sendgrid[0] as SendGridAccount);
  }

  /** Whose a clinic's number is; nobody said: that of the settings. */
  holding<V extends "twilio" | "telnyx">(vendor: V, number: string): Accounts[V][number] {
    const list: readonly Accounts[V][number][] = this[vendor];
    return list.find(({ numbers }) => numbers.includes(number)) ?? (list[0] as Accounts[V][number]);
  }
}

const P256 = { namedCurve: "P-256" } as const;
const EMPTY = { webhookUrl: "", numbers: [] };
/** A SendGrid account whose key may do what the hub asks of it, and whose event webhook is on and signed. */
const FULL = {
  mayUse: ["mail.send", "user.webhooks.event.settings.read", "user.webhooks.event.test.create"],
  webhookOn: true,
  signsEvents: true,
  hosts: [] as string[],
  inboundUrl: "",
  signsInbound: false,
};

function merge<T extends { name: string | undefined }>(list: T[], wanted: object, usual: object): void {
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const before = list.find(({ name }) => "name" in given && name === given.name);
  if (before) Object.assign(before, given);
  else list.push({ ...usual, ...given } as unknown as T);
}
