import { beforeEach, expect, test } from "vitest";
import { listConversations } from "@/lib/conversations/queries";
import { ListConversations } from "@/lib/conversations/schema";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { takeEmergency } from "@/lib/emergencies/commands";
import { listEmergencies } from "@/lib/emergencies/queries";
import { watchEmergencies } from "@/lib/emergencies/watch/commands";
import type { Outcome } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

/** 9:52 PM of a Tuesday in Denver; the clinic closes at 5 PM. */
const NIGHT = "2026-06-17T03:52:00Z";
const ANA = "+13035550191";
const BEN = "+13035550192";
const MINUTE = 60_000;
const ON_CALL =
  /^(?:A patient message needs attention now|\d+ conversations may be emergencies)\. Open Messaging Hub: https?:\S+\/emergencies$/;

let clinic: Suite;
let refuse: Outcome | null;
const vendor = testVendor("twilio", "SMS", () => refuse ?? { kind: "accepted", ref: `SM${Math.random()}` });

async function begin(now?: string) {
  refuse = null;
  vendor.sent.length = 0;
  clinic = await suite({ providers: [vendor.provider], ...(now ? { now } : {}) });
  const onCall = [
    { name: "Ana", phone: ANA },
    { name: "Ben", phone: BEN },
  ];
  const replies = { onCall, afterHours: { on: true }, emergencyWords: ["port is oozing"] };
  await inClinic(clinic.clinicId, (tx) =>
    tx.clinic.update({ where: { id: clinic.clinicId }, data: { settings: { replies } } }),
  );
}
beforeEach(() => begin(NIGHT));

const watch = () => watchEmergencies(clinic.ports, clinic.clinicId);
const texts = () => vendor.sent.flatMap(({ message }) => (message.channel === "SMS" ? [message] : []));
const told = () => texts().filter(({ body }) => ON_CALL.test(body));
const toldTo = () => told().map(({ to }) => to);
/** Who was told of how many; null: of one message. */
const toldOf = () => told().map(({ to, body }) => [to, /^\d+/.exec(body)?.[0] ?? null]);
const open = async () => (await listEmergencies(clinic.ctx())).items;

/** The hub's own answers in a thread, oldest first, once the engine has had its turn. */
async function answers(conversationId: string) {
  const rows = await inClinic(clinic.clinicId, (tx) =>
    tx.message.findMany({
      where: { clinicId: clinic.clinicId, conversationId, direction: "OUTBOUND", isAutomatic: true },
      orderBy: { createdAt: "asc" },
    }),
  );
  await drive(
    clinic.ctx(),
    rows.map(({ id }) => id),
  );
  return rows.map(({ body }) => body);
}

test("at night the fixed reply goes at once in her language and says nothing of anybody being told", async () => {
  const rosa = await patient(clinic, { language: "es" });
  const id = await inbound(clinic, rosa, "no puedo respirar, ayuda");
  const [reply, ...more] = await answers(rosa.conversationId);
  expect(more).toEqual([]);
  expect(reply).toMatch(/llame al 911 ahora.*988/);
  expect(reply).not.toMatch(/avisa|informa|told|notified|nurse|doctor/i);
  expect(texts().filter(({ to }) => to === rosa.phone)).toHaveLength(1);
  expect(await open()).toMatchObject([{ messageId: id, phrase: "no puedo respirar", callNow: false }]);
  const row = await inClinic(clinic.clinicId, (tx) =>
    tx.message.findFirst({ where: { clinicId: clinic.clinicId, id } }),
  );
  expect(row?.tags).toContain("possible_emergency");
});

test("the fixed reply goes once in 30 minutes however often she writes, and only one emergency is open", async () => {
  const maria = await patient(clinic);
  await inbound(clinic, maria, "my chest hurts");
  clinic.time.advance(10 * MINUTE);
  await inbound(clinic, maria, "chest pain is worse, I can't breathe");
  expect(await answers(maria.conversationId)).toHaveLength(1);
  expect(await open()).toHaveLength(1);
  clinic.time.advance(21 * MINUTE);
  await inbound(clinic, maria, "still chest pain");
  expect(await answers(maria.conversationId)).toHaveLength(2);
});

