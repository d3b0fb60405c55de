import { same, type TwilioAccount } from "@/simulator/accounts";
import type { Incoming, Reply } from "@/simulator/http";
import { refuse } from "@/simulator/twilio/errors";
import type { World } from "@/simulator/world";

/** Twilio's HTTP Basic gate: an account's sid and token, and only that account's addresses. The account may come in. */
export function twilioGate(world: World, incoming: Incoming): TwilioAccount | Reply {
  const account = signedIn(world, incoming);
  if (isRefused(account)) return account;
  return incoming.params.account === account.accountSid ? account : refuse(20404, incoming.path);
}

/** The same where the address names no account. */
export function signedIn(world: World, incoming: Incoming): TwilioAccount | Reply {
  const encoded = /^Basic (.+)$/i.exec(incoming.headers.authorization ?? "")?.[1] ?? "";
  const [name = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  const account = world.accounts.twilio.find(
    ({ accountSid, authToken }) => same(name, accountSid) && same(rest.join(":"), authToken),
  );
  if (!account) return refuse(20003, "", { "www-authenticate": 'Basic realm="Twilio API"' });
  // The hub takes media only from the origin it knows Twilio by, so media addresses carry the name it calls us by.
  if (incoming.headers.host) world.origin = `http://${incoming.headers.host}`;
  return account;
}

/** Whether the gate said no. */
export const isRefused = (answer: TwilioAccount | Reply): answer is Reply => !("accountSid" in answer);
