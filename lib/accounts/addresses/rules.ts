/** One address to enter with a vendor, and where. */
export interface WebhookAddress {
  provider: string;
  use: string;
  url: string;
}

/** Five tries on any failure: Twilio's own default is one, and only where no connection came about. */
const AGAIN = "#rc=5&rp=all";

/** A clinic's own account: the id that its addresses name, and the secret part of its inbound mail's. */
export type OwnAddresses = Partial<Record<string, { id: string; inbound: string }>>;

/** What to enter with each vendor, so that nothing is lost when we answer late or not at all. */
export function addressesOf(
  publicUrl: string,
  providers: readonly string[],
  own: OwnAddresses = {},
): WebhookAddress[] {
  const at = (path: string, more = "") => {
    const account = own[path.split("/")[0] ?? ""];
    const query = [account && `account=${account.id}`, more].filter(Boolean).join("&");
    return `${publicUrl}/api/v1/messages/webhook/${path}${query && `?${query}`}`;
  };
  const secret = own.sendgrid?.inbound;
  const all: WebhookAddress[] = [
    { provider: "twilio", use: "When a message comes in", url: `${at("twilio")}${AGAIN}` },
    { provider: "twilio", use: "When that fails (fallback)", url: `${at("twilio", "fallback=1")}${AGAIN}` },
    { provider: "twilio", use: "Delivery status of a Messaging Service", url: `${at("twilio")}${AGAIN}` },
    { provider: "telnyx", use: "Webhook, and its failover", url: at("telnyx") },
    { provider: "sendgrid", use: "Event webhook, signed", url: at("sendgrid") },
    {
      provider: "sendgrid",
      use: secret ? "Inbound parse, raw" : "Inbound parse, raw; the last word is SENDGRID_INBOUND_SECRET",
      url: at(`sendgrid/${secret ?? "YOUR-SECRET"}`),
    },
  ];
  return all.filter(({ provider }) => providers.includes(provider));
}
