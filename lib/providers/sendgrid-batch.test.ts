import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { sendgridProvider } from "@/lib/providers/sendgrid";

const now = new Date("2026-03-03T17:00:00Z");
const url = "https://hub.example/api/v1/messages/webhook/sendgrid";
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const webhookPublicKey = publicKey.export({ format: "der", type: "spki" }).toString("base64");

/** The largest batch that SendGrid posts. */
const MOST_BYTES = 768 * 1024;

const POISON = [
  '{"event":"delivered","timestamp":1e999,"sg_event_id":{"a":1},"email":["x"],"key":7}',
  '{"__proto__":{"event":"delivered"},"event":"constructor"}',
  '{"event":"bounce","status":{},"reason":[null],"type":42,"timestamp":"soon"}',
  `${"[".repeat(500)}${"]".repeat(500)}`,
];

test.each(POISON)("a full batch with one odd event in it (%#) is read to its end", async (poison) => {
  const events: string[] = [];
  for (let bytes = poison.length; bytes < MOST_BYTES; bytes += (events.at(-1)?.length ?? 0) + 1) {
    const event = { event: "delivered", email: "ana@example.com", timestamp: 1772557100 };
    events.push(
      JSON.stringify({ ...event, sg_event_id: `e${events.length}`, response: "250 OK ".repeat(40) }),
    );
  }
  const good = events.length;
  events.splice(Math.floor(good / 2), 0, poison);
  const body = Buffer.from(`[${events.join(",")}]`);
  const timestamp = "1772557200";
  const signature = sign("sha256", Buffer.concat([Buffer.from(timestamp), body]), privateKey).toString(
    "base64",
  );
  const headers = {
    "Content-Type": "application/json",
    "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
    "X-Twilio-Email-Event-Webhook-Signature": signature,
  };
  const provider = sendgridProvider({ apiKey: "SG.test", webhookPublicKey }, () => now);
  const read = (await provider.receive?.({ url, method: "POST", headers, body })) ?? [];
  expect(good).toBeGreaterThan(1_000);
  expect(read).toHaveLength(good + 1);
  const delivered = read.filter((one) => one.kind === "receipt" && /^e\d+$/.test(one.eventId));
  expect(delivered).toHaveLength(good);
  for (const { at, eventId } of read)
    expect([Number.isFinite(at.getTime()), typeof eventId]).toEqual([true, "string"]);
});
