import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET, HEAD } from "@/app/m/[code]/route";
import { upload } from "@/lib/attachments/outgoing/commands";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { env } from "@/lib/env";
import { codeOf } from "@/lib/media/link/rules";
import { sendAgain } from "@/lib/messages/again/commands";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
import { installPorts } from "@/lib/ports";
import { changeSender } from "@/lib/senders/commands";
import { listSenders } from "@/lib/senders/queries";
import { type ContractWorld, contractWorld } from "@/lib/testing/contract-world";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), deflateSync(Buffer.alloc(64))]);
const PDF = Buffer.from("%PDF-1.7\nHow to find us.\n%%EOF", "latin1");
const { publicUrl } = env();
let world: ContractWorld;
let clinic: Suite;

const ask = (address: string, method = "GET") => {
  const code = new URL(address).pathname.split("/").at(-1) ?? "";
  const asked = { params: Promise.resolve({ code }) };
  return (method === "HEAD" ? HEAD : GET)(new Request(address, { method }), asked);
};

beforeAll(async () => {
  world = await contractWorld();
  // The simulator fetches from the address that the hub says is its own.
  Object.assign(env(), { publicUrl: world.publicUrl });
  world.serve = (request) => ask(request.url, request.method);
  clinic = await suite({ providers: [world.provider("twilio")] });
  installPorts({ clock: clinic.time.clock, providers: clinic.ports.providers });
}, 180_000);
afterAll(() => {
  Object.assign(env(), { publicUrl });
  return world.stop();
});

interface Logged {
  params: { MediaUrl?: string; Body?: string; StatusCallback?: string };
}
const posted = async (to: string) => {
  const path = `/_sim/messages?to=${encodeURIComponent(to)}`;
  return (await world.control<{ items: Logged[] }>("GET", path)).items.map(({ params }) => params);
};
const picked = (name: string, bytes: Buffer = PNG) => upload(clinic.ctx(), { name, bytes });

async function someone(change: object = {}) {
  const who = await patient(clinic, { firstName: "Ana", ...change });
  const where = { clinicId: clinic.clinicId, id: who.id };
  const data = { dateOfBirth: new Date("1961-11-23") };
  await inClinic(clinic.clinicId, (tx) => tx.patient.updateMany({ where, data }));
  return who;
}

async function text(patientId: string, file: { id: string }, way: "file" | "link" = "file") {
  const words = { channel: "SMS" as const, body: "This is the door to use." };
  const draft = { patientId, ...words, attachments: [{ id: file.id, way }] };
  const preview = await previewMessage(clinic.ctx(), draft);
  return { preview, send: () => sendMessage(clinic.ctx(), draft) };
}

test("a picture goes with its text: fetched by the vendor alone, typed, told in the timeline, and seen on her phone", async () => {
  const ana = await someone();
  const { preview, send } = await text(ana.id, await picked("The door.png"));
  expect(preview.decision.kind).toBe("allow");
  expect(preview.rendered.SMS).toMatchObject({
    segments: 1,
    cost: 0.022,
    mms: { files: 1, bytes: PNG.length, warning: null },
  });
  const sent = await send();
  const address = `${world.publicUrl}/m/${codeOf(sent.attachments[0]?.id ?? "", process.env.HUB_SECRET ?? "")}`;
  // Nobody may have it before the message is handed over.
  expect((await ask(address)).status).toBe(404);
  await drive(clinic.ctx(), [sent.id]);
  const [form] = await posted(ana.phone);
  expect(form).toMatchObject({ Body: "This is the door to use.", MediaUrl: address });

  await expect
    .poll(async () => (await getMessage(clinic.ctx(), sent.id)).story.map(({ words }) => words), {
      timeout: 5_000,
    })
    .toContain("The text service fetched the file.");
  const looked = await ask(address, "HEAD");
  expect(Object.fromEntries(looked.headers)).toMatchObject({
    "cache-control": "private, no-store",
    "content-type": "image/png",
    "content-disposition": 'inline; filename="file.png"',
    "x-content-type-options": "nosniff",
    "content-length": String(PNG.length),
  });
  expect((await looked.arrayBuffer()).byteLength).toBe(0);
  expect(Buffer.from(await (await ask(address)).arrayBuffer())).toEqual(PNG);
  const audited = await inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.count({ where: { clinicId: clinic.clinicId, patientId: ana.id, action: "media.fetched" } }),
  );
  expect(audited).toBe(2);
  await expect
    .poll(
      async () => world.inbound.filter((one) => one.kind === "receipt" && one.receipt === "delivered").length,
    )
    .toBeGreaterThan(0);

  expect((await ask(`${world.publicUrl}/m/${"x".repeat(22)}`)).status).toBe(404);
  clinic.time.advance(12 * 3_600_000);
  expect((await ask(address)).status).toBe(404);
  clinic.time.advance(-12 * 3_600_000);
});

