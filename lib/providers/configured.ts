import { env } from "@/lib/env";
import type { Provider } from "@/lib/providers/port";
import { providersFrom } from "@/lib/providers/registry";

/** The providers this installation is configured for, by name. */
export function providers(): Record<string, Provider> {
  const { twilio, telnyx, smtp, sendgrid, fcm, publicUrl, channelsOff } = env();
  return providersFrom({ twilio, telnyx, smtp, sendgrid, fcm, publicUrl, channelsOff });
}
