import { v7 as uuid } from "uuid";
import { beforeAll, expect, it } from "vitest";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import type { MessageInbound, ReceiptInbound, UnknownInbound } from "@/lib/providers/port";
import { sendgridProvider } from "@/lib/providers/sendgrid";
import { twilioProvider } from "@/lib/providers/twilio";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";
import { noteRefusal, writeRefusals } from "@/lib/webhooks/refusals/commands";
import { openEvent, replayEvent, replayProblems, rereadUnknown } from "@/lib/webhooks/workbench/commands";
import { getWorkbench } from "@/lib/webhooks/workbench/overview/queries";
import { getEvent, listEvents } from "@/lib/webhooks/workbench/queries";

let own: Suite;
let vendor: string;
let key: string;
let messageId: string;
const admin = () => own.ctx("admin");
const all = { limit: 200, cursor: undefined, show: "all", provider: undefined } as const;

const receipt = (given: Partial<ReceiptInbound> = {}): ReceiptInbound => ({
  kind: "receipt",
  receipt: "delivered",
  eventId: uuid(),
  at: own.time.clock(),
  key,
  status: "delivered",
  address: "maria@example.org",
  raw: { MessageStatus: "delivered", To: "+13035550142", note: "Hello Maria" },
  ...given,
});
const rowOf = (eventId: string) =>
  inInstallation((tx) => tx.webhookEvent.findFirstOrThrow({ where: { eventId } }));

beforeAll(async () => {
  vendor = `test-${uuid()}`;
  const sms = testVendor("twilio", "SMS");
  own = await suite({ providers: [sms.provider] });
  const who = await patient(own);
  [messageId = ""] = await outbound(own, who);
  await drive(own.ctx({ kind: "system", job: "runner" }), [messageId]);
  key = sms.sent[0]?.key ?? "";
  Object.assign(own.ports.providers, { [vendor]: testVendor(vendor, "SMS").provider });
});

it("shows what came with its verdicts and its effect, covered; opening it all is recorded", async () => {
  const event = receipt();
  await takeIn(own.ports, vendor, [event]);
  await takeIn(own.ports, vendor, [event, event]);
  await processWebhooks(own.ports);
  const { id } = await rowOf(event.eventId);
  const { items } = await listEvents(admin(), { ...all, provider: vendor });
  expect(items).toMatchObject([
    { id, kind: "receipt", status: "delivered", verdict: "signed", repeats: 2, state: "done" },
  ]);
  expect(items[0]?.effect).toBe("Applied to its message: delivered.");
  const covered = await getEvent(admin(), id);
  expect(covered.body).toContain('"MessageStatus": "delivered"');
  expect(covered.body).not.toMatch(/maria|Maria|3035550142/);
  expect(covered).toMatchObject({ masked: true, mayOpen: true });
  expect((await openEvent(admin(), id)).body).toContain("+13035550142");
  const entries = await inClinic(own.clinicId, (tx) =>
    tx.auditEntry.findMany({ where: { clinicId: own.clinicId, subjectId: id } }),
  );
  expect(entries.map(({ action }) => action)).toEqual(["webhook.opened"]);
});

it("replays an event with the same effect once", async () => {
  const event = receipt({ receipt: "opened", status: "open" });
  await takeIn(own.ports, vendor, [event]);
  await processWebhooks(own.ports);
  const before = await stored(own, messageId);
  const { id } = await rowOf(event.eventId);
  for (let time = 0; time < 2; time += 1)
    expect(await replayEvent(admin(), id)).toMatchObject({ state: "done", tries: 1 });
  const after = await stored(own, messageId);
  expect(after.deliveries).toEqual(before.deliveries);
});

it("one poison event holds up neither its batch of 100 nor the next; it is a dead letter until it is replayed", async () => {
  const batch = Array.from({ length: 100 }, () => receipt({ receipt: "clicked", status: "click" }));
  await takeIn(own.ports, vendor, batch);
  const poison = await rowOf(batch[40]?.eventId ?? "");
  const good = JSON.parse(JSON.stringify(poison.payload));
  const write = (payload: object) =>
    inInstallation((tx) => tx.webhookEvent.update({ where: { id: poison.id }, data: { payload } }));
  await write({ ...good, at: "the day before yesterday" });
  await processWebhooks(own.ports);
  const rows = () =>
    inInstallation((tx) => tx.webhookEvent.findMany({ where: { provider: vendor, error: { not: null } } }));
  expect((await rows()).map(({ id }) => id)).toEqual([poison.id]);
  const next = receipt({ receipt: "clicked", status: "click" });
  await takeIn(own.ports, vendor, [next]);
  for (let turn = 0; turn < 5; turn += 1) {
    own.time.advance(20 * 60_000);
    await processWebhooks(own.ports);
  }
  expect((await rowOf(next.eventId)).processedAt).not.toBeNull();
  expect(await getEvent(admin(), poison.id)).toMatchObject({ state: "dead", whyNot: null });
  expect((await getWorkbench(admin())).dead).toBeGreaterThanOrEqual(1);

  await write(good);
  let done = 0;
  for (let after: string | null | undefined; after !== null; ) {
    const part = await replayProblems(admin(), after);
    done += part.done;
    after = part.next;
  }
  expect(done).toBeGreaterThanOrEqual(1);
  expect(await getEvent(admin(), poison.id)).toMatchObject({ state: "done" });
});

