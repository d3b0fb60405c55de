import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { outside } from "@/lib/providers/outside";
import type { Inbound, SignedRequest } from "@/lib/providers/port";
import { SignatureError } from "@/lib/providers/refusals";
import { twilioProvider } from "@/lib/providers/twilio";
import signatures from "@/lib/testing/vectors/twilio-signature.json";
import samples from "@/lib/testing/vectors/twilio-webhook-samples.json";

const at = new Date("2026-03-03T17:00:00Z");
const publicUrl = "https://hub.example";
const account = { accountSid: "AC00000000000000000000000000000000", authToken: "12345", publicUrl };
const callbackUrl = `${publicUrl}/api/v1/messages/webhook/twilio?key=attempt-1`;

type Form = Record<string, string | string[]>;

function encoded(form: Form): string {
  const pairs = Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return new URLSearchParams(pairs).toString();
}

function posted(form: Form, token = "12345", url = callbackUrl): SignedRequest {
  const text = Object.keys(form)
    .sort()
    .map((name) => name + form[name])
    .join("");
  const signature = createHmac("sha1", token)
    .update(url + text)
    .digest("base64");
  return {
    url,
    method: "POST",
    headers: { "X-Twilio-Signature": signature, "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(encoded(form)),
  };
}

async function receive(
  request: SignedRequest,
  settings: { previousAuthToken?: string; authToken?: string } = {},
) {
  return twilioProvider({ ...account, ...settings }, () => at).receive?.(request) as Promise<Inbound[]>;
}

const receiptForm = (extra: Form) => ({
  MessageSid: "SM1",
  AccountSid: account.accountSid,
  From: "+15017250604",
  To: "+13035550142",
  ...extra,
});

it("takes the hub's own test event in without keeping anything of it", async () => {
  const { headers, body } = outside.signTwilio("12345", callbackUrl);
  const request = { url: callbackUrl, method: "POST", headers, body: Buffer.from(body) };
  expect(await receive(request)).toEqual([]);
  await expect(receive({ ...request, body: Buffer.from("HubTest=2") })).rejects.toThrow(SignatureError);
});

it("keeps what is told as JSON, which it does not read", async () => {
  const body = JSON.stringify([samples.linkClickedEvent]);
  const url = `${callbackUrl}&bodySHA256=${createHash("sha256").update(body).digest("hex")}`;
  const [event] = await receive({ ...posted({}, "12345", url), body: Buffer.from(body) });
  expect(event).toMatchObject({ kind: "unknown", raw: { body } });
});

describe("X-Twilio-Signature", () => {
  it.each(signatures.cases)("$name", async (vector) => {
    const json = vector.params === null || vector.params === undefined;
    const request: SignedRequest = {
      url: vector.requestUrl,
      method: "POST",
      headers: {
        "x-twilio-signature": vector.signature,
        "content-type": json ? "application/json" : "application/x-www-form-urlencoded",
      },
      body: Buffer.from(json ? (vector.body ?? "") : encoded(vector.params as unknown as Form)),
    };
    const reading = receive(request, { authToken: vector.token });
    if (vector.valid) await expect(reading).resolves.toHaveLength(1);
    else await expect(reading).rejects.toThrow(SignatureError);
  });

  it("refuses what is not signed at all", async () => {
    const request = { ...posted(receiptForm({ MessageStatus: "sent" })), headers: {} };
    await expect(receive(request)).rejects.toThrow(SignatureError);
  });

  it("refuses a body changed by one character, and another attempt's key", async () => {
    const request = posted(receiptForm({ MessageStatus: "sent" }));
    const body = Buffer.from(Buffer.from(request.body).toString().replace("sent", "delivered"));
    await expect(receive({ ...request, body })).rejects.toThrow(SignatureError);
    await expect(receive({ ...request, url: callbackUrl.replace("attempt-1", "attempt-2") })).rejects.toThrow(
      SignatureError,
    );
  });

  it("takes the previous token while a new one is rolled out, and no other", async () => {
    const request = posted(receiptForm({ MessageStatus: "sent" }), "old token");
    await expect(receive(request, { previousAuthToken: "old token" })).resolves.toHaveLength(1);
    await expect(receive(request)).rejects.toThrow(SignatureError);
  });

  it("checks the hash of a JSON body", async () => {
    const vector = signatures.cases.find(({ name }) => name.startsWith("JSON body, only"));
    if (!vector?.body) throw new Error("The vector is missing.");
    const headers = { "x-twilio-signature": vector.signature };
    const body = Buffer.from(vector.body.replace("true", "false"));
    await expect(
      receive({ url: vector.requestUrl, method: "POST", headers, body }, { authToken: vector.token }),
    ).rejects.toThrow(SignatureError);
  });
});

describe("status callbacks", () => {
  it.each([
    ["accepted", "queued"],
    ["scheduled", "queued"],
    ["queued", "queued"],
    ["sending", "queued"],
    ["sent", "sent"],
    ["partially_delivered", "sent"],
    ["delivered", "delivered"],
    ["undelivered", "failed"],
    ["failed", "failed"],
    ["canceled", "cancelled"],
    ["read", "opened"],
  ])("%s is %s", async (MessageStatus, receipt) => {
    const [inbound] = await receive(posted(receiptForm({ MessageStatus })));
    expect(inbound).toMatchObject({
      kind: "receipt",
      receipt,
      status: MessageStatus,
      ref: "SM1",
      key: "attempt-1",
      at,
    });
  });

  it("keeps the carrier's own time and code as evidence, and names the number", async () => {
    const form = receiptForm({
      MessageStatus: "undelivered",
      ErrorCode: "30006",
      RawDlrDoneDate: "2603031700",
    });
    const [inbound] = await receive(posted(form));
    expect(inbound).toMatchObject({
      receipt: "failed",
      reason: "landline",
      soft: false,
      closes: true,
      code: "30006",
      detail: "RawDlrDoneDate 2603031700",
      address: "+13035550142",
      eventId: "SM1:undelivered:30006",
    });
  });

  it("tells a phone that is off from a number that is gone", async () => {
    const [off] = await receive(posted(receiptForm({ MessageStatus: "undelivered", ErrorCode: "30003" })));
    expect(off).toMatchObject({ reason: "phone_off", soft: true, closes: false });
    const [gone] = await receive(posted(receiptForm({ MessageStatus: "undelivered", ErrorCode: "30005" })));
    expect(gone).toMatchObject({ reason: "number_gone", soft: false, closes: true });
  });

  it.each(["constructor", "teleported"])(
    "stores the unknown word %s and guesses nothing",
    async (MessageStatus) => {
      const [inbound] = await receive(posted(receiptForm({ MessageStatus })));
      expect(inbound).toEqual({
        kind: "unknown",
        eventId: `SM1:${MessageStatus}:`,
        at,
        status: MessageStatus,
        raw: expect.objectContaining({ MessageStatus }),
      });
    },
  );

  it("reads the documentation's sample", async () => {
    const [inbound] = await receive(posted(samples.statusSent));
    expect(inbound).toMatchObject({ kind: "receipt", receipt: "sent", ref: samples.statusSent.MessageSid });
  });
});

describe("inbound texts", () => {
  it("arrive with every character they had", async () => {
    const Body = "  Gracias ☺ \n+ 1 = 2 & more  ";
    const [inbound] = await receive(posted({ ...samples.inboundSms, Body }));
    expect(inbound).toMatchObject({
      kind: "message",
      channel: "SMS",
      text: Body,
      from: "+14017122661",
      to: ["+15558675310", samples.inboundSms.MessagingServiceSid],
      eventId: samples.inboundSms.MessageSid,
      attachments: [],
    });
  });

  it("carry their pictures as addresses at Twilio, and no others", async () => {
    const elsewhere = {
      MediaUrl1: "http://169.254.169.254/latest",
      MediaContentType1: "image/png",
      NumMedia: "2",
    };
    const form = { ...samples.inboundSms, ...samples.inboundMediaExtra, ...elsewhere };
    const [inbound] = await receive(posted(form));
    expect(inbound).toMatchObject({
      attachments: [{ contentType: "image/jpeg", url: samples.inboundMediaExtra.MediaUrl0 }],
    });
  });

  it.each(samples.advancedOptOutExtra.OptOutType)(
    "say when Twilio has already answered the keyword %s",
    async (OptOutType) => {
      const Body = OptOutType.toLowerCase();
      const [inbound] = await receive(posted({ ...samples.inboundSms, Body, OptOutType }));
      expect(inbound).toMatchObject({ kind: "message", text: Body, optOutType: OptOutType });
    },
  );

  it("say nothing of it where it has not, or by a word that is new", async () => {
    for (const more of [{}, { OptOutType: "PAUSE" }]) {
      const [inbound] = await receive(posted({ ...samples.inboundSms, Body: "stop", ...more }));
      expect(inbound).not.toHaveProperty("optOutType");
    }
  });

  it("may be a picture without words", async () => {
    const { Body: _, ...silent } = samples.inboundSms;
    const [inbound] = await receive(
      posted({ ...silent, ...samples.inboundMediaExtra, SmsStatus: "received" }),
    );
    expect(inbound).toMatchObject({ kind: "message", text: "" });
  });
});
