import { verify } from "node:crypto";
import { Client } from "@sendgrid/client";
import { type MailDataRequired, MailService } from "@sendgrid/mail";
import { simpleParser } from "mailparser";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { raiseStage, SENDGRID_KEY, type Stage, until } from "@/simulator/testing/stand-in";

let stage: Stage;
let mail: MailService;
beforeAll(async () => {
  stage = await raiseStage();
  mail = service(SENDGRID_KEY);
});
afterAll(() => stage.stop());
afterEach(async () => {
  await stage.control("DELETE", "/_sim/messages");
  stage.hub.posts.length = 0;
  stage.hub.statuses = [];
});

function service(key: string): MailService {
  const client = new Client();
  const made = new MailService();
  made.setClient(client);
  made.setApiKey(key);
  client.setDefaultRequest("baseUrl", `${stage.simulator.url}/`);
  return made;
}

const letter = (to: string, more: Partial<MailDataRequired> = {}): MailDataRequired => ({
  to,
  from: { email: "front@cedarlane.example", name: "Cedar Lane" },
  replyTo: "reply+abc@inbound.cedarlane.example",
  subject: "Your visit",
  text: "See https://cedarlane.example/l/abc",
  html: '<p>See <a href="https://cedarlane.example/l/abc?a=1&amp;b=2">your visit</a></p>',
  customArgs: { attempt: "01900000-0000-7000-8000-000000000001" },
  ...more,
});
const kinds = () => stage.hub.events().map((event) => event.event);

describe("mail/send as SendGrid's own SDK sees it", () => {
  it("takes the mail and posts signed events with the custom arguments flattened", async () => {
    const [response] = await mail.send(letter("maria@example.com", { categories: ["treatment"] }));
    expect(response.statusCode).toBe(202);
    const id = String(response.headers["x-message-id"]);
    await until(() => kinds().includes("delivered"), "a delivered event");
    expect(kinds()).toEqual(["processed", "delivered"]);
    expect(stage.hub.events()[1]).toMatchObject({
      email: "maria@example.com",
      attempt: "01900000-0000-7000-8000-000000000001",
      category: "treatment",
    });
    expect(String(stage.hub.events()[1]?.sg_message_id)).toMatch(new RegExp(`^${id}\\.`));
    for (const post of stage.hub.posts) {
      expect(post.url).toBe("/api/v1/messages/webhook/sendgrid");
      expect(post.raw.toString()).toMatch(/\]\r\n$/);
      const timestamp = Buffer.from(String(post.headers["x-twilio-email-event-webhook-timestamp"]));
      const signature = Buffer.from(String(post.headers["x-twilio-email-event-webhook-signature"]), "base64");
      const key = { key: stage.publicKey, dsaEncoding: "der" as const };
      expect(verify("sha256", Buffer.concat([timestamp, post.raw]), key, signature)).toBe(true);
    }
  });

  it("refuses a wrong key and a mail without a subject, in SendGrid's words", async () => {
    await expect(service("SG.wrong").send(letter("maria@example.com"))).rejects.toMatchObject({ code: 401 });
    const noSubject = letter("maria@example.com");
    const { subject: _subject, ...rest } = noSubject;
    await expect(mail.send(rest as MailDataRequired)).rejects.toMatchObject({
      code: 400,
      response: { body: { errors: [expect.objectContaining({ field: "subject" })] } },
    });
  });

  it.each([
    ["bounce@sim.example", { event: "bounce", type: "bounce", status: "5.1.1" }],
    ["full+maria@sim.example", { event: "bounce", type: "blocked", status: "5.2.2" }],
    ["dropped@sim.example", { event: "dropped", reason: "Bounced Address" }],
    ["deferred@sim.example", { event: "delivered" }],
    ["opens@sim.example", { event: "open" }],
    ["clicks@sim.example", { event: "click", url: "https://cedarlane.example/l/abc?a=1&b=2" }],
    ["spam@sim.example", { event: "spamreport" }],
    ["unsubscribes@sim.example", { event: "unsubscribe" }],
  ])("%s ends as it says", async (to, last) => {
    await mail.send(letter(to));
    await until(() => kinds().includes(last.event), last.event);
    expect(stage.hub.events().at(-1)).toMatchObject(last);
    if (to.startsWith("deferred"))
      expect(kinds()).toEqual(["processed", "deferred", "deferred", "delivered"]);
  });

  it("posts refused events again until the hub takes them", async () => {
    stage.hub.statuses = [503];
    await mail.send(letter("processed@sim.example"));
    await until(() => stage.hub.posts.length === 2, "a second post");
    expect(stage.hub.posts[1]?.raw.equals(stage.hub.posts[0]?.raw ?? Buffer.alloc(0))).toBe(true);
  });
});

