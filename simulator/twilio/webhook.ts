import { randomUUID } from "node:crypto";
import type { Delivery } from "@/simulator/courier";
import { asksAgain, parseRetrySpec } from "@/simulator/twilio/retry-spec";
import { signTwilio } from "@/simulator/twilio/signature";
import type { World } from "@/simulator/world";

/** Pauses before each of at most five more tries; together they stay within Twilio's 15 s for all of them. */
const PAUSES_MS = [250, 750, 2000, 4000, 7000];

/** Posts one signed, form-encoded webhook as Twilio does, with the retries that its URL asks for. */
export async function postTwilioWebhook(
  world: World,
  url: string,
  fields: Record<string, string>,
  token: string = randomUUID(),
): Promise<Delivery> {
  const { authToken } =
    world.accounts.twilio.find(({ accountSid }) => accountSid === fields.AccountSid) ??
    world.accounts.of("twilio", undefined);
  const spec = parseRetrySpec(url);
  const bare = url.split("#")[0] ?? url;
  const body = Buffer.from(new URLSearchParams(fields).toString());
  const headers = {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    accept: "*/*",
    "user-agent": "TwilioProxy/1.1",
    "x-twilio-signature": signTwilio(authToken, bare, fields),
    "i-twilio-idempotency-token": token,
  };
  const startedAt = world.clock.now();
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await world.courier.post({ url: bare, headers, body, timeoutMs: spec.readTimeoutMs });
    const pause = PAUSES_MS[attempt] ?? 0;
    const inTime = world.clock.now() + pause - startedAt < spec.totalMs;
    if (attempt >= spec.count || !inTime || !asksAgain(spec, outcome)) return outcome;
    await world.timers.sleep(pause);
  }
}
