import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { OutboundMessage } from "@/lib/providers/port";
import {
  CLINIC,
  type ContractWorld,
  contractWorld,
  email,
  ORDINARY,
  push,
  sms,
  type Vendor,
} from "@/lib/testing/contract-world";

let world: ContractWorld;
beforeAll(async () => {
  world = await contractWorld();
});
afterAll(() => world.stop());
afterEach(() => world.control("DELETE", "/_sim/faults"));

const send = (vendor: Vendor, message: OutboundMessage, key: string = randomUUID(), timeoutMs = 10_000) =>
  world.provider(vendor, { timeoutMs }).send(message, { key });

const accepted = { kind: "accepted", ref: expect.any(String) };
const no = (reason: string, retry = false) => ({ kind: "rejected", reason, retry });
const everyone = [
  ["twilio", ORDINARY.twilio],
  ["telnyx", ORDINARY.telnyx],
  ["sendgrid", ORDINARY.sendgrid],
  ["smtp", ORDINARY.smtp],
  ["fcm", ORDINARY.fcm],
] as const;

interface WireEntry {
  params: Record<string, unknown>;
  headers: Record<string, string>;
}
async function wire(to: string): Promise<WireEntry[]> {
  const path = `/_sim/messages?to=${encodeURIComponent(to)}`;
  return (await world.control<{ items: WireEntry[] }>("GET", path)).items;
}

describe("every vendor's answer to a hand-off", () => {
  it.each<[Vendor, OutboundMessage, unknown]>([
    ["twilio", sms("+15005550001"), { ...no("number_invalid"), closes: true, code: "21211" }],
    ["twilio", sms("+15005550002"), { ...no("unreachable_route"), closes: true, code: "21612" }],
    ["twilio", sms("+15005550003"), { ...no("unreachable_route"), code: "21408" }],
    ["twilio", sms("+15005550004"), { ...no("opted_out"), code: "21610" }],
    ["twilio", sms("+15005550009"), { ...no("landline"), closes: true, code: "21614" }],
    [
      "twilio",
      sms("+15005550429"),
      { ...no("rate_limited", true), notBefore: expect.any(Date), code: "20429" },
    ],
    ["twilio", { ...sms("+13035550142"), body: "x".repeat(1601) }, no("too_large")],
    ["twilio", sms("not a number"), { ...no("number_invalid"), closes: true }],
    ["telnyx", sms("+15005550001"), { ...no("number_invalid"), closes: true, code: "40310" }],
    ["telnyx", sms("+15005550003"), { ...no("unreachable_route"), code: "40309" }],
    ["telnyx", sms("+15005550004"), { ...no("opted_out"), code: "40300" }],
    ["telnyx", sms("+15005550009"), { ...no("landline"), closes: true, code: "40001" }],
    [
      "telnyx",
      sms("+15005550429"),
      { ...no("rate_limited", true), notBefore: expect.any(Date), code: "10011" },
    ],
    ["telnyx", { ...sms("+13035550142"), body: "x".repeat(1_531) }, { ...no("too_large"), code: "40302" }],
    ["telnyx", sms("not a number"), { ...no("number_invalid"), closes: true }],
    ["smtp", email("bounce@sim.example"), { ...no("mailbox_unknown"), closes: true, code: "5.1.1" }],
    ["smtp", email("full@sim.example"), { ...no("mailbox_full", true), code: "4.2.2" }],
    ["smtp", email("blocked@sim.example"), { ...no("mail_refused"), code: "5.7.1" }],
    ["smtp", email("invalid@sim.example"), { ...no("address_invalid"), closes: true, code: "5.1.3" }],
    ["smtp", email("deferred@sim.example"), { ...no("service_down", true), code: "4.3.0" }],
    ["sendgrid", email("not an address"), { ...no("address_invalid"), closes: true, code: "400" }],
    ["fcm", push("sim-unregistered"), { ...no("device_gone"), closes: true }],
    ["fcm", push("sim-invalid"), { ...no("device_gone"), closes: true }],
    ["fcm", push("sim-mismatch"), { ...no("device_gone"), closes: true }],
    ["fcm", push("sim-quota"), no("rate_limited", true)],
    ["fcm", push("sim-internal"), no("service_down", true)],
    ["fcm", push("sim-unavailable"), no("service_down", true)],
    ["fcm", push("sim-apns"), no("credentials")],
    ["fcm", { ...push("device-1"), body: "x".repeat(5_000) }, no("too_large")],
  ])("%s %o", async (name, message, expected) => {
    expect(await send(name, message)).toMatchObject(expected as object);
  });

  it.each(everyone)("%s takes an ordinary one", async (name, message) => {
    expect(await send(name, message)).toEqual(accepted);
  });

  it.each(everyone)("%s refuses wrong credentials once, for good", async (name, message) => {
    const wrong = { authToken: "wrong", apiKey: "SG.wrong", projectId: "another" };
    const url = world.smtpUrl.replace("smtp-password", "wrong");
    const outcome = await world.provider(name, { ...wrong, url }).send(message, { key: randomUUID() });
    expect(outcome).toMatchObject(no("credentials"));
  });

  it.each(everyone)("%s that cannot be reached was never handed anything", async (name, message) => {
    for (const host of ["127.0.0.1:2", "nowhere.invalid"]) {
      const away = { baseUrl: `http://${host}`, url: `smtp://${host}` };
      const outcome = await world.provider(name, away).send(message, { key: randomUUID() });
      expect(outcome).toMatchObject(no("service_down", true));
    }
  });

  it.each(everyone)("%s is not called at all once the caller has given up", async (name, message) => {
    const outcome = await world.provider(name).send(message, { key: "k", signal: AbortSignal.abort() });
    expect(outcome).toMatchObject(no("service_down", true));
  });
});