describe("inbound mail", () => {
  it("arrives at the secret address as raw MIME that keeps accents, attachments and the thread", async () => {
    const told = await stage.control("POST", "/_sim/inbound/email", {
      from: "María Álvarez <maria@example.com>",
      to: "reply+abc@inbound.cedarlane.example",
      subject: "Re: ¿Mañana?",
      text: "Sí, a las 3 “en punto” 👍",
      inReplyTo: "<first@cedarlane.example>",
      references: ["<first@cedarlane.example>"],
      attachments: [{ filename: "card.png", contentType: "image/png", base64: "iVBORw0KGgo=" }],
    });
    expect(told.body).toMatchObject({ status: 200 });
    const post = stage.hub.posts[0];
    expect(post?.url).toBe("/api/v1/messages/webhook/sendgrid/inbound-secret");
    const form = await new Response(post?.raw as BodyInit, {
      headers: { "content-type": String(post?.headers["content-type"]) },
    }).formData();
    expect(JSON.parse(String(form.get("envelope")))).toEqual({
      to: ["reply+abc@inbound.cedarlane.example"],
      from: "maria@example.com",
    });
    expect(form.get("SPF")).toBe("pass");
    const parsed = await simpleParser(String(form.get("email")));
    expect(parsed).toMatchObject({ subject: "Re: ¿Mañana?", inReplyTo: "<first@cedarlane.example>" });
    expect(parsed.text).toContain("Sí, a las 3 “en punto” 👍");
    expect(parsed.attachments[0]).toMatchObject({ filename: "card.png", contentType: "image/png" });
  });
});

describe("the mailbox", () => {
  it("tells of opening, a tapped link, spam, and answers under the reply address", async () => {
    await mail.send(letter("maria@example.com"));
    await until(() => kinds().includes("delivered"), "delivery");
    const page = await (await fetch(`${stage.simulator.url}/mail/maria@example.com`)).text();
    const id = /open=([\w-]{22})/.exec(page)?.[1] ?? "";
    await stage.control("POST", `/_sim/mail/${id}/open`);
    const body = await (await fetch(`${stage.simulator.url}/mail-body/${id}`)).text();
    const href = /href="([^"]+)"/.exec(body)?.[1] ?? "";
    const tap = await fetch(stage.simulator.url + href, { redirect: "manual" });
    expect(tap.headers.get("location")).toBe("https://cedarlane.example/l/abc?a=1&b=2");
    await stage.control("POST", `/_sim/mail/${id}/spam`);
    await until(() => kinds().includes("spamreport"), "a spam report");
    expect(kinds()).toEqual(["processed", "delivered", "open", "click", "spamreport"]);

    const foreign = await fetch(`${stage.simulator.url}/_sim/mail/${id}/click?url=https://evil.example/`, {
      redirect: "manual",
    });
    expect(foreign.status).toBe(404);

    const answer = await fetch(`${stage.simulator.url}/_sim/mail/${id}/reply`, {
      method: "POST",
      body: new URLSearchParams({ text: "Thanks" }),
    });
    expect(await answer.json()).toEqual({ status: 200 });
    expect(stage.hub.posts.at(-1)?.raw.toString()).toContain("reply+abc@inbound.cedarlane.example");
  });
});