test("people on call are told one after the other, every 5 minutes and without a word about her, until one has it", async () => {
  const maria = await patient(clinic, { firstName: "Maria" });
  await inbound(clinic, maria, "I can't breathe");
  await Promise.all([watch(), watch()]);
  await watch();
  expect(toldTo()).toEqual([ANA]);
  clinic.time.advance(5 * MINUTE);
  await watch();
  clinic.time.advance(5 * MINUTE);
  await watch();
  expect(toldTo()).toEqual([ANA, BEN, ANA]);
  expect(texts().filter(({ to, body }) => to === ANA && !ON_CALL.test(body))).toEqual([]);
  const [one] = await open();
  await takeEmergency(clinic.ctx("clinician"), one?.id ?? "");
  await takeEmergency(clinic.ctx("clinician"), one?.id ?? "");
  const late = takeEmergency(clinic.ctx("front_desk"), one?.id ?? "");
  await expect(late).rejects.toMatchObject({ reason: "already_taken", message: "clinician has it already." });
  clinic.time.advance(30 * MINUTE);
  await watch();
  expect(toldTo()).toHaveLength(3);
  expect(await open()).toEqual([]);
  // What was done stays with the thread, and is nobody else's to see.
  const { conversationId } = maria;
  const { items } = await listEmergencies(clinic.ctx(), { conversationId, limit: 20 });
  expect(items).toMatchObject([
    {
      taken: { by: "clinician", at: new Date("2026-06-17T04:02:00Z") },
      told: [
        { name: "Ana", state: "sent", at: new Date("2026-06-17T03:52:00Z") },
        { name: "Ben", state: "sent", at: new Date("2026-06-17T03:57:00Z") },
        { name: "Ana", state: "sent", at: new Date("2026-06-17T04:02:00Z") },
      ],
    },
  ]);
  const elsewhere = await suite();
  const foreign = await listEmergencies(elsewhere.ctx(), { conversationId, limit: 20 });
  expect(foreign.items).toEqual([]);
});

test("who cannot be told is passed over at once; a text that may have left is never sent again", async () => {
  const maria = await patient(clinic);
  await inbound(clinic, maria, "I can't breathe");
  refuse = { kind: "rejected", retry: false, reason: "landline" };
  await watch();
  refuse = null;
  await watch();
  expect(toldTo()).toEqual([ANA, BEN]);
  await watch();
  expect(toldTo()).toHaveLength(2);
});

test("while all sending is stopped nobody is told; it is made up for when sending goes on", async () => {
  const maria = await patient(clinic);
  await inbound(clinic, maria, "I can't breathe");
  const stop = (at: Date | null) =>
    inClinic(clinic.clinicId, (tx) =>
      tx.clinic.update({ where: { id: clinic.clinicId }, data: { stoppedAt: at } }),
    );
  await stop(clinic.time.clock());
  await watch();
  expect(toldTo()).toEqual([]);
  await stop(null);
  await watch();
  expect(toldTo()).toEqual([ANA]);
});

test("in opening hours the desk has two minutes; then the fixed reply goes, unless somebody has opened the thread", async () => {
  await begin();
  const [maria, ken] = [await patient(clinic), await patient(clinic, { firstName: "Ken" })];
  await inbound(clinic, maria, "I want to die");
  await inbound(clinic, ken, "there's so much blood");
  clinic.time.advance(90_000);
  await inClinic(clinic.clinicId, (tx) =>
    tx.conversationRead.create({
      data: {
        clinicId: clinic.clinicId,
        conversationId: ken.conversationId,
        staffId: clinic.staff.front_desk,
        readAt: clinic.time.clock(),
      },
    }),
  );
  await watch();
  expect([await answers(maria.conversationId), await answers(ken.conversationId)]).toEqual([[], []]);
  clinic.time.advance(30_000);
  await Promise.all([watch(), watch()]);
  expect(await answers(maria.conversationId)).toHaveLength(1);
  expect(await answers(ken.conversationId)).toHaveLength(0);
  expect(toldTo()).toEqual([]);
  // The desk goes home and nobody has them: 5 PM.
  clinic.time.set("2026-06-16T23:00:00Z");
  await watch();
  expect(toldOf()).toEqual([[ANA, "2"]]);
});

