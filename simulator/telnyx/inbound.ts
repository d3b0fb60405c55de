import { randomUUID } from "node:crypto";
import type { Delivery } from "@/simulator/courier";
import { type Answer, type Incoming, json } from "@/simulator/http";
import { postTelnyxEvent, telnyxPayload } from "@/simulator/telnyx/events";
import { baseRecord, type InboundText, LOST } from "@/simulator/twilio/inbound";
import type { World } from "@/simulator/world";

/** Telnyx's default words (docs/providers/telnyx.md): the whole message, in any case. */
const STOP = /^(stop|stopall|stop all|unsubscribe|cancel|end|quit)$/i;
const START = /^(start|unstop)$/i;

/** A patient texts a Telnyx number. */
export async function receiveTelnyxText(
  world: World,
  text: InboundText,
): Promise<{ sid: string; outcome: Delivery }> {
  const now = world.clock.now();
  const media = text.pictures.map((picture) => world.media.save(picture.contentType, picture.bytes, now));
  const { name, webhookUrl } = world.accounts.holding("telnyx", text.to);
  const record = {
    ...baseRecord(world, text.from, text.to, text.body, media),
    sid: randomUUID(),
    vendor: "telnyx" as const,
    ...(name ? { account: name } : {}),
  };
  world.addText(record);
  const word = text.body.trim();
  if (STOP.test(word)) world.setStopped(text.to, text.from, true);
  if (START.test(word)) world.setStopped(text.to, text.from, false);
  if (world.faults.strikesInbound("inboundLost", "telnyx", text)) return { sid: record.sid, outcome: LOST };
  const payload = telnyxPayload(world, record, "webhook_delivered", null);
  const event = { type: "message.received", id: randomUUID(), payload, account: name };
  const outcome = await postTelnyxEvent(world, webhookUrl, event);
  return { sid: record.sid, outcome };
}

/** `GET /telnyx/media/{sid}`: what came by MMS, as Telnyx's storage gives it. */
export function telnyxMedia(world: World, incoming: Incoming): Answer {
  const bytes = world.media.read(incoming.params.sid ?? "");
  const type = incoming.query.get("type") ?? "application/octet-stream";
  return bytes ? { status: 200, body: bytes, headers: { "content-type": type } } : json(404, { errors: [] });
}
