import twilio from "twilio";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startSimulator } from "@/simulator/server";
import { ACCOUNT, CLINIC, pause, raiseStage, type Stage, TOKEN, until } from "@/simulator/testing/stand-in";

const PATIENT = "+13035550142";
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let stage: Stage;
let client: ReturnType<typeof twilio>;
beforeAll(async () => {
  stage = await raiseStage();
  client = twilio(ACCOUNT, TOKEN, { timeout: 1_500 });
  client.api.baseUrl = stage.simulator.url;
});
afterAll(() => stage.stop());
afterEach(async () => {
  await stage.control("DELETE", "/_sim/messages");
  await stage.control("DELETE", "/_sim/faults");
  stage.hub.posts.length = 0;
  stage.hub.statuses = [];
  stage.hub.answer = "<Response/>";
});

const send = (to = PATIENT, body = "Hello") =>
  client.messages.create({ to, from: CLINIC, body, statusCallback: `${stage.hub.url}/hook` });
const text = (body: string, media: string[] = []) =>
  stage.control("POST", "/_sim/inbound/sms", { from: PATIENT, to: CLINIC, body, media });
const log = async (query = "") =>
  (await stage.control("GET", `/_sim/messages${query}`)).body.items as Record<string, unknown>[];
const fault = (kind: string, more: Record<string, unknown> = {}) =>
  stage.control("POST", "/_sim/faults", { provider: "twilio", kind, ...more });

describe("the wire log", () => {
  it("shows each request once, without credentials, after an id or an instant", async () => {
    const before = new Date(Date.now() - 1000).toISOString();
    await send(PATIENT, "One");
    await send(PATIENT, "Two");
    const all = await log(`?after=${before}`);
    expect(all.map((entry) => entry.body)).toEqual(["One", "Two"]);
    expect(all[0]).toMatchObject({
      provider: "twilio",
      to: PATIENT,
      from: CLINIC,
      status: 201,
      accepted: true,
    });
    expect(JSON.stringify(all)).not.toContain(Buffer.from(`${ACCOUNT}:${TOKEN}`).toString("base64"));
    expect((await log(`?after=${all[0]?.id}`)).map((entry) => entry.body)).toEqual(["Two"]);
    expect((await stage.control("GET", "/_sim/messages?after=yesterday")).status).toBe(400);
  });

  it("is kept over a restart, with the phones and the opt-outs", async () => {
    const settings = stage.settingsFor({ DATA_DIR: `${stage.simulator.world.settings.dataDir}/again` });
    const first = await startSimulator(settings);
    const local = twilio(ACCOUNT, TOKEN);
    local.api.baseUrl = first.url;
    await local.messages.create({ to: PATIENT, from: CLINIC, body: "Kept" });
    // A STOP that overtakes it on its way would keep it from her phone.
    const phone = async () => (await fetch(`${first.url}/phone/${PATIENT}`)).text();
    await expect.poll(phone).toContain("Kept");
    await fetch(`${first.url}/_sim/inbound/sms`, {
      method: "POST",
      body: JSON.stringify({ from: PATIENT, to: CLINIC, body: "stop" }),
    });
    await first.close();

    const second = await startSimulator(settings);
    local.api.baseUrl = second.url;
    const { items } = await (await fetch(`${second.url}/_sim/messages`)).json();
    expect(items).toEqual([expect.objectContaining({ body: "Kept" })]);
    expect(await (await fetch(`${second.url}/phone/${PATIENT}`)).text()).toContain("Kept");
    await expect(local.messages.create({ to: PATIENT, from: CLINIC, body: "Again" })).rejects.toMatchObject({
      code: 21610,
    });
    await second.close();
  });
});

