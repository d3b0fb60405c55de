import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import twilio from "twilio";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { POST } from "@/app/api/v1/messages/webhook/[provider]/route";
import { removeAccount, saveAccount, testAccount } from "@/lib/accounts/commands";
import { LiveAccounts } from "@/lib/accounts/live/commands";
import { listAccounts, listAddresses } from "@/lib/accounts/queries";
import { resealAccounts } from "@/lib/accounts/resealing/commands";
import type { Credentials } from "@/lib/accounts/schema";
import { keyIdOf } from "@/lib/accounts/sealing/rules";
import { mintCtx } from "@/lib/ctx";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { env } from "@/lib/env";
import { installPorts, ports } from "@/lib/ports";
import { type Outside, outside } from "@/lib/providers/outside";
import { ownProvider } from "@/lib/providers/own";
import { type ProviderSettings, providersFrom } from "@/lib/providers/registry";
import { getSetup } from "@/lib/setup/queries";
import { NOON, type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { processWebhooks } from "@/lib/webhooks/commands";
import { ACCOUNT, raiseStage, type Stage, TOKEN } from "@/simulator/testing/stand-in";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const DAY_MS = 86_400_000;
const before = ports();
let stage: Stage;
let door: Server;
let north: Suite;
let south: Suite;
let live: LiveAccounts;
let settings: ProviderSettings;

const sidOf = () => `AC${randomBytes(16).toString("hex")}`;
const text = (accountSid: string, authToken: string): Credentials => ({
  vendor: "twilio",
  accountSid,
  authToken,
});
const NORTH = { sid: sidOf(), token: "north-token-1" };
const SOUTH = { sid: sidOf(), token: "south-token-1" };
const at = (path: string) => `${env().publicUrl}/api/v1/messages/webhook/${path}`;

const read = (clock: () => Date, secrets: readonly [string, string?] = [env().secret]) =>
  new LiveAccounts({
    base: providersFrom(settings, clock),
    build: (account) => ownProvider(settings, account, clock),
    secrets,
    clock,
  });

/** An account at the simulator that posts to the addresses which the hub shows its clinic. */
async function put(vendor: string, own: Suite | null, more: object): Promise<{ publicKey?: string }> {
  const addresses = own ? await listAddresses(own.ctx("admin")) : [];
  const [url] = addresses.find(({ provider }) => provider === vendor)?.url.split("#") ?? [];
  const numbers = own && vendor === "twilio" ? [await numberOf(own)] : undefined;
  const answer = await stage.control("POST", "/_sim/accounts", {
    vendor,
    ...(url ? { webhookUrl: url } : {}),
    ...(numbers ? { numbers } : {}),
    ...more,
  });
  expect(answer.status).toBe(200);
  return answer.body;
}

const numberOf = (own: Suite) =>
  inClinic(own.clinicId, async (tx) => {
    const sender = await tx.sender.findFirstOrThrow({ where: { clinicId: own.clinicId, channel: "SMS" } });
    return sender.address;
  });

const admin = (own: Suite) => own.ctx("admin");
const wire = async (to: string) => {
  const { body } = await stage.control("GET", `/_sim/messages?to=${encodeURIComponent(to)}`);
  return body.items as {
    provider: string;
    path: string;
    accepted: boolean;
    params: { StatusCallback?: string };
  }[];
};
const driven = async (own: Suite, given: Parameters<typeof outbound>[2] = {}) => {
  const who = await patient(own);
  const [id = ""] = await outbound(own, who, given);
  await drive(own.ctx({ kind: "system", job: "runner" }), [id]);
  return { id, who };
};
const ends = async (own: Suite, id: string, status: string) => {
  await vi.waitFor(
    async () => {
      await processWebhooks(own.ports);
      expect((await stored(own, id)).status).toBe(status);
    },
    { timeout: 10_000, interval: 50 },
  );
};

function post(path: string, form: Record<string, string>, token: string) {
  const request = new Request(`http://10.0.0.7:9999/api/v1/messages/webhook/${path}`, {
    method: "POST",
    body: new URLSearchParams(form).toString(),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": twilio.getExpectedTwilioSignature(token, at(path), form),
    },
  });
  return POST(request, { params: Promise.resolve({ provider: "twilio" }) });
}

