import { env } from "@/lib/env";
import type { Provider } from "@/lib/providers/port";
import { type ProviderSettings, providersFrom } from "@/lib/providers/registry";

/** What this installation knows of vendors: its own keys, and where they are found. */
export function installed(): ProviderSettings {
  const { twilio, telnyx, smtp, sendgrid, fcm, publicUrl, channelsOff } = env();
  return { twilio, telnyx, smtp, sendgrid, fcm, publicUrl, channelsOff };
}

/** The providers this installation is configured for, by name. */
export const providers = (): Record<string, Provider> => providersFrom(installed());
