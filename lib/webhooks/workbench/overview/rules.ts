import type { Workbench } from "@/lib/webhooks/workbench/schema";

/** Five tries on any failure: Twilio's own default is one, and only where no connection came about. */
const AGAIN = "#rc=5&rp=all";

/** What to enter with each vendor, so that nothing is lost when we answer late or not at all. */
export function addressesOf(publicUrl: string, providers: readonly string[]): Workbench["addresses"] {
  const at = (path: string) => `${publicUrl}/api/v1/messages/webhook/${path}`;
  const all: Workbench["addresses"] = [
    { provider: "twilio", use: "When a message comes in", url: `${at("twilio")}${AGAIN}` },
    { provider: "twilio", use: "When that fails (fallback)", url: `${at("twilio")}?fallback=1${AGAIN}` },
    { provider: "twilio", use: "Delivery status of a Messaging Service", url: `${at("twilio")}${AGAIN}` },
    { provider: "telnyx", use: "Webhook, and its failover", url: at("telnyx") },
    { provider: "sendgrid", use: "Event webhook, signed", url: at("sendgrid") },
    {
      provider: "sendgrid",
      use: "Inbound parse, raw; the last word is SENDGRID_INBOUND_SECRET",
      url: at("sendgrid/YOUR-SECRET"),
    },
  ];
  return all.filter(({ provider }) => providers.includes(provider));
}
