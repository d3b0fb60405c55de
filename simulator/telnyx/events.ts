import { randomUUID, sign } from "node:crypto";
import { iso } from "@/simulator/clock";
import type { Delivery } from "@/simulator/courier";
import type { TextRecord, TextStatus } from "@/simulator/phones";
import { telnyxCode, telnyxTitle } from "@/simulator/telnyx/errors";
import type { World } from "@/simulator/world";

/** Telnyx tries an address three times; the pauses are ours. */
const PAUSES_MS = [500, 2000];
const TIMEOUT_MS = 2000;

const WORDS: Partial<Record<TextStatus, string>> = {
  undelivered: "delivery_failed",
  failed: "sending_failed",
};

/** A message as Telnyx's API and its webhooks show it. */
export function telnyxPayload(world: World, record: TextRecord, status: string, code: number | null) {
  return {
    record_type: "message",
    id: record.sid,
    direction: record.direction === "inbound" ? "inbound" : "outbound",
    type: record.media.length > 0 ? "MMS" : "SMS",
    messaging_profile_id: "40017b7e-b3c0-4ac3-8740-9c3c5a0a0e0c",
    from: { phone_number: record.from ?? "", carrier: "", line_type: "Wireless" },
    to: [{ phone_number: record.to, status, carrier: "", line_type: "Wireless" }],
    text: record.body,
    media: record.media.map((file) => ({
      url:
        file.url ?? `${world.origin}/telnyx/media/${file.sid}?type=${encodeURIComponent(file.contentType)}`,
      content_type: file.contentType,
    })),
    webhook_url: record.callback,
    encoding: "GSM-7",
    parts: record.segments,
    tags: [],
    cost: null,
    received_at: iso(record.createdAt),
    sent_at: record.sentAt === null ? null : iso(record.sentAt),
    completed_at: status === "queued" || status === "sent" ? null : iso(world.clock.now()),
    valid_until: null,
    errors:
      code === null ? [] : [{ code: String(code), title: telnyxTitle(code), detail: telnyxTitle(code) }],
  };
}

/** Posts one signed event to the hub, up to three times. `id` names the event, the same on each try and each copy. */
export async function postTelnyxEvent(
  world: World,
  url: string,
  event: {
    type: string;
    id: string;
    payload: ReturnType<typeof telnyxPayload>;
    account?: string | undefined;
  },
): Promise<Delivery> {
  const data = {
    event_type: event.type,
    id: event.id,
    occurred_at: iso(world.clock.now()),
    payload: event.payload,
    record_type: "event",
  };
  const { privateKey } = world.accounts.of("telnyx", event.account);
  for (let attempt = 1; ; attempt += 1) {
    const body = Buffer.from(JSON.stringify({ data, meta: { attempt, delivered_to: url } }));
    const timestamp = String(Math.floor(world.clock.now() / 1000));
    const signed = Buffer.concat([Buffer.from(`${timestamp}|`), body]);
    const outcome = await world.courier.post({
      url,
      headers: {
        "content-type": "application/json",
        "user-agent": "telnyx-webhooks",
        "telnyx-signature-ed25519": sign(null, signed, privateKey).toString("base64"),
        "telnyx-timestamp": timestamp,
      },
      body,
      timeoutMs: TIMEOUT_MS,
    });
    const { account } = event;
    world.posted.push({ id: randomUUID(), account, url, data, startedAt: world.clock.now(), outcome });
    const pause = PAUSES_MS[attempt - 1];
    const taken = outcome.kind === "answer" && outcome.status >= 200 && outcome.status < 300;
    if (taken || pause === undefined) return outcome;
    await world.timers.sleep(pause);
  }
}

/** `message.sent` or `message.finalized` for what a text has come to. */
export function postTelnyxReceipt(
  world: World,
  record: TextRecord,
  told: { status: TextStatus; code: number | null; id: string },
): Promise<Delivery> {
  const type = told.status === "sent" || told.status === "queued" ? "message.sent" : "message.finalized";
  const code = told.code === null ? null : telnyxCode(told.code);
  const payload = telnyxPayload(world, record, WORDS[told.status] ?? told.status, code);
  return postTelnyxEvent(world, record.callback ?? "", {
    type,
    id: told.id,
    payload,
    account: record.account,
  });
}
