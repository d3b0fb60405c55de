import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmailMessage, SmsMessage } from "@/lib/providers/port";
import { sendgridProvider } from "@/lib/providers/sendgrid";
import { twilioProvider } from "@/lib/providers/twilio";
import { type Call, faultsOf, recorder, type Spec } from "@/lib/testing/openapi";
import sendgridSpec from "@/lib/testing/specs/sendgrid-mail.json";
import webhooksSpec from "@/lib/testing/specs/sendgrid-webhooks.json";
import twilioSpec from "@/lib/testing/specs/twilio-messages.json";
import documented from "@/lib/testing/vectors/twilio-message-api-responses.json";

const NOW = new Date("2026-06-16T18:00:00Z");
const { examples } = documented;
const SID = examples["fetch 200 fetch"].sid;

/** Twilio's own examples as its answers. */
function fromTwilio({ method, path }: Call) {
  const one = path.includes(`/Messages/${SID}`);
  if (path.endsWith("/Media.json")) {
    const picture = { sid: `ME${"a".repeat(32)}`, content_type: "image/png", parent_sid: SID };
    return { status: 200, body: { media_list: [picture], next_page_uri: null } };
  }
  if (path.includes("/Media/")) return { status: 204, body: null };
  if (method === "GET") return { status: 200, body: one ? examples["fetch 200 fetch"] : list };
  return one
    ? { status: 200, body: examples["update 200 redactBody"] }
    : { status: 201, body: examples["create 201 createWithMessagingService"] };
}
const page = examples["list 200 readFullPage1"];
const list = {
  ...page,
  next_page_uri: null,
  messages: [{ ...examples["fetch 200 fetch"], direction: "inbound", num_media: "1" }],
};

const HOOK = "https://hub.clinic.example/api/v1/messages/webhook/sendgrid";
/** As SendGrid's document shows the answer, with our address in one of them. */
const webhooks = {
  max_allowed: 5,
  webhooks: [
    {
      id: "77d4a5da-7015-11ed-a1eb-0242ac120002",
      enabled: true,
      url: "https://else.example",
      friendly_name: null,
    },
    { id: "77d4a5da-7015-11ed-a1eb-0242ac120003", enabled: true, url: HOOK, public_key: "" },
  ],
};

let twilio: Awaited<ReturnType<typeof recorder>>;
let sendgrid: Awaited<ReturnType<typeof recorder>>;
beforeAll(async () => {
  twilio = await recorder(fromTwilio);
  sendgrid = await recorder(({ method }) =>
    method === "GET" ? { status: 200, body: webhooks } : { status: 202, body: null },
  );
});
afterAll(async () => {
  await twilio.stop();
  await sendgrid.stop();
});
beforeEach(() => {
  twilio.calls.length = 0;
  sendgrid.calls.length = 0;
});

const check = (spec: Spec, calls: Call[]) => {
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.flatMap((call) => faultsOf(spec, call))).toEqual([]);
};

const text: SmsMessage = {
  channel: "SMS",
  to: "+13035550142",
  from: "+13035550100",
  body: "See you at 9 & bring ID.",
};
const letter: EmailMessage = {
  channel: "EMAIL",
  to: { email: "ana@example.com", name: "Ana" },
  from: { email: "desk@clinic.example", name: "Cedar Lane" },
  subject: "Your visit",
  text: "See you at 9.",
};

