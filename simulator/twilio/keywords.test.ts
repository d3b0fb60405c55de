import twilio from "twilio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNT, CLINIC, raiseStage, type Stage, TOKEN, until } from "@/simulator/testing/stand-in";
import { keywordOf } from "@/simulator/twilio/keywords";

const TOLL_FREE = "+18335550100";
const SHORT_CODE = "24273";
const SERVICE = "MG0123456789abcdef0123456789abcdef";

describe("the words that Twilio acts on by itself", () => {
  it.each(["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL", "stop", " Stop "])(
    "%j stops",
    (body) => expect(keywordOf(body, CLINIC)).toBe("STOP"),
  );
  it.each(["START", "yes", "UNSTOP"])("%j opens", (body) => expect(keywordOf(body, CLINIC)).toBe("START"));
  it.each(["HELP", "info"])("%j asks", (body) => expect(keywordOf(body, CLINIC)).toBe("HELP"));
  it.each(["STOP PLEASE", "don't stop", "cancel my visit", ""])("%j is none of them", (body) =>
    expect(keywordOf(body, CLINIC)).toBeNull(),
  );
  it("on a toll-free number are three, and on a short code none", () => {
    const heard = (to: string) =>
      ["STOP", "START", "UNSTOP", "YES", "CANCEL", "QUIT"].map((body) => keywordOf(body, to));
    expect(heard(TOLL_FREE)).toEqual(["STOP", "START", "START", null, null, null]);
    expect(heard(SHORT_CODE)).toEqual([null, null, null, null, null, null]);
  });
});

describe("what they do", () => {
  let stage: Stage;
  let client: ReturnType<typeof twilio>;
  beforeAll(async () => {
    stage = await raiseStage();
    client = twilio(ACCOUNT, TOKEN);
    client.api.baseUrl = stage.simulator.url;
  });
  afterAll(() => stage.stop());

  const says = (from: string, to: string, body: string, more: object = {}) =>
    stage.control("POST", "/_sim/inbound/sms", { from, to, body, ...more });
  const send = (to: string, sender: object) =>
    client.messages.create({
      to,
      body: "See you Friday",
      statusCallback: `${stage.hub.url}/callback`,
      ...sender,
    });
  const refused = { code: 21610, status: 400 };

  it("a STOP closes the pair of two numbers, and no other pair", async () => {
    await says("+13035550151", CLINIC, "STOP");
    await expect(send("+13035550151", { from: CLINIC })).rejects.toMatchObject(refused);
    expect((await send("+13035550151", { from: "+13035550109" })).status).toBe("queued");
  });

  it("a STOP to one number of a Messaging Service closes its whole pool, told afterwards", async () => {
    await says("+13035550152", "+13035550108", "STOP", { messagingServiceSid: SERVICE });
    const { sid, status } = await send("+13035550152", { messagingServiceSid: SERVICE });
    expect(status).toBe("accepted");
    await until(() => stage.hub.statusesOf(sid).includes("failed"), "a refusal afterwards");
    const last = stage.hub.forms().find((form) => form.MessageSid === sid && form.ErrorCode);
    expect(last).toMatchObject({ MessageStatus: "failed", ErrorCode: "21610" });
  });

  it("YES opens a ten-digit number again and no toll-free one, which START does", async () => {
    for (const number of [CLINIC, TOLL_FREE]) {
      await says("+13035550153", number, "STOP");
      await says("+13035550153", number, "YES");
    }
    expect((await send("+13035550153", { from: CLINIC })).status).toBe("queued");
    await expect(send("+13035550153", { from: TOLL_FREE })).rejects.toMatchObject(refused);
    await says("+13035550153", TOLL_FREE, "START");
    expect((await send("+13035550153", { from: TOLL_FREE })).status).toBe("queued");
  });

  it("to a short code nothing is closed: answering there is its clinic's", async () => {
    await says("+13035550154", SHORT_CODE, "STOP");
    expect((await send("+13035550154", { from: SHORT_CODE })).status).toBe("queued");
    expect(stage.hub.forms().some(({ To, Body }) => To === SHORT_CODE && Body === "STOP")).toBe(true);
  });
});
