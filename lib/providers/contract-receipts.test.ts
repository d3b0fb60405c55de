import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Inbound, OutboundMessage } from "@/lib/providers/port";
import {
  CLINIC,
  type ContractWorld,
  contractWorld,
  email,
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

describe("what became of it", () => {
  it.each<[Vendor, OutboundMessage, object[]]>([
    ["twilio", sms("+13035550177"), [{ receipt: "sent" }, { receipt: "delivered" }]],
    ["twilio", sms("+15005553003"), [{ receipt: "failed", reason: "phone_off", soft: true }]],
    ["twilio", sms("+15005553004"), [{ receipt: "failed", reason: "carrier_refused", soft: true }]],
    ["twilio", sms("+15005553005"), [{ receipt: "failed", reason: "number_gone", closes: true }]],
    ["twilio", sms("+15005553006"), [{ receipt: "failed", reason: "landline", closes: true }]],
    ["twilio", sms("+15005553007"), [{ receipt: "failed", reason: "content_refused", soft: false }]],
    ["twilio", sms("+15005553023"), [{ receipt: "failed", reason: "daily_limit", soft: true }]],
    ["twilio", sms("+15005553034"), [{ receipt: "failed", reason: "sender_not_ready" }]],
    ["twilio", sms("+15005553036"), [{ receipt: "failed", reason: "expired_in_queue", soft: true }]],
    ["twilio", sms("+15005552610"), [{ receipt: "failed", reason: "opted_out", closes: false }]],
    ["twilio", sms("+15005554004"), [{ receipt: "failed", reason: "other" }, { receipt: "delivered" }]],
    ["twilio", sms("+15005554005"), [{ receipt: "delivered" }, { receipt: "failed", reason: "number_gone" }]],
    ["telnyx", sms("+13035550178"), [{ receipt: "sent" }, { receipt: "delivered" }]],
    ["telnyx", sms("+15005553003"), [{ receipt: "failed", reason: "phone_off", soft: true, code: "40006" }]],
    ["telnyx", sms("+15005553005"), [{ receipt: "failed", reason: "number_invalid", closes: true }]],
    ["telnyx", sms("+15005553006"), [{ receipt: "failed", reason: "landline", closes: true }]],
    ["telnyx", sms("+15005553007"), [{ receipt: "failed", reason: "content_refused", soft: false }]],
    ["telnyx", sms("+15005553034"), [{ receipt: "failed", reason: "sender_not_ready" }]],
    ["telnyx", sms("+15005553036"), [{ receipt: "failed", reason: "expired_in_queue", soft: true }]],
    ["sendgrid", email("ben@example.com"), [{ receipt: "queued" }, { receipt: "delivered" }]],
    [
      "sendgrid",
      email("bounce@sim.example"),
      [{ receipt: "bounced", reason: "mailbox_unknown", closes: true }],
    ],
    ["sendgrid", email("full@sim.example"), [{ receipt: "bounced", reason: "mailbox_full", soft: true }]],
    ["sendgrid", email("blocked@sim.example"), [{ receipt: "bounced", soft: true, closes: false }]],
    [
      "sendgrid",
      email("dropped@sim.example"),
      [{ receipt: "failed", reason: "suppressed_at_vendor", closes: true }],
    ],
    ["sendgrid", email("droppedunsubscribed@sim.example"), [{ receipt: "failed", reason: "opted_out" }]],
    [
      "sendgrid",
      email("invalid@sim.example"),
      [{ receipt: "failed", reason: "address_invalid", closes: true }],
    ],
    [
      "sendgrid",
      email("deferred@sim.example"),
      [{ receipt: "deferred", soft: true }, { receipt: "delivered" }],
    ],
    [
      "sendgrid",
      email("expired@sim.example"),
      [{ receipt: "bounced", reason: "expired_in_queue", soft: true }],
    ],
    ["sendgrid", email("late@sim.example"), [{ receipt: "delivered" }, { receipt: "bounced", closes: true }]],
    ["sendgrid", email("spam@sim.example"), [{ receipt: "complained" }]],
    ["sendgrid", email("unsubscribes@sim.example"), [{ receipt: "unsubscribed" }]],
  ])("%s %o", async (name, message, expected) => {
    const key = randomUUID();
    const outcome = await send(name, message, key);
    expect(outcome).toEqual(accepted);
    const ref = outcome?.kind === "accepted" ? outcome.ref : "";
    await vi.waitFor(
      () =>
        expect(world.receiptsOf(key)).toEqual(
          expect.arrayContaining(expected.map((one) => expect.objectContaining(one))),
        ),
      { timeout: 8_000, interval: 50 },
    );
    for (const receipt of world.receiptsOf(key)) expect(receipt.ref ?? ref).toBe(ref);
  });

  it("an email's opens and clicks come when they were asked for, machines marked", async () => {
    const tracked = {
      trackOpens: true,
      trackClicks: true,
      text: "See https://clinic.example/x",
      html: '<a href="https://clinic.example/x">x</a>',
    };
    const [clicks, machine] = [randomUUID(), randomUUID()];
    await send("sendgrid", { ...email("clicks@sim.example"), ...tracked }, clicks);
    await send("sendgrid", { ...email("machine@sim.example"), ...tracked }, machine);
    const has = (key: string, expected: object) =>
      vi.waitFor(
        () => expect(world.receiptsOf(key)).toContainEqual(expect.objectContaining(expected)),
        15_000,
      );
    await has(clicks, { receipt: "opened" });
    await has(clicks, { receipt: "clicked" });
    await has(machine, { receipt: "opened", machine: true });
  });
});

describe("Twilio can be asked", () => {
  const twilio = () => {
    const provider = world.provider("twilio");
    if (!provider.find || !provider.erase || !provider.cancel) throw new Error("Twilio lacks a verb.");
    return { find: provider.find, erase: provider.erase, cancel: provider.cancel };
  };

  it("about a text whose answer was lost", async () => {
    const message = sms("+13035550191");
    const trace = {
      key: "k",
      to: message.to,
      from: CLINIC,
      body: message.body,
      claimedAt: await world.now(),
    };
    expect(await twilio().find(trace)).toBe("absent");
    await world.fault("twilio", "timeoutAfterAccept", { count: 1 });
    expect(await send("twilio", message, "k", 300)).toBeNull();
    const found = await twilio().find(trace);
    expect(found).toEqual({ ref: expect.stringMatching(/^SM/) });

    await vi.waitFor(
      () => expect(world.receiptsOf("k").some(({ receipt }) => receipt === "delivered")).toBe(true),
      15_000,
    );
    if (typeof found === "object") await twilio().erase(found.ref);
    expect(await twilio().find(trace)).toBe("cannot tell");
  });

  it("and says no in its own code", async () => {
    const outcome = await send("twilio", sms("+15005554006"));
    const ref = outcome?.kind === "accepted" ? outcome.ref : "";
    await expect(twilio().erase(ref)).rejects.toMatchObject({
      name: "VendorRefusal",
      retry: true,
      code: "20009",
    });
    await expect(twilio().cancel(ref)).rejects.toMatchObject({
      name: "VendorRefusal",
      retry: false,
      code: "30409",
    });
  });
});

describe("what patients send", () => {
  const heard = (text: string) =>
    world.inbound.find((one) => one.kind === "message" && one.text.includes(text));
  const post = (path: string, body: object) =>
    world.control<{ status: number }>("POST", `/_sim/inbound/${path}`, body);

  it("a text with a picture to a number at Telnyx, and STOP, which Telnyx obeys too", async () => {
    const ours = "+13035550199";
    const media = [{ contentType: "image/png", base64: Buffer.from("png").toString("base64") }];
    const from = "+13035550141";
    const text = { from, to: ours, provider: "telnyx" };
    expect(await post("sms", { ...text, body: "¿A qué hora? 🙂", media })).toMatchObject({ status: 200 });
    const message: Inbound | undefined = heard("A qué hora");
    expect(message).toMatchObject({ channel: "SMS", from, to: [ours], text: "¿A qué hora? 🙂" });
    const url = message?.kind === "message" ? (message.attachments[0]?.url ?? "") : "";
    expect(await world.provider("telnyx").fetchMedia?.(url)).toEqual({
      content: Buffer.from("png"),
      contentType: "image/png",
    });
    expect(await world.provider("telnyx").fetchMedia?.("http://169.254.169.254/latest")).toBe("not ours");

    expect(await post("sms", { ...text, body: "Stop" })).toMatchObject({ status: 200 });
    const outcome = await send("telnyx", { ...sms(from), from: ours });
    expect(outcome).toMatchObject({ kind: "rejected", reason: "opted_out", code: "40300" });
  });

  it("a text with a picture", async () => {
    const body = "  Está ok ☺  ";
    const media = [{ contentType: "image/png", base64: Buffer.from("png").toString("base64") }];
    expect(
      await post("sms", { from: "+13035550142", to: CLINIC, body, media, provider: "twilio" }),
    ).toMatchObject({
      status: 200,
    });
    const message: Inbound | undefined = heard("Está ok");
    expect(message).toMatchObject({ channel: "SMS", from: "+13035550142", to: [CLINIC], text: body });
    expect(message).toMatchObject({
      attachments: [{ contentType: "image/png", url: expect.stringContaining("/Media/") }],
    });
  });

  it("an email with an attachment, in its thread", async () => {
    const mail = {
      from: "Ana Díaz <ana@example.com>",
      to: "reply+abc@in.clinic.example",
      subject: "Re: Your visit",
      text: "Gracias, allí estaré.",
      inReplyTo: "<out-1@clinic.example>",
      headers: { "Auto-Submitted": "auto-replied" },
    };
    expect(await post("email", mail)).toMatchObject({ status: 200 });
    expect(heard("allí estaré")).toMatchObject({
      channel: "EMAIL",
      from: "ana@example.com",
      fromName: "Ana Díaz",
      to: ["reply+abc@in.clinic.example"],
      subject: "Re: Your visit",
      mail: { inReplyTo: "<out-1@clinic.example>", autoSubmitted: true, spf: "pass" },
    });
  });
});
