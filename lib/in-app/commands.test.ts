import { v7 as uuid } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { getConversation } from "@/lib/conversations/queries";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { listEmergencies } from "@/lib/emergencies/queries";
import { watchEmergencies } from "@/lib/emergencies/watch/commands";
import { sawMessages, writeToClinic } from "@/lib/in-app/commands";
import { listInApp } from "@/lib/in-app/queries";
import { sendMessage } from "@/lib/messages/commands";
import { getMessage } from "@/lib/messages/queries";
import { saveReplies } from "@/lib/replies/settings/commands";
import { RepliesSettings } from "@/lib/replies/settings/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { inApp, letIn } from "@/lib/testing/portal";
import { testVendor } from "@/lib/testing/provider";

/** 9:52 PM of a Tuesday in Denver; the clinic closes at 5 PM and opens at 8 AM. */
const NIGHT = "2026-06-17T03:52:00Z";
let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
});

async function reader(of: Suite, given: Parameters<typeof patient>[1] = {}) {
  const person = await patient(of, given);
  return { ...person, ctx: await letIn(of, person.id) };
}

/** Everything that waits is handed over, as the runner does. */
async function deliver(of: Suite) {
  const items = await inClinic(of.clinicId, (tx) =>
    tx.queueItem.findMany({ where: { clinicId: of.clinicId } }),
  );
  await drive(
    of.ctx({ kind: "system", job: "runner" }),
    items.map(({ messageId }) => messageId),
  );
}

const shown = async (of: Suite, id: string) =>
  (await listInApp(of.ctx({ kind: "patient", id }), id)).items.map(({ mine, body }) =>
    mine ? `she: ${body}` : body,
  );

test("what she writes stands in her thread, waits there, and is filed once however often it is sent", async () => {
  const maria = await reader(clinic);
  const words = { body: "Can I move my visit?", token: uuid() };
  const sent = await Promise.all([1, 2, 3].map(() => writeToClinic(maria.ctx, maria.id, words)));
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  expect(await getConversation(clinic.ctx(), maria.conversationId)).toMatchObject({
    lastChannel: "IN_APP",
    lastDirection: "INBOUND",
    snippet: "Can I move my visit?",
    unread: true,
    status: "open",
  });
  const message = await getMessage(clinic.ctx(), sent[0]?.id ?? "");
  expect(message).toMatchObject({ createdBy: maria.id, channel: "IN_APP", authorName: "Maria Alvarez" });
  expect(message.story.map(({ words }) => words)).toEqual([
    "Maria Alvarez wrote it in the portal, signed in.",
  ]);
  expect(await shown(clinic, maria.id)).toEqual(["she: Can I move my visit?"]);
  const other = await reader(clinic);
  expect(await shown(clinic, other.id)).toEqual([]);
});

test("our answer is there at once, staff see when she read it, and nobody else can say so", async () => {
  const maria = await reader(clinic);
  const asked = await inApp(clinic, maria.id, "Did my form arrive?");
  const sent = await sendMessage(clinic.ctx(), {
    patientId: maria.id,
    channel: "IN_APP",
    body: "It did, thank you.",
    inReplyTo: asked,
  });
  expect(await shown(clinic, maria.id)).toHaveLength(1);
  await deliver(clinic);
  expect(await stored(clinic, sent.id)).toMatchObject({ status: "DELIVERED" });
  const page = await listInApp(maria.ctx, maria.id);
  expect(page.items.map(({ body, unread }) => [body, unread])).toEqual([
    ["It did, thank you.", true],
    ["Did my form arrive?", false],
  ]);
  const other = await reader(clinic);
  expect(await sawMessages(other.ctx, other.id, { ids: [sent.id] })).toEqual({ seen: 0 });
  expect(await sawMessages(maria.ctx, maria.id, { ids: [sent.id] })).toEqual({ seen: 1 });
  expect(await sawMessages(maria.ctx, maria.id, { ids: [sent.id] })).toEqual({ seen: 0 });
  expect((await stored(clinic, sent.id)).deliveries).toMatchObject([{ status: "OPENED" }]);
  expect((await listInApp(maria.ctx, maria.id)).items[0]?.unread).toBe(false);
});

test("without a sign-in nothing can be put there, and the next way of the plan goes at once", async () => {
  const ken = await patient(clinic);
  const words = { patientId: ken.id, body: "Your form is ready." };
  const alone = await sendMessage(clinic.ctx(), { ...words, channel: "IN_APP" });
  expect(alone).toMatchObject({ status: "FAILED", reason: "no_contact_point" });
  expect(alone.badge.sentence).toBe(
    "Not sent: Maria cannot sign in to the portal. Invite them in the chart, or try another way.",
  );
  const planned = await sendMessage(clinic.ctx(), { ...words, plan: ["IN_APP", "SMS"] });
  await deliver(clinic);
  expect(await stored(clinic, planned.id)).toMatchObject({ status: "SENT", channel: "SMS" });
});