describe("faults", () => {
  it.each(everyone)("%s asking us to slow down is a later try", async (name, message) => {
    await world.fault(name, "http429", { delayMs: 30_000 });
    const outcome = await send(name, message);
    expect(outcome).toMatchObject(no("rate_limited", true));
    if (outcome?.kind === "rejected" && name !== "fcm" && name !== "smtp") {
      expect(outcome.notBefore?.getTime()).toBeGreaterThan((await world.now()).getTime() + 20_000);
    }
  });

  it.each([
    ["twilio", null],
    ["telnyx", null],
    ["sendgrid", null],
    ["smtp", no("service_down", true)],
    ["fcm", no("service_down", true)],
  ] as const)("%s failing inside is what it can prove", async (name, expected) => {
    await world.fault(name, "http500");
    const outcome = await send(name, ORDINARY[name]);
    if (expected === null) expect(outcome).toBeNull();
    else expect(outcome).toMatchObject(expected);
  });

  it.each(everyone)("%s falling silent after it accepted is unknown", async (name, message) => {
    await world.fault(name, "timeoutAfterAccept");
    expect(await send(name, message, randomUUID(), 400)).toBeNull();
  });

  it.each(everyone)("%s cutting the line is unknown", async (name, message) => {
    await world.fault(name, "connectionReset");
    expect(await send(name, message, randomUUID(), 1_500)).toBeNull();
  });

  it.each(everyone)("%s answering slowly is no failure", async (name, message) => {
    await world.fault(name, "slow", { delayMs: 300 });
    expect(await send(name, message)).toEqual(accepted);
  });

  it.each(["twilio", "telnyx", "sendgrid"] as const)(
    "%s proves an unknown one by its receipt",
    async (name) => {
      await world.fault(name, "timeoutAfterAccept", { count: 1 });
      const key = randomUUID();
      expect(await send(name, ORDINARY[name], key, 300)).toBeNull();
      await vi.waitFor(
        () => expect(world.receiptsOf(key).map(({ receipt }) => receipt)).toContain("delivered"),
        15_000,
      );
    },
  );

  it.each(["twilio", "telnyx", "sendgrid"] as const)(
    "%s repeating itself gives the same event ids",
    async (name) => {
      await world.fault(name, "duplicateReceipts", { count: 1 });
      const key = randomUUID();
      await send(name, ORDINARY[name], key);
      const copies = () => world.receiptsOf(key).filter(({ receipt }) => receipt === "delivered");
      await vi.waitFor(() => expect(copies().length).toBeGreaterThan(1), 15_000);
      expect(new Set(copies().map(({ eventId }) => eventId)).size).toBe(1);
    },
  );

  it.each(["twilio", "telnyx", "sendgrid"] as const)(
    "%s mixing up, delaying or losing receipts is only that",
    async (name) => {
      for (const kind of ["reorderReceipts", "lateReceipts", "lostReceipts"]) {
        await world.fault(name, kind, { count: 1, delayMs: 100 });
        const key = randomUUID();
        expect(await send(name, ORDINARY[name], key)).toEqual(accepted);
        const came = () => world.receiptsOf(key).some(({ receipt }) => receipt === "delivered");
        if (kind !== "lostReceipts") await vi.waitFor(() => expect(came()).toBe(true), 15_000);
        else await expect(vi.waitFor(() => expect(came()).toBe(true), 400)).rejects.toThrow();
      }
    },
  );
});