test("five that are open when the desk goes home are one text to each person; a new one is told at once, with the rest", async () => {
  await begin();
  const people = [];
  for (let n = 0; n < 5; n += 1) people.push(await patient(clinic));
  for (const one of people) await inbound(clinic, one, "I can't breathe");
  clinic.time.set("2026-06-16T23:00:00Z");
  await Promise.all([watch(), watch()]);
  await watch();
  expect(toldOf()).toEqual([[ANA, "5"]]);
  const list = await open();
  expect(list.map(({ told: heard }) => heard.map(({ name, state }) => `${name} ${state}`))).toEqual(
    list.map(() => ["Ana sent"]),
  );
  clinic.time.advance(2 * MINUTE);
  await inbound(clinic, await patient(clinic), "chest pain");
  await watch();
  expect(toldOf().slice(1)).toEqual([[ANA, "6"]]);
  // The next person hears of all six at once, though the sixth would be theirs two minutes later.
  clinic.time.advance(3 * MINUTE);
  await watch();
  clinic.time.advance(2 * MINUTE);
  await watch();
  expect(toldOf().slice(2)).toEqual([[BEN, "6"]]);
  for (const { id } of (await open()).slice(1)) await takeEmergency(clinic.ctx("clinician"), id);
  clinic.time.advance(3 * MINUTE);
  await watch();
  expect(toldOf().slice(3)).toEqual([[ANA, null]]);
  const [last] = await open();
  await takeEmergency(clinic.ctx("clinician"), last?.id ?? "");
  clinic.time.advance(30 * MINUTE);
  await watch();
  expect(toldTo()).toHaveLength(4);
});

test("a text about several that cannot be delivered passes all of them on", async () => {
  await inbound(clinic, await patient(clinic), "I can't breathe");
  await inbound(clinic, await patient(clinic), "chest pain");
  refuse = { kind: "rejected", retry: false, reason: "landline" };
  await watch();
  refuse = null;
  await watch();
  await watch();
  expect(toldOf()).toEqual([
    [ANA, "2"],
    [BEN, "2"],
  ]);
  expect((await open()).map(({ told: heard }) => heard.map(({ state }) => state))).toEqual([
    ["failed", "sent"],
    ["failed", "sent"],
  ]);
});

test("who writes again and again in opening hours hears from us two minutes after the first, not after the last", async () => {
  await begin();
  const maria = await patient(clinic);
  for (const words of ["I can't breathe", "my chest hurts so bad", "please, I can't breathe"]) {
    await inbound(clinic, maria, words);
    clinic.time.advance(50_000);
    await watch();
  }
  expect(await answers(maria.conversationId)).toHaveLength(1);
});

test("one who stopped our texts, and one whom nobody knows: the first has to be called, the second gets the reply", async () => {
  const maria = await patient(clinic);
  await inbound(clinic, maria, "STOP");
  await inbound(clinic, maria, "i took the whole bottle of tylenol");
  const stranger = { phone: `+1720${String(Date.now()).slice(-7)}` };
  await inbound(clinic, stranger, "My port is oozing");
  const [first, second] = await open();
  expect(first).toMatchObject({ callNow: true, phone: { value: maria.phone } });
  expect(second).toMatchObject({ phrase: "port is oozing", callNow: false });
  const { conversationId = "" } = second ?? {};
  await answers(conversationId);
  expect(texts().filter(({ to }) => to === stranger.phone)).toHaveLength(1);
  expect(texts().filter(({ to, body }) => to === maria.phone && body.includes("911"))).toHaveLength(0);
});

test("the thread stands on top of Waiting and All open, before those who wait longer, on every page once", async () => {
  const others = [await patient(clinic), await patient(clinic), await patient(clinic)];
  for (const one of others) await inbound(clinic, one, "When do you open?");
  clinic.time.advance(MINUTE);
  const maria = await patient(clinic);
  await inbound(clinic, maria, "I can't breathe");
  const first = await listConversations(
    clinic.ctx(),
    ListConversations.parse({ view: "waiting", limit: "2" }),
  );
  expect(first.items[0]?.id).toBe(maria.conversationId);
  const cursor = first.nextCursor ?? "";
  const second = await listConversations(
    clinic.ctx(),
    ListConversations.parse({ view: "waiting", limit: "2", cursor }),
  );
  const all = [...first.items, ...second.items].map(({ id }) => id);
  expect(all).toHaveLength(4);
  expect(new Set(all).size).toBe(4);
  clinic.time.advance(MINUTE);
  await inbound(clinic, others[0] ?? maria, "Never mind, I found it");
  const open = await listConversations(clinic.ctx(), ListConversations.parse({ view: "open" }));
  const [top, ...rest] = open.items.map(({ id }) => id);
  expect([top, rest[0]]).toEqual([maria.conversationId, others[0]?.conversationId]);
  expect(rest).not.toContain(maria.conversationId);
});