test("a text follows what she does not look at, and not what she has read; both stay in the portal", async () => {
  const maria = await reader(clinic);
  const words = {
    patientId: maria.id,
    body: "Your form is ready.",
    plan: ["IN_APP", "SMS"] as ("IN_APP" | "SMS")[],
  };
  const patience = { fallbackMinutes: { IN_APP: 60 } };
  const [read, unread] = [
    await sendMessage(clinic.ctx(), { ...words, ...patience }),
    await sendMessage(clinic.ctx(), { ...words, ...patience }),
  ];
  await deliver(clinic);
  await sawMessages(maria.ctx, maria.id, { ids: [read.id] });
  expect(await stored(clinic, read.id)).toMatchObject({ status: "DELIVERED" });
  expect(await stored(clinic, unread.id)).toMatchObject({ status: "SENT", channel: "IN_APP" });
  clinic.time.advance(61 * 60_000);
  await deliver(clinic);
  const waysOf = async (id: string) => (await stored(clinic, id)).deliveries.map(({ channel }) => channel);
  expect([await waysOf(read.id), await waysOf(unread.id)]).toEqual([["IN_APP"], ["IN_APP", "SMS"]]);
  expect(await shown(clinic, maria.id)).toHaveLength(2);
});

test("older messages come page by page", async () => {
  const maria = await reader(clinic);
  for (let n = 1; n <= 21; n += 1) {
    clinic.time.advance(1_000);
    await inApp(clinic, maria.id, `Question ${n}`);
  }
  const first = await listInApp(maria.ctx, maria.id);
  expect(first.items).toHaveLength(20);
  const second = await listInApp(maria.ctx, maria.id, first.nextCursor ?? "");
  expect(second).toMatchObject({ items: [{ body: "Question 1" }], nextCursor: null });
});

test("in hours, words of an emergency alert the desk, and the fixed reply stands in the portal unless somebody opened", async () => {
  const day = await suite();
  const rosa = await reader(day, { language: "es" });
  await inApp(day, rosa.id, "me duele mucho el pecho");
  const [open] = (await listEmergencies(day.ctx())).items;
  expect(open).toMatchObject({
    channel: "IN_APP",
    conversationId: rosa.conversationId,
    callNow: false,
    phone: { value: rosa.phone },
    reply: { state: "none" },
  });
  day.time.advance(60_000);
  await watchEmergencies(day.ports, day.clinicId);
  await deliver(day);
  expect(await shown(day, rosa.id)).toHaveLength(1);
  day.time.advance(61_000);
  await watchEmergencies(day.ports, day.clinicId);
  await deliver(day);
  expect(await shown(day, rosa.id)).toEqual([
    expect.stringMatching(/^Test Clinic: Puede que no veamos esto pronto\. .* llame al 911 ahora\./),
    "she: me duele mucho el pecho",
  ]);
  expect((await listEmergencies(day.ctx())).items[0]?.reply.state).toBe("delivered");
});

test("outside hours the fixed reply is there at once, once in half an hour, and somebody on call is told", async () => {
  const night = await suite({ now: NIGHT, providers: [testVendor("twilio", "SMS").provider] });
  const onCall = [{ name: "Jordan", phone: "+13032920191" }];
  await saveReplies(night.ctx("admin"), RepliesSettings.parse({ onCall, afterHours: { on: true } }));
  const maria = await reader(night);
  await inApp(night, maria.id, "chest pain");
  night.time.advance(60_000);
  await inApp(night, maria.id, "I can't breathe");
  await deliver(night);
  expect(await shown(night, maria.id)).toEqual([
    "she: I can't breathe",
    expect.stringContaining("call 911 now"),
    "she: chest pain",
  ]);
  await watchEmergencies(night.ports, night.clinicId);
  const texts = await inClinic(night.clinicId, (tx) =>
    tx.onCallText.findMany({ where: { clinicId: night.clinicId } }),
  );
  expect(texts.map(({ toAddress }) => toAddress)).toEqual(["+13032920191"]);
  // Who has stopped our texts is answered all the same, here.
  const tom = await reader(night);
  await inApp(night, tom.id, "stop texting me");
  await inApp(night, tom.id, "chest pain");
  await deliver(night);
  expect((await shown(night, tom.id))[0]).toContain("call 911 now");
  const open = (await listEmergencies(night.ctx())).items.find(
    ({ conversationId }) => conversationId === tom.conversationId,
  );
  expect(open).toMatchObject({ callNow: false, phone: { value: tom.phone } });
  const ken = await reader(night);
  await inApp(night, ken.id, "Can I move my visit?");
  night.time.advance(60_000);
  await inApp(night, ken.id, "Are you there?");
  await deliver(night);
  expect(await shown(night, ken.id)).toEqual([
    "she: Are you there?",
    "Test Clinic: We are closed and will read this when we open, 8 AM tomorrow. Emergency? Call 911.",
    "she: Can I move my visit?",
  ]);
});