beforeAll(async () => {
  door = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, provider = ""] = /webhook\/(\w+)/.exec(request.url ?? "") ?? [];
    const answer = await POST(
      new Request(`http://10.0.0.7:9999${request.url}`, {
        method: "POST",
        body: Buffer.concat(chunks),
        headers: request.headers as Record<string, string>,
      }),
      { params: Promise.resolve({ provider }) },
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
  settings = {
    publicUrl: env().publicUrl,
    channelsOff: [],
    twilio: { accountSid: ACCOUNT, authToken: TOKEN, baseUrl },
    telnyx: { baseUrl },
    smtp: {},
    sendgrid: { baseUrl },
    fcm: {},
  };
  [north, south] = await Promise.all([suite(), suite()]);
  live = read(north.time.clock);
  for (const own of [north, south]) Object.assign(own.ports, { providers: live.installed, accounts: live });
  await live.refresh();
  installPorts({ ...north.ports });
  await put("twilio", null, { name: "north", accountSid: NORTH.sid, authToken: NORTH.token });
  await put("twilio", null, { name: "south", accountSid: SOUTH.sid, authToken: SOUTH.token });
});
afterAll(async () => {
  installPorts({ ...before, accounts: undefined });
  await stage.stop();
  door.closeAllConnections();
  door.close();
});

it("sends by the installation's account until a clinic has one of its own", async () => {
  const { id, who } = await driven(north);
  await ends(north, id, "DELIVERED");
  const [sent] = await wire(who.phone);
  expect(sent?.path).toContain(ACCOUNT);
  expect(sent?.params.StatusCallback).not.toContain("account=");
  expect((await listAccounts(admin(north))).items[0]).toMatchObject({
    vendor: "twilio",
    source: "installation",
  });
});

it("says in words what is wrong before anything is saved", async () => {
  const wrong = text(NORTH.sid, "not-the-token");
  expect(await testAccount(admin(north), wrong)).toMatchObject({
    ok: false,
    words: expect.stringContaining("does not accept this SID and token"),
  });
  await expect(saveAccount(admin(north), wrong)).rejects.toMatchObject({
    code: "invalid",
    reason: "account_refused",
    details: { fields: [{ field: "authToken" }] },
  });
  for (const host of ["10.0.0.5", "0x7f.1", "0177.0.0.1", "2130706433", "127.1", "mail.lan"]) {
    const inside: Credentials = { vendor: "smtp", host, port: 587, user: "u", password: "p" };
    await expect(testAccount(admin(north), inside)).rejects.toMatchObject({ reason: "mail_server" });
  }
  expect((await listAccounts(admin(north))).items[0]?.source).toBe("installation");
});

it("sends each clinic's texts by its own account, whose receipts and answers act on that clinic alone", async () => {
  await saveAccount(admin(north), text(NORTH.sid, NORTH.token));
  await saveAccount(admin(south), text(SOUTH.sid, SOUTH.token));
  await put("twilio", north, { name: "north" });
  await put("twilio", south, { name: "south" });
  for (const [own, account] of [
    [north, NORTH],
    [south, SOUTH],
  ] as const) {
    const { id, who } = await driven(own);
    await ends(own, id, "DELIVERED");
    expect((await wire(who.phone)).map(({ path }) => path)).toEqual([expect.stringContaining(account.sid)]);
    const said = await stage.control("POST", "/_sim/inbound/sms", {
      from: who.phone,
      to: await numberOf(own),
      body: "On my way",
    });
    expect(said.body.status).toBe(200);
    const where = { clinicId: own.clinicId, patientId: who.id, direction: "INBOUND" as const };
    expect(await inClinic(own.clinicId, (tx) => tx.message.count({ where }))).toBe(1);
  }
});

