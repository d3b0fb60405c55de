import { clock } from "@/lib/clock";
import { type FcmSettings, fcmProvider } from "@/lib/providers/fcm";
import type { Provider } from "@/lib/providers/port";
import { type SendGridSettings, sendgridProvider } from "@/lib/providers/sendgrid";
import { smtpProvider } from "@/lib/providers/smtp";
import { type TelnyxSettings, telnyxProvider } from "@/lib/providers/telnyx";
import { type TwilioSettings, twilioProvider } from "@/lib/providers/twilio";

/** A vendor's settings as they were found: any may be missing. */
type Found<T> = { [K in keyof T]?: T[K] | undefined };

/** Plain data, as `lib/env.ts` parses it. */
export interface ProviderSettings {
  /** Our own public address, without a slash at its end; callbacks come there. */
  publicUrl: string;
  /** Channels switched off on purpose: SMS, EMAIL, PUSH, in any case. */
  channelsOff: readonly string[];
  twilio: Found<Omit<TwilioSettings, "publicUrl">>;
  telnyx: Found<Omit<TelnyxSettings, "publicUrl">>;
  smtp: { url?: string | undefined; timeoutMs?: number | undefined };
  sendgrid: Found<SendGridSettings>;
  fcm: Found<FcmSettings>;
}

/**
 * The providers of this installation, by name. One whose settings are incomplete or whose channel is switched off is
 * absent. Throws when a setting is given but cannot be read (a public key that is none).
 */
export function providersFrom(settings: ProviderSettings, now: () => Date = clock): Record<string, Provider> {
  const off = new Set(settings.channelsOff.map((channel) => channel.toUpperCase()));
  const { twilio, telnyx, smtp, sendgrid, fcm, publicUrl } = settings;
  const providers: Record<string, Provider> = {};
  const { accountSid, authToken } = twilio;
  if (accountSid && authToken && !off.has("SMS")) {
    providers.twilio = twilioProvider({ ...twilio, accountSid, authToken, publicUrl }, now);
  }
  if (telnyx.apiKey && !off.has("SMS")) {
    providers.telnyx = telnyxProvider({ ...telnyx, apiKey: telnyx.apiKey, publicUrl }, now);
  }
  const { apiKey } = sendgrid;
  if (apiKey && !off.has("EMAIL")) providers.sendgrid = sendgridProvider({ ...sendgrid, apiKey }, now);
  if (smtp.url && !off.has("EMAIL")) providers.smtp = smtpProvider({ ...smtp, url: smtp.url });
  const { projectId } = fcm;
  if (projectId && !off.has("PUSH")) providers.fcm = fcmProvider({ ...fcm, projectId }, now);
  return providers;
}
