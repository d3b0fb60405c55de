import Ajv from "ajv";
import twilio from "twilio";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNT, CLINIC, pause, raiseStage, type Stage, TOKEN, until } from "@/simulator/testing/stand-in";
import specs from "@/simulator/testing/twilio.schema.json";

const PATIENT = "+13035550142";
const SERVICE = "MG0123456789abcdef0123456789abcdef";

let stage: Stage;
let client: ReturnType<typeof twilio>;
beforeAll(async () => {
  stage = await raiseStage();
  client = twilio(ACCOUNT, TOKEN);
  client.api.baseUrl = stage.simulator.url;
});
afterAll(() => stage.stop());
afterEach(async () => {
  await stage.control("DELETE", "/_sim/messages");
  await stage.control("DELETE", "/_sim/faults");
  stage.hub.posts.length = 0;
  stage.hub.statuses = [];
});

const callback = (query = "m=1", fragment = "") =>
  `${stage.hub.url}/api/v1/messages/webhook/twilio?${query}${fragment}`;
const send = (to: string, more: Record<string, unknown> = {}) =>
  client.messages.create({ to, from: CLINIC, body: "See you Friday", statusCallback: callback(), ...more });
const raw = async (path: string) => {
  const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString("base64")}`;
  return (await fetch(stage.simulator.url + path, { headers: { authorization } })).json();
};

describe("the API as Twilio's own SDK sees it", () => {
  it("accepts, signs each status over the public address without its fragment, and delivers", async () => {
    const created = await send(PATIENT, { statusCallback: callback("m=a%20b", "#rc=3&rp=all") });
    expect(created).toMatchObject({ status: "queued", numSegments: "1", direction: "outbound-api" });
    await until(() => stage.hub.posts.length === 2, "two callbacks");
    expect(stage.hub.statusesOf(created.sid)).toEqual(["sent", "delivered"]);
    for (const [index, post] of stage.hub.posts.entries()) {
      expect(post.url).not.toContain("#");
      expect(post.headers["i-twilio-idempotency-token"]).toBeTruthy();
      const signature = String(post.headers["x-twilio-signature"]);
      expect(
        twilio.validateRequest(TOKEN, signature, stage.hub.url + post.url, stage.hub.forms()[index] ?? {}),
      ).toBe(true);
    }
    expect((await client.messages(created.sid).fetch()).status).toBe("delivered");
  });

  it("answers in the shape of Twilio's own specification", async () => {
    const created = await send(PATIENT);
    await send(PATIENT);
    const ajv = new Ajv({ strict: false });
    const base = `/2010-04-01/Accounts/${ACCOUNT}/Messages`;
    const answers = [
      [specs.message, await raw(`${base}/${created.sid}.json`)],
      [specs.messageList, await raw(`${base}.json?PageSize=1`)],
      [specs.mediaList, await raw(`${base}/${created.sid}/Media.json`)],
    ] as const;
    for (const [schema, answer] of answers) {
      expect(ajv.validate(schema, answer), ajv.errorsText()).toBe(true);
    }
  });

  it.each([
    ["no recipient", { to: "" }, 21604],
    ["no sender", { from: "" }, 21603],
    ["no words", { body: "" }, 21602],
    ["a number that is none", { to: "+1500" }, 21211],
    ["1,601 characters", { body: "x".repeat(1601) }, 21617],
    ["an invalid number by its ending", { to: "+15005550001" }, 21211],
    ["an opted-out number by its ending", { to: "+15005550004" }, 21610],
    ["any 21xxx by its ending", { to: "+15005551408" }, 21408],
  ])("refuses %s with code %3$s", async (_name, more, code) => {
    await expect(send(PATIENT, more)).rejects.toMatchObject({ status: 400, code });
  });

  it("refuses a wrong token and an unknown message", async () => {
    const stranger = twilio(ACCOUNT, "wrong");
    stranger.api.baseUrl = stage.simulator.url;
    await expect(stranger.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    await expect(client.messages(`SM${"0".repeat(32)}`).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  it("lists page by page, newest first, by recipient and time", async () => {
    for (let number = 0; number < 5; number += 1) await send(PATIENT, { body: `Text ${number}` });
    await send("+13035550143");
    const found = await client.messages.list({
      to: PATIENT,
      dateSentAfter: new Date(Date.now() - 60_000),
      pageSize: 2,
    });
    expect(found.map((one) => one.body)).toEqual(["Text 4", "Text 3", "Text 2", "Text 1", "Text 0"]);
    expect(await client.messages.list({ to: PATIENT, dateSentAfter: new Date(Date.now() + 60_000) })).toEqual(
      [],
    );
  });

  it("redacts and deletes what is finished, cancels what is scheduled", async () => {
    const done = await send(PATIENT);
    await until(() => stage.hub.statusesOf(done.sid).includes("delivered"), "delivery");
    expect((await client.messages(done.sid).update({ body: "" })).body).toBe("");
    expect(await client.messages(done.sid).remove()).toBe(true);
    await expect(client.messages(done.sid).fetch()).rejects.toMatchObject({ code: 20404 });

    const later = await client.messages.create({
      to: PATIENT,
      messagingServiceSid: SERVICE,
      body: "Later",
      scheduleType: "fixed",
      sendAt: new Date(Date.now() + 3_600_000),
      statusCallback: callback(),
    });
    expect(later.status).toBe("scheduled");
    expect((await client.messages(later.sid).update({ status: "canceled" })).status).toBe("canceled");
    await until(() => stage.hub.statusesOf(later.sid).includes("canceled"), "a canceled callback");
    await expect(client.messages(later.sid).update({ status: "canceled" })).rejects.toMatchObject({
      code: 30409,
    });
  });
});

describe("endings", () => {
  it.each([
    ["+15005553005", "undelivered", "30005"],
    ["+15005553006", "undelivered", "30006"],
    ["+15005553007", "undelivered", "30007"],
    ["+15005553034", "undelivered", "30034"],
    ["+15005553036", "failed", "30036"],
    ["+15005552610", "failed", "21610"],
  ])("%s ends %s with %s", async (to, status, code) => {
    await send(to);
    await until(() => stage.hub.forms().some((form) => form.ErrorCode), "a failing callback");
    expect(stage.hub.forms().at(-1)).toMatchObject({ MessageStatus: status, ErrorCode: code });
  });

  it("fails the first try and delivers the second", async () => {
    const [first, second] = [await send("+15005554001"), await send("+15005554001")];
    await until(() => stage.hub.posts.length === 4, "all callbacks");
    expect(stage.hub.statusesOf(first.sid)).toEqual(["sent", "undelivered"]);
    expect(stage.hub.statusesOf(second.sid)).toEqual(["sent", "delivered"]);
  });

  it("stays silent, fails late after delivery, and turns the order round", async () => {
    const silent = await send("+15005554002");
    const late = await send("+15005554005");
    const reversed = await send("+15005554008");
    await until(() => stage.hub.statusesOf(late.sid).length === 3, "a late failure");
    expect(stage.hub.statusesOf(late.sid)).toEqual(["sent", "delivered", "undelivered"]);
    expect(stage.hub.statusesOf(reversed.sid)).toEqual(["delivered", "sent"]);
    expect(stage.hub.statusesOf(silent.sid)).toEqual([]);
  });

  it("goes accepted, queued, sent, delivered through a Messaging Service, which picks the sender", async () => {
    const created = await client.messages.create({
      to: PATIENT,
      messagingServiceSid: SERVICE,
      body: "Hi",
      statusCallback: callback(),
    });
    expect(created).toMatchObject({ status: "accepted", from: null });
    await until(() => stage.hub.posts.length === 3, "three callbacks");
    expect(stage.hub.statusesOf(created.sid)).toEqual(["queued", "sent", "delivered"]);
    expect(stage.hub.forms()[2]).toMatchObject({ MessagingServiceSid: SERVICE, From: CLINIC });
  });
});

describe("callbacks when the hub is in trouble", () => {
  it("repeats a 500 only when the address asks for it, with the same token", async () => {
    stage.hub.statuses = [500, 200];
    await send("+15005554003", { statusCallback: callback("m=1", "#rc=2&rp=5xx") });
    await until(() => stage.hub.posts.length === 2, "a second try");
    const tokens = stage.hub.posts.map((post) => post.headers["i-twilio-idempotency-token"]);
    expect(tokens[0]).toBe(tokens[1]);

    stage.hub.posts.length = 0;
    stage.hub.statuses = [500, 200];
    await send("+15005554003");
    await pause(500);
    expect(stage.hub.posts).toHaveLength(1);
  });
});
