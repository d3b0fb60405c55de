import { same } from "@/simulator/accounts";
import { type Answer, type Incoming, json } from "@/simulator/http";
import { gate as sendgridGate } from "@/simulator/sendgrid/send";
import { refuse as refuseTelnyx } from "@/simulator/telnyx/errors";
import { isRefused, twilioGate } from "@/simulator/twilio/auth";
import type { World } from "@/simulator/world";

const bearerOf = ({ headers }: Incoming) => /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";

/** `GET /2010-04-01/Accounts/{sid}.json` */
export function twilioAccount(world: World, incoming: Incoming): Answer {
  const account = twilioGate(world, incoming);
  if (isRefused(account)) return account;
  const { accountSid: sid, status, name } = account;
  return json(200, {
    sid,
    status,
    friendly_name: name ?? "The simulator's account",
    type: "Full",
    owner_account_sid: sid,
    date_created: "Thu, 30 Jul 2015 20:00:00 +0000",
    date_updated: "Thu, 30 Jul 2015 20:00:00 +0000",
    uri: incoming.path,
    subresource_uris: {},
  });
}

/** `GET /v2/balance` */
export function telnyxBalance(world: World, incoming: Incoming): Answer {
  const known = world.accounts.telnyx.some(({ apiKey }) => same(apiKey, bearerOf(incoming)));
  if (!known) return refuseTelnyx(10009);
  return json(200, { data: { record_type: "balance", balance: "100.00", currency: "USD" } });
}

/** `GET /v3/scopes` */
export function sendgridScopes(world: World, incoming: Incoming): Answer {
  const account = sendgridGate(world, incoming);
  return "status" in account ? account : json(200, { scopes: account.mayUse });
}