describe("a patient's texts", () => {
  it("are posted signed, with pictures that only the account may fetch", async () => {
    const told = await text("Here is my card", [`data:image/png;base64,${PIXEL}`]);
    expect(told.body).toMatchObject({ status: 200, answer: "<Response/>" });
    const [form = {}] = stage.hub.forms();
    const signature = String(stage.hub.posts[0]?.headers["x-twilio-signature"]);
    const url = `${stage.hub.url}/api/v1/messages/webhook/twilio`;
    expect(twilio.validateRequest(TOKEN, signature, url, form)).toBe(true);
    expect(form).toMatchObject({
      Body: "Here is my card",
      From: PATIENT,
      To: CLINIC,
      NumMedia: "1",
      SmsStatus: "received",
    });
    expect((await fetch(form.MediaUrl0 ?? "")).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString("base64")}`;
    const picture = await fetch(form.MediaUrl0 ?? "", { headers: { authorization } });
    expect(Buffer.from(await picture.arrayBuffer()).toString("base64")).toBe(PIXEL);
    const media = await client.messages(form.MessageSid ?? "").media.list();
    expect(media.map((one) => one.contentType)).toEqual(["image/png"]);
  });

  it("close the pair with STOP and reopen it with START, and always reach the hub", async () => {
    await text(" Stop ");
    await expect(send()).rejects.toMatchObject({ code: 21610 });
    await send("+13035550143");
    await text("stop please");
    await text("START");
    await send();
    expect(stage.hub.forms().flatMap((form) => form.Body ?? [])).toEqual([" Stop ", "stop please", "START"]);
  });

  it("are told once when the hub answers 500, and the hub's TwiML answer reaches the phone", async () => {
    stage.hub.statuses = [500];
    expect(await text("First")).toMatchObject({ status: 500, body: { status: 500 } });
    await pause(300);
    expect(stage.hub.posts).toHaveLength(1);
    stage.hub.answer = "<Response><Message>We&apos;re closed</Message></Response>";
    await text("Second");
    expect(await (await fetch(`${stage.simulator.url}/phone/${PATIENT}`)).text()).toContain(
      "We&#39;re closed",
    );
  });
});

describe("faults", () => {
  it("answer 429 and 500 without taking the message, as often as asked", async () => {
    await fault("http429", { count: 1, match: PATIENT });
    await fault("http500", { count: 1, match: PATIENT });
    await expect(send()).rejects.toMatchObject({ status: 429, code: 20429 });
    await expect(send()).rejects.toMatchObject({ status: 500 });
    await send();
    expect((await log()).map((entry) => [entry.status, entry.accepted])).toEqual([
      [429, false],
      [500, false],
      [201, true],
    ]);
  });

  it("take the message and never answer, and receipts still come unless they are lost too", async () => {
    await fault("timeoutAfterAccept");
    await expect(send()).rejects.toThrow(/timeout|exceeded/i);
    await until(() => stage.hub.posts.length === 2, "receipts");
    await fault("lostReceipts");
    await expect(send()).rejects.toThrow();
    await pause(150);
    expect(stage.hub.posts).toHaveLength(2);
    expect((await log()).map((entry) => [entry.status, entry.accepted])).toEqual([
      [null, true],
      [null, true],
    ]);
    expect(await client.messages.list({ to: PATIENT })).toHaveLength(2);
  });

  it("cut the connection, double, turn round and delay receipts", async () => {
    await fault("connectionReset", { count: 1 });
    await expect(send()).rejects.toThrow(/hang up|reset/i);
    await fault("duplicateReceipts", { match: "twice" });
    await fault("reorderReceipts", { match: "round" });
    await fault("lateReceipts", { match: "late", delayMs: 1_500 });
    const twice = await send(PATIENT, "twice");
    const round = await send(PATIENT, "round");
    const late = await send(PATIENT, "late");
    await until(() => stage.hub.posts.length === 6, "the prompt receipts");
    expect(stage.hub.statusesOf(twice.sid)).toEqual(["sent", "sent", "delivered", "delivered"]);
    expect(stage.hub.statusesOf(round.sid)).toEqual(["delivered", "sent"]);
    expect(stage.hub.statusesOf(late.sid)).toEqual([]);
    await until(() => stage.hub.statusesOf(late.sid).length === 2, "the late receipts");
  });

  it("hold receipts back and let them go", async () => {
    await stage.control("POST", "/_sim/receipts/hold");
    await send();
    await pause(100);
    expect(stage.hub.posts).toHaveLength(0);
    expect((await stage.control("POST", "/_sim/receipts/release")).body).toMatchObject({
      released: 2,
      held: false,
    });
    await until(() => stage.hub.posts.length === 2, "released receipts");
  });

  it("are refused when misspelt, and a foreign page may not ask at all", async () => {
    expect((await fault("http418")).status).toBe(422);
    const headers = { origin: "https://evil.example" };
    expect(
      (await fetch(`${stage.simulator.url}/_sim/faults`, { method: "POST", headers, body: "{}" })).status,
    ).toBe(403);
    const local = await fetch(`${stage.simulator.url}/_sim/health`, {
      headers: { origin: "http://localhost:3000" },
    });
    expect(local.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
  });
});