it("lets a request that one clinic's token signed touch nothing of another", async () => {
  await stage.control("POST", "/_sim/receipts/hold");
  const { id, who } = await driven(south);
  const [attempt] = (await stored(south, id)).deliveries;
  const own = (await listAddresses(admin(north))).find(({ provider }) => provider === "twilio")?.url ?? "";
  const account = new URL(own).searchParams.get("account") ?? "";
  const theirs = new URL((await listAddresses(admin(south)))[0]?.url ?? "").searchParams.get("account");
  const sid = attempt?.providerMessageId ?? "";
  const failed = { MessageSid: sid, MessageStatus: "failed", ErrorCode: "30006", To: who.phone };
  const key = `key=${attempt?.id}`;
  const answers = [
    // Its own address, with the other clinic's attempt and message in it.
    await post(`twilio?account=${account}&${key}`, { ...failed, AccountSid: NORTH.sid }, NORTH.token),
    await post(`twilio?account=${account}&${key}`, { ...failed, AccountSid: SOUTH.sid }, NORTH.token),
    // The address without an account: the body's SID only says who may verify.
    await post(`twilio?${key}`, { ...failed, AccountSid: NORTH.sid }, NORTH.token),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const refused = [
    await post(`twilio?account=${theirs}&${key}`, { ...failed, AccountSid: NORTH.sid }, NORTH.token),
    await post(`twilio?${key}`, { ...failed, AccountSid: SOUTH.sid }, NORTH.token),
    await post(`twilio?account=${account}&${key}`, failed, TOKEN),
    await post(`twilio?account=none&${key}`, failed, NORTH.token),
  ];
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  // A STOP to the other clinic's number, in the name of its patient.
  const stop = {
    MessageSid: `SM${randomBytes(16).toString("hex")}`,
    From: who.phone,
    To: await numberOf(south),
    Body: "STOP",
  };
  expect(
    (await post(`twilio?account=${account}`, { ...stop, AccountSid: NORTH.sid }, NORTH.token)).status,
  ).toBe(200);
  // Nor is an event's id used up: the true receipt with the same one is applied.
  await processWebhooks(north.ports);
  expect(await stored(south, id)).toMatchObject({ status: "SENT", deliveries: [{ receipts: [] }] });
  const closed = { clinicId: south.clinicId, address: who.phone };
  expect(await inClinic(south.clinicId, (tx) => tx.suppression.count({ where: closed }))).toBe(0);
  expect(
    (await post(`twilio?account=${theirs}&${key}`, { ...failed, AccountSid: SOUTH.sid }, SOUTH.token)).status,
  ).toBe(200);
  await ends(south, id, "FAILED");
  await stage.control("POST", "/_sim/receipts/release");
});

it("takes what the old token signs for a day after a new one was saved, and shows until when", async () => {
  const token = "north-token-2";
  await put("twilio", north, { name: "north", authToken: token });
  await saveAccount(admin(north), text(NORTH.sid, token));
  const [view] = (await listAccounts(admin(north))).items;
  expect(view).toMatchObject({
    lastFour: "en-2",
    savedBy: "admin",
    previousUntil: new Date(Date.parse(NOON) + DAY_MS),
  });
  const { id } = await driven(north);
  await ends(north, id, "DELIVERED");

  const address = new URL(view?.addresses[0]?.url ?? "");
  const path = `twilio${address.search}`;
  const form = () => ({
    MessageSid: `SM${randomBytes(16).toString("hex")}`,
    MessageStatus: "sent",
    To: "+13035550142",
  });
  const statuses = async () => [
    (await post(path, form(), token)).status,
    (await post(path, form(), NORTH.token)).status,
  ];
  expect(await statuses()).toEqual([200, 200]);
  north.time.advance(DAY_MS + 1);
  expect(await statuses()).toEqual([200, 403]);
  north.time.advance(-DAY_MS - 1);
});

it("is what setup health knocks at, with its own token, and shows to be entered", async () => {
  const knocks: string[] = [];
  const seen: Outside = {
    ...outside,
    txt: async () => [],
    post: async (url, headers, body) => {
      knocks.push(url);
      const at = url.replace(env().publicUrl, "http://10.0.0.7:9999");
      const provider = /webhook\/(\w+)/.exec(url)?.[1] ?? "";
      const request = new Request(at, { method: "POST", headers, body });
      return (await POST(request, { params: Promise.resolve({ provider }) })).status;
    },
  };
  const { checks } = await getSetup(admin(north), seen);
  const [{ url = "" } = {}] = await listAddresses(admin(north));
  expect(knocks).toContain(url.split("#")[0]);
  expect(checks.find(({ id }) => id === "webhook:twilio")).toMatchObject({
    state: "ok",
    found: expect.stringContaining(url),
  });
});

it("is seen by another process at its next look, and by a look that a signature asks for", async () => {
  const other = read(north.time.clock);
  await other.refresh();
  const kept = other.of(south.clinicId).twilio;
  await saveAccount(admin(north), text(NORTH.sid, "north-token-2"));
  await other.refresh();
  expect(other.of(south.clinicId).twilio).toBe(kept);
  // What the other process saves is believed here at once: a signature that does not match is a reason to look.
  const actor = { kind: "staff" as const, id: south.staff.admin, role: "admin" as const, sessionId: "s" };
  const token = "south-token-2";
  await put("twilio", south, { name: "south", authToken: token });
  const [{ url = "" } = {}] = await listAddresses(admin(south));
  await saveAccount(
    mintCtx(south.clinicId, actor, { ...south.ports, accounts: other }),
    text(SOUTH.sid, token),
  );
  const form = {
    MessageSid: `SM${randomBytes(16).toString("hex")}`,
    MessageStatus: "sent",
    To: "+13035550142",
  };
  await vi.waitFor(
    async () => expect((await post(`twilio${new URL(url).search}`, form, token)).status).toBe(200),
    { timeout: 15_000, interval: 300 },
  );
  await removeAccount(admin(south), "twilio");
  expect(other.of(south.clinicId).twilio?.ownerId).toBe(south.clinicId);
  await other.refresh();
  expect(other.of(south.clinicId).twilio?.ownerId).toBeUndefined();
  // A list of the account that is used now says nothing about an attempt before.
  const trace = {
    key: "k",
    to: "+13035550142",
    body: "Hi",
    media: 0,
    claimedAt: new Date(Date.parse(NOON) - 1_000),
  };
  expect(await other.of(south.clinicId).twilio?.find?.(trace)).toBe("cannot tell");
  const { id, who } = await driven(south);
  await ends(south, id, "DELIVERED");
  expect((await wire(who.phone))[0]?.path).toContain(ACCOUNT);
});

it("shows and stores no secret in the open, and opens it for its own clinic and vendor alone", async () => {
  const rows = await inInstallation((tx) =>
    tx.vendorAccount.findMany({ where: { clinicId: north.clinicId } }),
  );
  const [row] = rows;
  const bytes = Buffer.from(row?.sealed ?? []).toString("latin1");
  expect(bytes).not.toContain("north-token");
  expect(JSON.stringify(await listAccounts(admin(north)))).not.toContain("north-token");
  const audited = await inClinic(north.clinicId, (tx) =>
    tx.auditEntry.findMany({ where: { clinicId: north.clinicId } }),
  );
  expect(audited.map(({ action }) => action)).toContain("account.rotated");
  expect(JSON.stringify(audited)).not.toContain("north-token");
  // The same bytes in another clinic's row open nothing, and that clinic sends by nobody's account.
  await inClinic(south.clinicId, (tx) =>
    tx.vendorAccount.updateMany({
      where: { clinicId: south.clinicId },
      data: { sealed: row?.sealed ?? null, keyId: row?.keyId ?? "", version: { increment: 1 } },
    }),
  );
  await live.refresh();
  expect(south.ctx().ports.providers.twilio).toBeUndefined();
  expect((await listAccounts(admin(south))).items[0]).toMatchObject({ source: "own", readable: false });
});

it("opens what the secret before sealed while that one is rotated, and seals it anew", async () => {
  const keyIds = async () => {
    const where = { clinicId: north.clinicId };
    return (await inClinic(north.clinicId, (tx) => tx.vendorAccount.findMany({ where }))).map(
      (row) => row.keyId,
    );
  };
  const now = env().secret;
  expect(await keyIds()).toEqual([keyIdOf(now)]);
  await resealAccounts(north.ports, ["another", now]);
  expect(await keyIds()).toEqual([keyIdOf("another")]);
  const rotating = read(north.time.clock, [now, "another"]);
  await rotating.refresh();
  expect(rotating.of(north.clinicId).twilio?.ownerId).toBe(north.clinicId);
  await resealAccounts(north.ports, [now, "another"]);
  expect(await keyIds()).toEqual([keyIdOf(now)]);
});

it("carries mail and Telnyx texts by own accounts too, each signed with its own key", async () => {
  const keys = {
    telnyx: await put("telnyx", null, { name: "north-telnyx", apiKey: "KEY-of-north" }),
    sendgrid: await put("sendgrid", null, { name: "north-mail", apiKey: "SG.of-north", mayUse: [] }),
  };
  const mail = {
    vendor: "sendgrid" as const,
    apiKey: "SG.of-north",
    webhookPublicKey: keys.sendgrid.publicKey ?? "",
  };
  await expect(saveAccount(admin(north), mail)).rejects.toMatchObject({
    details: { fields: [{ problem: expect.stringContaining("may not send mail") }] },
  });
  await put("sendgrid", null, { name: "north-mail", mayUse: ["mail.send"] });
  await saveAccount(admin(north), mail);
  await saveAccount(admin(north), {
    vendor: "telnyx",
    apiKey: "KEY-of-north",
    publicKey: keys.telnyx.publicKey ?? "",
  });
  await put("sendgrid", north, { name: "north-mail" });
  const letter = await driven(north, { plan: ["EMAIL"] });
  await ends(north, letter.id, "DELIVERED");
  const said = await admin(north).ports.providers.telnyx?.send(
    { channel: "SMS", to: "+13035550177", from: "+13035550100", body: "Hi" },
    { key: "a key" },
  );
  expect(said).toMatchObject({ kind: "accepted" });
  const refused = await stage.simulator.world.wire.page({ limit: 10, provider: "telnyx" });
  expect(refused.items.map(({ accepted }) => accepted)).toEqual([true]);
});