describe("every request to Twilio is one its OpenAPI document knows", () => {
  const provider = () =>
    twilioProvider(
      {
        accountSid: `AC${"0".repeat(32)}`,
        authToken: "token",
        baseUrl: twilio.url,
        publicUrl: "https://hub.clinic.example",
      },
      () => NOW,
    );

  it.each<[string, SmsMessage]>([
    ["a text", text],
    ["through a Messaging Service", { ...text, from: `MG${"a".repeat(32)}` }],
    [
      "with pictures and a last moment",
      { ...text, mediaUrls: ["https://a.example/1", "https://a.example/2"], validitySeconds: 900 },
    ],
    ["a picture alone", { ...text, body: "", mediaUrls: ["https://a.example/1"] }],
    ["the longest", { ...text, body: "é".repeat(1_600), validitySeconds: 99_999 }],
  ])("sending: %s", async (_, message) => {
    expect(await provider().send(message, { key: "0199f0a0-0000-7000-8000-000000000001" })).toMatchObject({
      kind: "accepted",
    });
    check(twilioSpec, twilio.calls);
  });

  it("asking, listing, erasing and cancelling", async () => {
    const port = provider();
    const missed = await port.listInbound?.({ to: "+13035550100", since: NOW, known: async () => new Set() });
    expect(missed).toMatchObject([
      { ref: SID, wasMissed: true, attachments: [{ contentType: "image/png" }] },
    ]);
    await port.find?.({ key: "k", to: text.to, from: text.from, body: text.body, claimedAt: NOW });
    expect(await port.ask?.(SID)).toMatchObject({ kind: "receipt", ref: SID, receipt: "sent" });
    await port.erase?.(SID);
    await port.cancel?.(SID);
    check(twilioSpec, twilio.calls);
    expect(twilio.calls.map(({ method }) => method)).toEqual([
      "GET",
      "GET",
      "GET",
      "GET",
      "GET",
      "DELETE",
      "POST",
      "POST",
    ]);
  });

  it("finds fault with what the document does not know", () => {
    const call = {
      method: "POST",
      path: `/2010-04-01/Accounts/AC${"0".repeat(32)}/Messages.json`,
      query: new URLSearchParams(),
      type: "application/x-www-form-urlencoded",
    };
    expect(faultsOf(twilioSpec, { ...call, body: "Body=Hi" }).join()).toContain("To");
    expect(faultsOf(twilioSpec, { ...call, body: "To=%2B13035550142&Colour=red" })).not.toEqual([]);
    expect(faultsOf(twilioSpec, { ...call, path: "/2010-04-01/Texts.json", body: "" })).not.toEqual([]);
  });
});

describe("every request to SendGrid is one its OpenAPI document knows", () => {
  const provider = () => sendgridProvider({ apiKey: "SG.x", baseUrl: sendgrid.url }, () => NOW);

  it.each<[string, EmailMessage]>([
    ["a letter", letter],
    [
      "with HTML, an answer address, headers and tracking",
      {
        ...letter,
        html: "<p>See you at 9.</p>",
        replyTo: { email: "reply+abc@inbound.clinic.example" },
        headers: { "List-Unsubscribe": "<https://hub.clinic.example/u/1>", "In-Reply-To": "<a@b>" },
        trackOpens: true,
        trackClicks: true,
      },
    ],
    [
      "with a file and an inline picture",
      {
        ...letter,
        attachments: [
          { filename: "letter.pdf", contentType: "application/pdf", content: Buffer.from("%PDF") },
          { filename: "logo.png", contentType: "image/png", content: Buffer.from("png"), contentId: "logo" },
        ],
      },
    ],
    ["without words", { ...letter, text: "" }],
  ])("sending: %s", async (_, message) => {
    expect(await provider().send(message, { key: "0199f0a0-0000-7000-8000-000000000001" })).toMatchObject({
      kind: "accepted",
    });
    check(sendgridSpec, sendgrid.calls);
  });

  it("having it test the way to us", async () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const webhookPublicKey = publicKey.export({ format: "der", type: "spki" }).toString("base64");
    const settings = { apiKey: "SG.x", baseUrl: sendgrid.url, webhookPublicKey };
    const knock = () => sendgridProvider(settings, () => NOW).knock?.(HOOK);
    expect(await knock()).toEqual({ kind: "wrong", trouble: "unsigned" });
    Object.assign(webhooks.webhooks[1] ?? {}, { public_key: webhookPublicKey });
    expect(await knock()).toEqual({ kind: "asked" });
    check(webhooksSpec, sendgrid.calls);
    expect(sendgrid.calls.at(-1)?.body).toBe(JSON.stringify({ id: webhooks.webhooks[1]?.id, url: HOOK }));
  });
});