test("a retry names the same address; what is sent again has one of its own", async () => {
  let refusals = 1;
  const busy = { kind: "rejected", retry: true, reason: "rate_limited" } as const;
  const vendor = testVendor("twilio", "SMS", () =>
    refusals-- > 0 ? busy : { kind: "rejected", retry: false, reason: "media_refused" },
  );
  const own = await suite({ providers: [vendor.provider] });
  const ben = await patient(own);
  const { id } = await upload(own.ctx(), { name: "door.png", bytes: PNG });
  const words = { patientId: ben.id, channel: "SMS" as const, body: "This is the door." };
  const sent = await sendMessage(own.ctx(), { ...words, attachments: [{ id, way: "file" }] });
  await drive(own.ctx(), [sent.id]);
  own.time.advance(10 * 60_000);
  await drive(own.ctx(), [sent.id]);
  const failed = await getMessage(own.ctx(), sent.id);
  expect(failed).toMatchObject({ status: "FAILED", reason: "media_refused" });
  expect(failed.badge.sentence).toMatch(/Send it behind a secure link/);
  const copy = await sendAgain(own.ctx(), sent.id, { confirmUnknown: false });
  await drive(own.ctx(), [copy.id]);
  const addresses = vendor.sent.map(({ message }) => message.channel === "SMS" && message.mediaUrls?.[0]);
  expect(addresses[0]).toMatch(/\/m\/[\w-]{22}$/);
  expect(addresses[1]).toBe(addresses[0]);
  expect(addresses[2]).not.toBe(addresses[0]);
});

test("what a phone does not show, what is too large and what may not stand open goes by link, and says why", async () => {
  const ana = await someone();
  const forced = async (file: { id: string }, patientId = ana.id) =>
    (await text(patientId, file)).preview.files[0];
  const large = Buffer.concat([PNG, Buffer.alloc(5_000_000)]);
  const document = Buffer.concat([PDF, Buffer.alloc(500_000)]);
  expect(await forced(await picked("note.txt", Buffer.from("Turn left.")))).toMatchObject({
    way: "link",
    forced: "not_for_phones",
  });
  expect(await forced(await picked("wall.png", large))).toMatchObject({ forced: "too_large_for_text" });
  expect(await forced(await picked("map.pdf", document))).toMatchObject({ forced: "too_large_for_text" });
  expect(await forced(await picked("HIV test result.pdf", PDF))).toMatchObject({ forced: "private_words" });
  const abroad = await someone({ phone: "+34612345678" });
  expect(await forced(await picked("door.png"), abroad.id)).toMatchObject({ forced: "abroad" });
  expect(await forced(await picked("map.pdf", PDF))).toMatchObject({ way: "file", forced: null });

  const { send } = await text(ana.id, await picked("map.pdf", PDF), "link");
  const sent = await send();
  await drive(clinic.ctx(), [sent.id]);
  const [form] = await posted(ana.phone);
  expect(form).not.toHaveProperty("MediaUrl");
  expect(form?.Body).toMatch(
    /^This is the door to use\.\n\nThere is a file for you\. Open it here: http.*\/portal\/m\//,
  );
});

test("a number that sends no pictures says so, before and while one waits", async () => {
  const ana = await someone();
  const waiting = await (await text(ana.id, await picked("door.png"))).send();
  const [number] = (await listSenders(clinic.ctx("admin"))).items.filter(({ channel }) => channel === "SMS");
  expect(number?.mms).toBe(true);
  await changeSender(clinic.ctx("admin"), number?.id ?? "", { mms: false });
  expect((await text(ana.id, await picked("door.png"))).preview.files[0]).toMatchObject({ forced: "no_mms" });
  await drive(clinic.ctx(), [waiting.id]);
  const stopped = await getMessage(clinic.ctx(), waiting.id);
  expect(stopped).toMatchObject({ status: "FAILED", reason: "no_mms" });
  expect(stopped.badge.sentence).toMatch(/none of the clinic's numbers sends pictures.*secure link/);
  await changeSender(clinic.ctx("admin"), number?.id ?? "", { mms: true });
});