it("reads again what was not understood: with the words known now it is applied, else it counts as looked at", async () => {
  const account = { accountSid: `AC${"0".repeat(32)}`, authToken: "x", publicUrl: "http://localhost" };
  const { reread } = twilioProvider(account, own.time.clock);
  Object.assign(own.ports.providers.twilio ?? {}, { reread });
  const { providerMessageId: ref } = await inClinic(own.clinicId, (tx) =>
    tx.messageDelivery.findFirstOrThrow({ where: { clinicId: own.clinicId, id: key } }),
  );
  const keep = async (status: string) => {
    const raw = { MessageSid: ref, MessageStatus: status, To: "+13035550142" };
    const event: UnknownInbound = { kind: "unknown", eventId: uuid(), at: own.time.clock(), status, raw };
    await takeIn(own.ports, "twilio", [event]);
    return rowOf(event.eventId);
  };
  // An older version of the hub did not know the first word; none knows the others.
  const [known, strange, stranger] = [await keep("read"), await keep("teleported"), await keep("levitated")];
  const read = await replayEvent(admin(), known.id);
  expect(read).toMatchObject({ kind: "receipt", state: "done", effect: "Applied to its message: opened." });
  const same = await replayEvent(admin(), strange.id);
  expect(same).toMatchObject({ kind: "unknown", status: "teleported", tries: 1 });
  expect(same.effect).toContain("is still not understood");
  for (let after: string | null | undefined; after !== null; )
    after = (await rereadUnknown(admin(), after)).next;
  expect(await getEvent(admin(), stranger.id)).toMatchObject({ kind: "unknown", tries: 1 });
});

it("files a mail that an older version could not read, once it can", async () => {
  const name = `sendgrid-${uuid()}`;
  const { reread } = sendgridProvider({ apiKey: "SG.x" }, own.time.clock);
  if (!reread) throw new Error("SendGrid's adapter reads nothing again.");
  Object.assign(own.ports.providers, { [name]: { ...testVendor(name, "EMAIL").provider, reread } });
  const who = await patient(own);
  const { address } = await inClinic(own.clinicId, (tx) =>
    tx.sender.findFirstOrThrow({ where: { clinicId: own.clinicId, channel: "EMAIL" } }),
  );
  const part = (field: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`;
  const keep = async (form: string) => {
    const raw = {
      contentType: "multipart/form-data; boundary=b",
      base64: Buffer.from(form).toString("base64"),
    };
    const about = { eventId: uuid(), at: own.time.clock(), status: "unreadable mail", raw };
    await takeIn(own.ports, name, [{ kind: "unknown", ...about }]);
    return rowOf(about.eventId);
  };
  const envelope = part("envelope", JSON.stringify({ to: [address], from: who.email }));
  const mail = await keep(
    `${part("email", `From: ${who.email}\r\n\r\nMy knee hurts again`)}${envelope}--b--\r\n`,
  );
  const broken = await keep("--b\r\nContent-Disp");
  expect(await getEvent(admin(), mail.id)).toMatchObject({
    effect: "Kept as it came: this mail could not be read, and stands in no thread.",
  });
  expect(await replayEvent(admin(), mail.id)).toMatchObject({
    kind: "message",
    effect: "Filed in the patient's thread.",
    conversationId: who.conversationId,
  });
  expect((await replayEvent(admin(), broken.id)).effect).toContain("is still not understood");
});

it("keeps a message's words in its thread, and another clinic's events to that clinic", async () => {
  const who = await patient(own);
  const sender = await inClinic(own.clinicId, (tx) =>
    tx.sender.findFirstOrThrow({ where: { clinicId: own.clinicId, channel: "SMS" } }),
  );
  const ref = `SM${uuid()}`;
  const said: MessageInbound = {
    kind: "message",
    channel: "SMS",
    eventId: ref,
    ref,
    at: own.time.clock(),
    from: who.phone,
    to: [sender.address],
    text: "My knee hurts again",
    attachments: [],
  };
  await takeIn(own.ports, vendor, [said]);
  const { id } = await rowOf(ref);
  expect(await getEvent(admin(), id)).toMatchObject({
    effect: "Filed in the patient's thread.",
    whyNot: expect.stringContaining("its words live in the thread alone"),
    conversationId: who.conversationId,
  });
  expect((await openEvent(admin(), id)).body).not.toContain("knee");
  await expect(replayEvent(admin(), id)).rejects.toMatchObject({ code: "conflict" });
  const other = await suite();
  await expect(getEvent(other.ctx("admin"), id)).rejects.toMatchObject({ code: "not_found" });
});

it("counts requests without a valid signature and keeps nothing of them", async () => {
  for (let count = 0; count < 3; count += 1) noteRefusal(vendor, own.time.clock());
  await writeRefusals();
  noteRefusal(vendor, own.time.clock());
  await writeRefusals();
  const { refused } = await getWorkbench(admin());
  expect(refused.find(({ provider }) => provider === vendor)).toMatchObject({ count: 4 });
});
