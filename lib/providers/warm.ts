import { log } from "@/lib/log";
import type { Provider } from "@/lib/providers/port";

/** An account id of the right form; nothing is ever asked with it. */
const NOBODY = `AC${"0".repeat(32)}`;

// Twilio's SDK loads its resources only when they are first named: half of what its first send would wait for.
const LOADERS: Record<string, () => Promise<unknown>> = {
  twilio: async () => (await import("twilio")).default(NOBODY, NOBODY).messages,
  telnyx: () => import("telnyx"),
  smtp: () =>
    Promise.all([
      import("nodemailer/lib/smtp-connection/index.js"),
      import("nodemailer/lib/mail-composer/index.js"),
    ]),
  sendgrid: () => import("@sendgrid/client"),
  fcm: () => Promise.all([import("firebase-admin/app"), import("firebase-admin/messaging")]),
};

/**
 * Loads the SDKs of these providers, about a second in all, so that no first message waits for it after its claim was
 * checked. Asks no vendor anything and never throws: what cannot be loaded is told by the send that needs it.
 */
export async function warm(providers: Readonly<Record<string, Provider>>): Promise<void> {
  for (const name of Object.keys(providers)) {
    await LOADERS[name]?.().catch((cause: unknown) => log.error("provider.not_loaded", cause, { name }));
  }
}
