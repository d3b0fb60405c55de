import { createSign, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import twilio from "twilio";
import { expect, it } from "vitest";
import type { Provider, SignedRequest } from "@/lib/providers/port";
import { sendgridProvider } from "@/lib/providers/sendgrid";
import { telnyxProvider } from "@/lib/providers/telnyx";
import { twilioProvider } from "@/lib/providers/twilio";

const NOW = new Date("2026-06-16T18:00:00Z");
const STAMP = String(NOW.getTime() / 1_000);
const ORIGIN = "https://hub.clinic.example";

const [ecNew, ecOld, ecOther] = [1, 2, 3].map(() => generateKeyPairSync("ec", { namedCurve: "P-256" }));
const [edNew, edOld, edOther] = [1, 2, 3].map(() => generateKeyPairSync("ed25519"));
type Pair = { publicKey: KeyObject; privateKey: KeyObject } | undefined;
const spki = (pair: Pair) => pair?.publicKey.export({ format: "der", type: "spki" }).toString("base64");
const raw = (pair: Pair) =>
  pair?.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");

const request = (path: string, body: string, headers: Record<string, string>): SignedRequest => ({
  url: `${ORIGIN}/api/v1/messages/webhook/${path}`,
  method: "POST",
  headers,
  body: Buffer.from(body),
});

const form = { MessageSid: "SM1", MessageStatus: "sent" };
const fromTwilio = (token: string) =>
  request("twilio", new URLSearchParams(form).toString(), {
    "x-twilio-signature": twilio.getExpectedTwilioSignature(
      token,
      `${ORIGIN}/api/v1/messages/webhook/twilio`,
      form,
    ),
  });

const events = JSON.stringify([{ event: "delivered", sg_event_id: "1" }]);
const fromSendGrid = (pair: Pair) =>
  request("sendgrid", events, {
    "content-type": "application/json",
    "x-twilio-email-event-webhook-timestamp": STAMP,
    "x-twilio-email-event-webhook-signature": createSign("sha256")
      .update(STAMP + events)
      .sign(pair?.privateKey ?? "", "base64"),
  });

const mail = (secret: string) =>
  request(
    `sendgrid/${secret}`,
    '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nFrom: a@b.example\r\n\r\nHi\r\n--b--\r\n',
    { "content-type": "multipart/form-data; boundary=b" },
  );

const event = JSON.stringify({ data: { event_type: "message.sent", id: "1", payload: { id: "2", to: [] } } });
const fromTelnyx = (pair: Pair) =>
  request("telnyx", event, {
    "telnyx-timestamp": STAMP,
    "telnyx-signature-ed25519": sign(
      null,
      Buffer.from(`${STAMP}|${event}`),
      pair?.privateKey as KeyObject,
    ).toString("base64"),
  });

const now = () => NOW;
const rotating: Provider[] = [
  twilioProvider(
    { accountSid: `AC${"0".repeat(32)}`, authToken: "new", previousAuthToken: "old", publicUrl: ORIGIN },
    now,
  ) as Provider,
  sendgridProvider(
    {
      apiKey: "SG.x",
      webhookPublicKey: spki(ecNew),
      previousWebhookPublicKey: spki(ecOld),
      inboundSecret: "new",
      previousInboundSecret: "old",
    },
    now,
  ) as Provider,
  telnyxProvider(
    { apiKey: "KEY", publicKey: raw(edNew), previousPublicKey: raw(edOld), publicUrl: ORIGIN },
    now,
  ) as Provider,
];
const [twilioPort, sendgridPort, telnyxPort] = rotating;

it.each([
  ["Twilio's token", twilioPort, fromTwilio("new"), fromTwilio("old"), fromTwilio("other")],
  ["SendGrid's key", sendgridPort, fromSendGrid(ecNew), fromSendGrid(ecOld), fromSendGrid(ecOther)],
  ["the secret of inbound mail", sendgridPort, mail("new"), mail("old"), mail("other")],
  ["Telnyx's key", telnyxPort, fromTelnyx(edNew), fromTelnyx(edOld), fromTelnyx(edOther)],
] as const)(
  "while %s is rotated the new one and the old one are taken, and no other",
  async (_, port, fresh, old, other) => {
    expect(await port?.receive?.(fresh)).toHaveLength(1);
    expect(await port?.receive?.(old)).toHaveLength(1);
    await expect(port?.receive?.(other)).rejects.toMatchObject({ name: "SignatureError" });
  },
);
