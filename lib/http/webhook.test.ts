import { createSign, generateKeyPairSync } from "node:crypto";
import twilio from "twilio";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as POST_SECRET } from "@/app/api/v1/messages/webhook/[provider]/[secret]/route";
import { POST } from "@/app/api/v1/messages/webhook/[provider]/route";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { installPorts, ports } from "@/lib/ports";
import { providersFrom } from "@/lib/providers/registry";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";

const TOKEN = "the auth token";
const SECRET = "inbound-secret";
const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const publicKey = keys.publicKey.export({ format: "der", type: "spki" }).toString("base64");

const at = (path: string) => `${env().publicUrl}/api/v1/messages/webhook/${path}`;
const post = (path: string, init: RequestInit) => {
  const [provider = "", secret] = path.split("?")[0]?.split("/") ?? [];
  // The proxy in front of the hub calls it by another name than the vendor did.
  const request = new Request(`http://10.0.0.7:9999/api/v1/messages/webhook/${path}`, {
    method: "POST",
    ...init,
  });
  return secret
    ? POST_SECRET(request, { params: Promise.resolve({ provider, secret }) })
    : POST(request, { params: Promise.resolve({ provider }) });
};

function fromTwilio(form: Record<string, string>, options: { token?: string; path?: string } = {}) {
  const path = options.path ?? "twilio";
  const signature = twilio.getExpectedTwilioSignature(options.token ?? TOKEN, at(path), form);
  return post(path, {
    body: new URLSearchParams(form).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature },
  });
}

function fromSendGrid(events: unknown, key = keys.privateKey) {
  const body = `${JSON.stringify(events)}\r\n`;
  const stamp = "1790000000";
  const signature = createSign("sha256").update(stamp).update(body).sign(key, "base64");
  return post("sendgrid", {
    body,
    headers: {
      "content-type": "application/json",
      "x-twilio-email-event-webhook-signature": signature,
      "x-twilio-email-event-webhook-timestamp": stamp,
    },
  });
}

function mail(to: string, from: string, text: string) {
  const form = new FormData();
  form.set(
    "email",
    `From: ${from}\r\nTo: ${to}\r\nSubject: Hi\r\nMessage-ID: <${uuid()}@mail.example>\r\n\r\n${text}\r\n`,
  );
  form.set("envelope", JSON.stringify({ to: [to], from }));
  return form;
}

