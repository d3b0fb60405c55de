import { timingSafeEqual } from "node:crypto";
import type { Incoming, Reply } from "@/simulator/http";
import { refuse } from "@/simulator/twilio/errors";
import type { World } from "@/simulator/world";

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Twilio's HTTP Basic gate: the account's sid and token, and only that account's addresses. Null means: come in. */
export function twilioGate(world: World, incoming: Incoming): Reply | null {
  const { accountSid, authToken } = world.settings.twilio;
  const encoded = /^Basic (.+)$/i.exec(incoming.headers.authorization ?? "")?.[1] ?? "";
  const [name = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  if (!same(name, accountSid) || !same(rest.join(":"), authToken)) {
    return refuse(20003, "", { "www-authenticate": 'Basic realm="Twilio API"' });
  }
  // The hub takes media only from the origin it knows Twilio by, so media addresses carry the name it calls us by.
  if (incoming.headers.host) world.origin = `http://${incoming.headers.host}`;
  return incoming.params.account === accountSid ? null : refuse(20404, incoming.path);
}
