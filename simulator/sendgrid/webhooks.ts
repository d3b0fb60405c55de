import { createPublicKey } from "node:crypto";
import { z } from "zod";
import type { SendGridAccount } from "@/simulator/accounts";
import { type Answer, type Incoming, json, type Reply } from "@/simulator/http";
import { token22 } from "@/simulator/ids";
import { bodyOf, signedHeaders } from "@/simulator/sendgrid/events";
import { gate } from "@/simulator/sendgrid/send";
import type { World } from "@/simulator/world";

const EVENTS = "bounce click deferred delivered dropped open processed spam_report unsubscribe";
const GROUPS = "group_resubscribe group_unsubscribe";
const NOT_TAKEN_WAIT_MS = 2_000;
/** SendGrid tries a test event for ten minutes. */
const GIVE_UP_AFTER_MS = 600_000;

const idOf = ({ name }: SendGridAccount) => `webhook-${name ?? "of-the-settings"}`;

/** Refuses a key that may not do this, as SendGrid does. */
function may(world: World, incoming: Incoming, scope: string): SendGridAccount | Reply {
  const account = gate(world, incoming);
  if ("status" in account || account.mayUse.includes(scope)) return account;
  return json(403, { errors: [{ message: "access forbidden", field: null, help: null }] });
}

/** `GET /v3/user/webhooks/event/settings/all` */
export function listWebhooks(world: World, incoming: Incoming): Answer {
  const account = may(world, incoming, "user.webhooks.event.settings.read");
  if ("status" in account) return account;
  const { webhookUrl: url, webhookOn: enabled, signsEvents, privateKey } = account;
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" }).toString("base64");
  const told = Object.fromEntries(`${EVENTS} ${GROUPS}`.split(" ").map((event) => [event, true]));
  const webhook = { ...told, id: idOf(account), enabled, url, ...(signsEvents ? { public_key: spki } : {}) };
  return json(200, { max_allowed: 2, webhooks: url ? [webhook] : [] });
}

const Test = z.looseObject({ id: z.string().optional(), url: z.url() });

/** `POST /v3/user/webhooks/event/test`: 204, and then example events at that address, signed as the named webhook's are. */
export function testWebhook(world: World, incoming: Incoming): Answer {
  const account = may(world, incoming, "user.webhooks.event.test.create");
  if ("status" in account) return account;
  const asked = Test.safeParse(JSON.parse(incoming.body.toString("utf8")));
  if (!asked.success) return json(400, { errors: [{ message: "invalid url", field: "url", help: null }] });
  const { id, url } = asked.data;
  if (id !== undefined && id !== idOf(account))
    return json(404, { errors: [{ message: "Invalid id provided." }] });
  const signs = id !== undefined && account.signsEvents;
  void postExamples(world, url, signs ? account : null);
  return { status: 204 };
}

async function postExamples(world: World, url: string, signer: SendGridAccount | null): Promise<void> {
  const words = ["processed", "deferred", "delivered", "open", "click", "bounce", "dropped", "spamreport"];
  const more = ["unsubscribe", "group_unsubscribe", "group_resubscribe"];
  const at = Math.floor(world.clock.now() / 1000);
  const body = bodyOf(
    [...words, ...more].map((event) =>
      JSON.stringify({
        email: "example@test.com",
        timestamp: at,
        "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
        event,
        category: ["cat facts"],
        sg_event_id: token22(),
        sg_message_id: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
      }),
    ),
  );
  for (const startedAt = world.clock.now(); world.clock.now() - startedAt < GIVE_UP_AFTER_MS; ) {
    const signed = signer ? signedHeaders(world, signer.privateKey, body) : {};
    const headers = { "content-type": "application/json", "user-agent": "SendGrid Event API", ...signed };
    const outcome = await world.courier.post({ url, headers, body, timeoutMs: 10_000 });
    if (outcome.kind === "answer" && outcome.status < 300) return;
    await world.timers.sleep(NOT_TAKEN_WAIT_MS);
  }
}
