import type { Credentials } from "@/lib/accounts/schema";
import { clock } from "@/lib/clock";
import { owned } from "@/lib/providers/owned";
import type { Provider } from "@/lib/providers/port";
import { type ProviderSettings, providersFrom } from "@/lib/providers/registry";

/** A clinic's own account, unsealed. */
export interface OwnAccount {
  id: string;
  clinicId: string;
  /** When the clinic's messages began to go by it. */
  since: Date;
  credentials: Credentials;
  /** Whose signatures are taken too, while a token is rotated. */
  previous: Credentials | null;
  /** Last path segments of its inbound mail's address. */
  inboundSecrets: readonly [string, string?];
}

const NOTHING = { twilio: {}, telnyx: {}, smtp: {}, sendgrid: {}, fcm: {} };

/**
 * The provider of a clinic's own account. Where vendors are found is the installation's to say, so a stand-in is one for
 * all. A channel that the installation switched off is off for its own account alone. Throws on a key that is none.
 */
export function ownProvider(
  installation: ProviderSettings,
  account: OwnAccount,
  now: () => Date = clock,
): Provider {
  const { publicUrl } = installation;
  const settings: ProviderSettings = {
    publicUrl,
    channelsOff: [],
    ...NOTHING,
    ...settingsOf(installation, account),
  };
  const provider = providersFrom(settings, now)[account.credentials.vendor];
  if (!provider) throw new Error("An account without credentials.");
  return owned(provider, account.clinicId, account.since);
}

function settingsOf(
  { twilio, telnyx, sendgrid, smtp }: ProviderSettings,
  { id, credentials: own, previous: old, inboundSecrets }: OwnAccount,
): Partial<ProviderSettings> {
  switch (own.vendor) {
    case "twilio": {
      const previousAuthToken = old?.vendor === "twilio" ? old.authToken : undefined;
      const { baseUrl, timeoutMs } = twilio;
      const { accountSid, authToken } = own;
      return { twilio: { accountSid, authToken, previousAuthToken, baseUrl, timeoutMs, account: id } };
    }
    case "telnyx": {
      const previousPublicKey = old?.vendor === "telnyx" ? old.publicKey : undefined;
      const { baseUrl, timeoutMs } = telnyx;
      const { apiKey, publicKey } = own;
      return { telnyx: { apiKey, publicKey, previousPublicKey, baseUrl, timeoutMs, account: id } };
    }
    case "sendgrid": {
      const previousWebhookPublicKey = old?.vendor === "sendgrid" ? old.webhookPublicKey : undefined;
      const [inboundSecret, previousInboundSecret] = inboundSecrets;
      const { baseUrl, timeoutMs } = sendgrid;
      const { apiKey, webhookPublicKey } = own;
      const keys = { apiKey, webhookPublicKey, previousWebhookPublicKey };
      return { sendgrid: { ...keys, inboundSecret, previousInboundSecret, baseUrl, timeoutMs } };
    }
    case "smtp": {
      const { host, port, user, password } = own;
      const scheme = port === 465 ? "smtps" : "smtp";
      const url = `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}`;
      return { smtp: { url, timeoutMs: smtp.timeoutMs } };
    }
  }
}