describe("the bytes on the wire", () => {
  it("a text carries our attempt id in its callback and nothing else of ours", async () => {
    const to = "+13035550188";
    await send(
      "twilio",
      { ...sms(to), validitySeconds: 90_000, mediaUrls: ["https://clinic.example/map.png"] },
      "attempt 1",
    );
    const [entry] = await wire(to);
    expect(entry?.params).toEqual({
      To: to,
      From: CLINIC,
      Body: sms(to).body,
      MediaUrl: "https://clinic.example/map.png",
      ValidityPeriod: "36000",
      StatusCallback: `${world.publicUrl}/api/v1/messages/webhook/twilio?key=attempt%201#rc=5&rp=all`,
    });
  });

  it("a text by Telnyx carries our attempt id in the address its events go to, and once only", async () => {
    const to = "+13035550189";
    await send(
      "telnyx",
      { ...sms(to), validitySeconds: 60, mediaUrls: ["https://clinic.example/map.png"] },
      "attempt 1",
    );
    const entries = await wire(to);
    expect(entries.map(({ params }) => params)).toEqual([
      {
        to,
        type: "MMS",
        from: CLINIC,
        text: sms(to).body,
        media_urls: ["https://clinic.example/map.png"],
        webhook_url: `${world.publicUrl}/api/v1/messages/webhook/telnyx?key=attempt%201`,
      },
    ]);
  });

  it("Telnyx's SDK, which repeats by itself, is kept from it", async () => {
    const to = "+13035550190";
    await world.fault("telnyx", "http500", { count: 1 });
    expect(await send("telnyx", sms(to))).toBeNull();
    expect(await wire(to)).toHaveLength(1);
  });

  it("a letter by a mail server is found again by its Message-ID and reads no file of ours", async () => {
    const to = "dora@example.com";
    const headers = { "List-Unsubscribe": "<https://hub.example/u/abc>" };
    const letter = { ...email(to), headers, html: '<img src="cid:map"><p>Grüße ☺</p>' };
    const attachments = [
      { filename: "map.png", contentType: "image/png", content: Buffer.from("png"), contentId: "map" },
    ];
    const outcome = await send("smtp", { ...letter, attachments }, "attempt-1");
    expect(outcome).toEqual({ kind: "accepted", ref: "<attempt-1@clinic.example>" });
    const [entry] = await wire(to);
    expect(entry?.headers).toMatchObject({
      "message-id": "<attempt-1@clinic.example>",
      "list-unsubscribe": "<https://hub.example/u/abc>",
    });
    expect(entry?.params).toMatchObject({ envelope: { to: [to] }, attachments: [{ filename: "map.png" }] });
  });

  it("a mail keeps its own headers out of the HTTP request and tracks nothing unasked", async () => {
    const to = "cara@example.com";
    const headers = { "List-Unsubscribe": "<https://hub.example/u/abc>", Authorization: "x" };
    const attachments = [
      { filename: "map.png", contentType: "image/png", content: Buffer.from("png"), contentId: "map" },
    ];
    expect(await send("sendgrid", { ...email(to), headers, attachments }, "attempt-1")).toEqual(accepted);
    const [entry] = await wire(to);
    expect(Object.keys(entry?.headers ?? {})).not.toContain("list-unsubscribe");
    expect(entry?.params).toMatchObject({
      personalizations: [{ to: [{ email: to, name: "Ana" }], headers, custom_args: { key: "attempt-1" } }],
      tracking_settings: {
        open_tracking: { enable: false },
        click_tracking: { enable: false },
        subscription_tracking: { enable: false },
      },
    });
  });

  it("a push hides its words on a locked screen and replaces an earlier copy of itself", async () => {
    await send(
      "fcm",
      { ...push("device-wire"), collapseKey: "message-1", link: "https://hub.example/m", badge: 2 },
      "attempt-1",
    );
    const [entry] = await wire("device-wire");
    expect(entry?.params).toMatchObject({
      message: {
        token: "device-wire",
        data: { key: "attempt-1", link: "https://hub.example/m" },
        android: { collapse_key: "message-1", notification: { tag: "message-1", visibility: "PRIVATE" } },
        apns: { headers: { "apns-collapse-id": "message-1" }, payload: { aps: { badge: 2 } } },
        webpush: { fcmOptions: { link: "https://hub.example/m" } },
      },
    });
  });
});