describe("the vendors' way in", () => {
  let own: Suite;
  let number: string;
  let address: string;
  const before = ports();

  beforeAll(async () => {
    own = await suite();
    const rows = await inClinic(own.clinicId, (tx) =>
      tx.sender.findMany({ where: { clinicId: own.clinicId } }),
    );
    number = rows.find((row) => row.channel === "SMS")?.address ?? "";
    address = rows.find((row) => row.channel === "EMAIL")?.address ?? "";
    const providers = providersFrom({
      publicUrl: env().publicUrl,
      channelsOff: ["PUSH"],
      twilio: { accountSid: `AC${"0".repeat(32)}`, authToken: TOKEN },
      telnyx: {},
      smtp: {},
      sendgrid: { apiKey: "SG.x", webhookPublicKey: publicKey, inboundSecret: SECRET },
      fcm: {},
    });
    installPorts({ ...own.ports, providers });
  });
  afterAll(() => installPorts(before));

  const text = (from: string, sid = `SM${uuid().replaceAll("-", "")}`) => ({
    MessageSid: sid,
    AccountSid: `AC${"0".repeat(32)}`,
    From: from,
    To: number,
    Body: " On my way & hungry ",
    NumMedia: "0",
  });
  const bodies = (patientId: string) =>
    inClinic(own.clinicId, async (tx) =>
      (await tx.message.findMany({ where: { clinicId: own.clinicId, patientId } })).map(
        (message) => message.body,
      ),
    );

  it.each(["acme", "fcm", "constructor"])("knows no provider %s", async (name) => {
    expect((await post(name, { body: "{}" })).status).toBe(404);
  });

  it("turns away a missing, a foreign and a forged signature, and stores nothing of them", async () => {
    const who = await patient(own);
    const form = text(who.phone);
    const unsigned = await post("twilio", {
      body: new URLSearchParams(form).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    const foreign = await fromTwilio(form, { token: "another account" });
    const moved = await fromTwilio(form, { path: "twilio?key=x" }).then(() =>
      post("twilio?key=y", {
        body: new URLSearchParams(form).toString(),
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "x-twilio-signature": twilio.getExpectedTwilioSignature(TOKEN, at("twilio?key=x"), form),
        },
      }),
    );
    expect([unsigned.status, foreign.status, moved.status]).toEqual([403, 403, 403]);
    expect(await foreign.json()).toMatchObject({ code: "forbidden", reason: "signature" });
    expect(
      (await fromSendGrid([{ event: "open" }], generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey))
        .status,
    ).toBe(403);
  });

  it("files a signed text behind a proxy, with all its blanks, once for two posts", async () => {
    const who = await patient(own);
    const form = text(who.phone);
    const answers = [await fromTwilio(form), await fromTwilio(form)];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(answers[0]?.headers.get("content-type")).toBe("text/xml");
    // Anything in it would be texted to her.
    expect(await answers[0]?.text()).toMatch(/^<\?xml[^>]*\?><Response\/>$/);
    expect(await bodies(who.id)).toEqual([" On my way & hungry "]);
  });

  it("believes its own public address, whatever a proxy says it was called by", async () => {
    const who = await patient(own);
    const form = text(who.phone);
    const body = new URLSearchParams(form).toString();
    const through = (signedFor: string) =>
      post("twilio", {
        body,
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "x-forwarded-proto": "http",
          "x-forwarded-host": "elsewhere.example:8443",
          "x-forwarded-port": "8443",
          "x-twilio-signature": twilio.getExpectedTwilioSignature(TOKEN, signedFor, form),
        },
      });
    const theirs = "http://elsewhere.example:8443/api/v1/messages/webhook/twilio";
    expect((await through(theirs)).status).toBe(403);
    // What stands behind # asks Twilio for retries and is no part of what it signs.
    expect((await through(at("twilio"))).status).toBe(200);
    expect(await bodies(who.id)).toHaveLength(1);
  });

  it("takes a text by the fallback address, which is signed as it stands, and files it once", async () => {
    const who = await patient(own);
    const form = text(who.phone);
    const answers = [await fromTwilio(form, { path: "twilio?fallback=1" }), await fromTwilio(form)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await bodies(who.id)).toHaveLength(1);
  });

  it("takes mail by the secret address only", async () => {
    const who = await patient(own);
    const send = (path: string) => post(path, { body: mail(address, who.email, "Thank you") });
    expect([(await send("sendgrid")).status, (await send("sendgrid/guess")).status]).toEqual([403, 403]);
    expect((await send(`sendgrid/${SECRET}`)).status).toBe(200);
    expect(await bodies(who.id)).toEqual(["Thank you"]);
  });

  it("keeps an event nobody understands with all its fields, and lets nothing wait for it", async () => {
    const id = uuid();
    const strange = { event: "account_status_change", sg_event_id: id, type: "compliance_suspend" };
    expect((await fromSendGrid([strange])).status).toBe(200);
    const row = await inInstallation((tx) => tx.webhookEvent.findFirstOrThrow({ where: { eventId: id } }));
    expect(row.payload).toMatchObject({ kind: "unknown", raw: strange });
    expect(row.processedAt).not.toBeNull();
  });

  it("asks for a mail or a batch again that it could not keep: what is refused in words, SendGrid drops", async () => {
    const usual = ports();
    const kept = usual.providers.sendgrid;
    const away = () => Promise.reject(new Error("The database is away."));
    if (kept) installPorts({ ...usual, providers: { sendgrid: { ...kept, receive: away } } });
    try {
      const form = { body: mail(address, "ana@example.org", "Thank you") };
      for (const answer of [await fromSendGrid([{ event: "open" }]), await post(`sendgrid/${SECRET}`, form)])
        expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    } finally {
      installPorts(usual);
    }
  });

  it("reads a mail as large as SendGrid sends them, and a batch no larger than that", async () => {
    const headers = (type: string) => ({ "content-type": type });
    const large = Buffer.alloc(31 * 1_048_576, "x");
    const asked = [
      await post("sendgrid/guess", { body: large, headers: headers("multipart/form-data; boundary=b") }),
      await post("sendgrid", { body: large.subarray(0, 800 * 1_024), headers: headers("application/json") }),
      await post("sendgrid", {
        body: large.subarray(0, 3 * 1_048_576),
        headers: headers("application/json"),
      }),
    ];
    // Read to their ends, the first two are turned away for what they are: unsigned.
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 422]);
  });

  it("takes two hundred posts at once", async () => {
    const who = await patient(own);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => fromSendGrid([{ event: "x", sg_event_id: uuid() }])),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(await bodies(who.id)).toEqual([]);
  });
});
