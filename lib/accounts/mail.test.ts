import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import iconv from "iconv-lite";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { removeAccount, saveAccount } from "@/lib/accounts/commands";
import { LiveAccounts } from "@/lib/accounts/live/commands";
import { listAddresses } from "@/lib/accounts/queries";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { env } from "@/lib/env";
import { webhook } from "@/lib/http/webhook";
import { installPorts, ports } from "@/lib/ports";
import { type Outside, outside } from "@/lib/providers/outside";
import { ownProvider } from "@/lib/providers/own";
import { type ProviderSettings, providersFrom } from "@/lib/providers/registry";
import { getSetup } from "@/lib/setup/queries";
import { NOON, type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { processWebhooks } from "@/lib/webhooks/commands";
import { listEvents } from "@/lib/webhooks/workbench/queries";
import { raiseStage, type Stage } from "@/simulator/testing/stand-in";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const before = ports();
const { demo } = env();
const API_KEY = "SG.of-north";
let stage: Stage;
let door: Server;
let north: Suite;
let south: Suite;
let verificationKey = "";

const admin = (own: Suite) => own.ctx("admin");
const domainOf = (own: Suite) => `test-${own.clinicId}.example`;
const deskOf = (own: Suite) =>
  inClinic(own.clinicId, async (tx) => {
    const where = { clinicId: own.clinicId, channel: "EMAIL" as const };
    return (await tx.sender.findFirstOrThrow({ where })).address;
  });
const put = async (account: object) => {
  const { status, body } = await stage.control("POST", "/_sim/accounts", account);
  expect(status).toBe(200);
  return body as { publicKey?: string };
};
const addressFor = async (use: string) =>
  (await listAddresses(admin(north))).find((one) => one.use.startsWith(use))?.url ?? "";
const write = async (mail: object) => (await stage.control("POST", "/_sim/inbound/email", mail)).body;
const inboxOf = (own: Suite) =>
  inClinic(own.clinicId, (tx) =>
    tx.message.findMany({
      where: { clinicId: own.clinicId, direction: "INBOUND", channel: "EMAIL" },
      orderBy: { id: "asc" },
    }),
  );

/** The webhook's routes as vendors reach them. */
async function serve(request: Request): Promise<Response> {
  const [, provider = "", secret] = /webhook\/(\w+)(?:\/([^/?]+))?/.exec(request.url) ?? [];
  return webhook(request, { params: Promise.resolve({ provider, ...(secret ? { secret } : {}) }) });
}
const seen: Outside = {
  ...outside,
  txt: async () => [],
  post: async (url, headers, body) => {
    const at = url.replace(env().publicUrl, "http://10.0.0.7:9999");
    return (await serve(new Request(at, { method: "POST", headers, body }))).status;
  },
};
const eventsOf = async (provider: string) =>
  (await getSetup(admin(north), seen)).checks.find(({ id }) => id === `webhook:${provider}`);

beforeAll(async () => {
  door = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    const body = Buffer.concat(chunks);
    const answer = await serve(
      new Request(`http://10.0.0.7:9999${request.url}`, { method: "POST", body, headers }),
    );
    response.writeHead(answer.status, { "content-type": "text/xml" }).end(await answer.text());
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  stage = await raiseStage({
    PUBLIC_URL: env().publicUrl,
    HUB_LOCAL_URL: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    HUB_CLOCK_OFFSET_MS: String(Date.parse(NOON) - Date.now()),
  });
  const baseUrl = stage.simulator.url;
  const settings: ProviderSettings = {
    publicUrl: env().publicUrl,
    channelsOff: [],
    twilio: {},
    telnyx: { baseUrl },
    smtp: {},
    sendgrid: { baseUrl },
    fcm: {},
  };
  [north, south] = await Promise.all([suite(), suite()]);
  const live = new LiveAccounts({
    base: providersFrom(settings, north.time.clock),
    build: (account) => ownProvider(settings, account, north.time.clock),
    secrets: [env().secret],
    clock: north.time.clock,
  });
  for (const own of [north, south]) Object.assign(own.ports, { providers: live.installed, accounts: live });
  await live.refresh();
  installPorts({ ...north.ports });
  verificationKey = (await put({ vendor: "sendgrid", name: "north", apiKey: API_KEY })).publicKey ?? "";
  await saveAccount(admin(north), {
    vendor: "sendgrid",
    apiKey: API_KEY,
    webhookPublicKey: verificationKey,
  });
  await put({
    vendor: "sendgrid",
    name: "north",
    webhookUrl: await addressFor("Event webhook"),
    inboundUrl: await addressFor("Inbound parse"),
    hosts: [domainOf(north), domainOf(south)],
  });
});
afterAll(async () => {
  Object.assign(env(), { demo });
  installPorts({ ...before, accounts: undefined });
  await stage.stop();
  door.closeAllConnections();
  door.close();
});

it("files what comes to a clinic's own SendGrid account with that clinic, and with no other", async () => {
  const maria = await patient(north);
  const tom = await patient(south);
  const to = await deskOf(north);
  expect(
    await write({ from: maria.email, to, subject: "Friday", text: "Can I come on Friday?" }),
  ).toMatchObject({
    status: 200,
  });
  expect(await inboxOf(north)).toMatchObject([{ patientId: maria.id, subject: "Friday", toAddress: to }]);
  // The same account brings a mail that is addressed to the other clinic.
  const stray = await write({ from: tom.email, to: await deskOf(south), subject: "Hi", text: "STOP" });
  expect(stray).toMatchObject({ status: 200 });
  expect(await inboxOf(south)).toEqual([]);
  const closed = { clinicId: south.clinicId, address: tom.email };
  expect(await inClinic(south.clinicId, (tx) => tx.suppression.count({ where: closed }))).toBe(0);
});

it("takes it by the account's own secret address or its own signature, and by nothing else", async () => {
  const maria = await patient(north);
  const mail = { from: maria.email, to: await deskOf(north), subject: "Hi", text: "Hello" };
  const address = await addressFor("Inbound parse");
  const usual = `${env().publicUrl}/api/v1/messages/webhook/sendgrid`;
  const statusAt = async (inboundUrl: string, signsInbound = false) => {
    await put({ vendor: "sendgrid", name: "north", inboundUrl, signsInbound });
    return (await write(mail)).status;
  };
  const { search } = new URL(address);
  const before = (await inboxOf(north)).length;
  expect(await statusAt(`${usual}/not-the-secret${search}`)).toBe(403);
  expect(await statusAt(`${usual}${search}`)).toBe(403);
  // The secret without the account: nobody's, and the installation has another one.
  expect(await statusAt(address.replace(search, ""))).toBe(403);
  expect((await inboxOf(north)).length).toBe(before);
  expect(await statusAt(`${usual}${search}`, true)).toBe(200);
  expect(await statusAt(address)).toBe(200);
  expect((await inboxOf(north)).length).toBe(before + 2);
});

it("files every mail of a program that gives all of them one id, one that comes twice once, and UTF-7 harmless", async () => {
  const maria = await patient(north);
  const to = await deskOf(north);
  const messageId = "<always-the-same@kiosk.example>";
  const letter = (text: string) => ({ from: maria.email, to, subject: "Kiosk", text, messageId });
  const utf7 = (text: string) => iconv.encode(text, "utf-7").toString("latin1");
  const raw = (received: string) =>
    [
      `Received: ${received}`,
      `From: ${maria.email}`,
      `Message-ID: ${messageId}`,
      "Date: Tue, 16 Jun 2026 12:00:00 -0600",
      `Subject: =?utf-7?B?${Buffer.from(utf7("¿Mañana?")).toString("base64")}?=`,
      "Content-Type: text/html; charset=utf-7",
      "",
      utf7("<p>Sí, mañana</p><script>alert(1)</script>"),
    ].join("\r\n");
  const twice = ["a.example", "b.example"].map((server) => ({
    ...letter(""),
    rawBase64: Buffer.from(raw(server)).toString("base64"),
  }));
  for (const mail of [letter("First"), letter("Second"), ...twice]) {
    expect(await write(mail)).toMatchObject({ status: 200 });
  }
  const hers = (await inboxOf(north)).filter(({ patientId }) => patientId === maria.id);
  expect(hers.map(({ body }) => body.trim())).toEqual(["First", "Second", "Sí, mañana"]);
  expect(hers[2]?.subject).toBe("¿Mañana?");
  expect(hers[2]?.htmlBody).toContain("Sí, mañana");
  expect(hers[2]?.htmlBody).not.toMatch(/script|alert/);
});

it("shows by SendGrid's own test event whether its events reach us and are believed", async () => {
  expect(await eventsOf("sendgrid")).toMatchObject({
    state: "ok",
    found: expect.stringContaining("posted a signed test event here"),
    lastSignedAt: expect.any(String),
  });
  // What it made up is about nobody, and waits for nothing.
  await vi.waitFor(async () => {
    await processWebhooks(north.ports);
    const made = await inClinic(north.clinicId, (tx) =>
      tx.webhookEvent.findMany({
        where: { clinicId: north.clinicId, kind: "receipt", provider: "sendgrid" },
      }),
    );
    expect(made.length).toBeGreaterThan(10);
    expect(made.every(({ processedAt, error }) => processedAt && !error)).toBe(true);
  }, 15_000);
  const { items } = await listEvents(admin(north), { limit: 50, show: "all", provider: "sendgrid" });
  expect(items.map(({ effect }) => effect)).toContain(
    "A test event that the vendor made up: its signature was right.",
  );
  const wrong = async (account: object) => {
    await put({ vendor: "sendgrid", name: "north", ...account });
    return (await eventsOf("sendgrid"))?.found;
  };
  expect(await wrong({ signsEvents: false })).toContain("does not sign");
  expect(await wrong({ signsEvents: true, webhookOn: false })).toContain("switched off");
  expect(await wrong({ webhookOn: true, newKey: true })).toContain("another key");
  expect(await wrong({ webhookUrl: `${env().publicUrl}/elsewhere` })).toContain("another address");
  await put({ vendor: "sendgrid", name: "north", mayUse: ["mail.send"] });
  expect(await eventsOf("sendgrid")).toMatchObject({ state: "ok", lastSignedAt: expect.any(String) });
});

it("shows by Telnyx's own record, and by the first signed event, whether its events are believed", async () => {
  const account = { vendor: "telnyx", name: "north-telnyx" };
  const { publicKey = "" } = await put({ ...account, apiKey: "KEY-of-north" });
  await saveAccount(admin(north), { vendor: "telnyx", apiKey: "KEY-of-north", publicKey });
  const number = "+13035550111";
  await put({ ...account, numbers: [number], webhookUrl: await addressFor("Webhook, and its failover") });
  const text = () =>
    stage.control("POST", "/_sim/inbound/sms", {
      from: "+13035550142",
      to: number,
      body: "Hello",
      provider: "telnyx",
    });
  expect(await eventsOf("telnyx")).toMatchObject({
    state: "unknown",
    fix: expect.stringContaining("text one of the clinic's numbers there"),
    lastSignedAt: null,
  });
  const other = await put({ ...account, newKey: true });
  const refused = text();
  await vi.waitFor(
    async () =>
      expect(await eventsOf("telnyx")).toMatchObject({
        state: "problem",
        found: expect.stringContaining("answered with 403"),
        fix: expect.stringContaining("public key"),
      }),
    15_000,
  );
  await saveAccount(admin(north), {
    vendor: "telnyx",
    apiKey: "KEY-of-north",
    publicKey: other.publicKey ?? "",
  });
  expect((await text()).status).toBe(200);
  await vi.waitFor(async () => expect(await eventsOf("telnyx")).toMatchObject({ state: "ok" }), 15_000);
  await refused;
});

it("sends through a clinic's own mail server, and says in words what it refuses", async () => {
  Object.assign(env(), { demo: true });
  const { smtpPort } = stage.simulator;
  const account = {
    vendor: "smtp" as const,
    host: "127.0.0.1",
    port: smtpPort,
    user: "north@clinic.example",
  };
  await put({ vendor: "smtp", name: "north-smtp", user: account.user, password: "right-password" });
  await expect(saveAccount(admin(north), { ...account, password: "wrong-password" })).rejects.toMatchObject({
    reason: "account_refused",
    details: { fields: [{ field: "password" }] },
  });
  await saveAccount(admin(north), { ...account, password: "right-password" });
  const where = { clinicId: north.clinicId, channel: "EMAIL" as const };
  await inClinic(north.clinicId, (tx) => tx.sender.updateMany({ where, data: { provider: "smtp" } }));
  const send = async (email: string) => {
    const who = await patient(north, { email });
    const [id = ""] = await outbound(north, who, { plan: ["EMAIL"] });
    await drive(north.ctx({ kind: "system", job: "runner" }), [id]);
    return { id, message: await stored(north, id) };
  };
  const { message } = await send("ana-by-smtp@example.org");
  expect(message).toMatchObject({ status: "SENT", deliveries: [{ provider: "smtp", outcome: "accepted" }] });
  const wire = (await stage.control("GET", "/_sim/messages?provider=smtp")).body.items as object[];
  expect(wire).toMatchObject([
    {
      to: "ana-by-smtp@example.org",
      from: await deskOf(north),
      accepted: true,
      headers: { "message-id": `<${message.deliveries[0]?.id}@${domainOf(north)}>` },
    },
  ]);
  const gone = await send("bounce@sim.example");
  expect(gone.message).toMatchObject({ status: "FAILED", reason: "mailbox_unknown" });
  // Without it, nothing leaves by anybody else's server.
  await removeAccount(admin(north), "smtp");
  const after = await send("tom-by-smtp@example.org");
  expect(after.message).toMatchObject({ status: "FAILED", reason: "provider_missing", deliveries: [] });
});
