import { beforeAll, expect, test } from "vitest";
import { recordConsent } from "@/lib/consents/commands";
import { getConversation } from "@/lib/conversations/queries";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { drive } from "@/lib/delivery/commands";
import { decideQuestion } from "@/lib/revocations/deciding/commands";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound, inboundMail } from "@/lib/testing/inbound";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

type Someone = Awaited<ReturnType<typeof patient>>;

let clinic: Suite;
beforeAll(async () => {
  const providers = [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider];
  clinic = await suite({ providers });
});

const inside = <T>(work: Parameters<typeof inClinic<T>>[1]) => inClinic(clinic.clinicId, work);

const answersTo = (who: Someone) =>
  inside((tx) =>
    tx.message.findMany({
      where: { clinicId: clinic.clinicId, patientId: who.id, isAutomatic: true, direction: "OUTBOUND" },
      orderBy: { createdAt: "asc" },
    }),
  );
const questionsOf = async (who: Someone) =>
  (await getConversation(clinic.ctx(), who.conversationId)).questions;
const closedOf = async (address: string) => {
  const where = { clinicId: clinic.clinicId, address, endedAt: null };
  return (await inside((tx) => tx.suppression.findMany({ where }))).map(
    ({ channel, reason }) => `${channel} ${reason}`,
  );
};
const visitOf = (who: Someone, inDays: number) =>
  inside((tx) => {
    const startsAt = new Date(clinic.time.clock().getTime() + inDays * 86_400_000);
    const own = { clinicId: clinic.clinicId, patientId: who.id, updatedAt: clinic.time.clock() };
    return tx.appointment.create({
      data: { ...own, externalId: `v-${who.id}`, startsAt, provider: "Dr. Lee" },
    });
  });

test("her own words stop the texts at once, with one confirmation; START reopens and restores no marketing consent", async () => {
  const maria = await patient(clinic);
  const ctx = clinic.ctx();
  const marketing = {
    patientId: maria.id,
    purpose: "marketing",
    channel: "SMS",
    address: maria.phone,
  } as const;
  await write(ctx, (tx, audit) =>
    recordConsent(tx, ctx, audit, { ...marketing, act: "grant", source: "paper" }),
  );
  const agreed = await outbound(clinic, maria, { category: "marketing" });
  expect((await stored(clinic, agreed[0] ?? "")).status).not.toBe("FAILED");
  await inbound(clinic, maria, "Por favor no me escriban más");
  await inbound(clinic, maria, "STOP");
  expect(await closedOf(maria.phone)).toEqual(["SMS stop"]);
  const [only, ...others] = await answersTo(maria);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ toAddress: maria.phone, tags: ["automatic", "keyword_reply"] });
  expect(only?.body).toContain("Ya no le mandaremos mensajes");
  clinic.time.advance(1_000);
  await inbound(clinic, maria, "YES");
  expect(await closedOf(maria.phone)).toEqual(["SMS stop"]);
  await inbound(clinic, maria, "START");
  expect(await closedOf(maria.phone)).toEqual([]);
  expect((await answersTo(maria)).map(({ body }) => body).at(-1)).toContain("get texts from us again");
  const [advert = ""] = await outbound(clinic, maria, { category: "marketing" });
  expect(await stored(clinic, advert)).toMatchObject({ status: "FAILED", reason: "marketing_consent" });
});

test("what the vendor has answered is not answered again; HELP names the clinic and its phone", async () => {
  const maria = await patient(clinic);
  await inbound(clinic, maria, "STOP", { optOutType: "STOP" });
  await inbound(clinic, maria, "START", { optOutType: "START" });
  await inbound(clinic, maria, "HELP", { optOutType: "HELP" });
  expect(await answersTo(maria)).toEqual([]);
  await inbound(clinic, maria, "ayuda");
  const [help] = await answersTo(maria);
  expect(help?.body).toMatch(/Test Clinic: Si necesita ayuda, llame al 303-555-0100.*mande STOP/);
  await inbound(clinic, maria, "stop", { minutesAgo: 6 });
  expect(await answersTo(maria)).toHaveLength(1);
});

test("unclear words hold what is automatic and let a typed answer go, until a person decides", async () => {
  const maria = await patient(clinic);
  const [queued = ""] = await outbound(clinic, maria);
  const [mail = ""] = await outbound(clinic, maria, { plan: ["EMAIL"] });
  await inbound(clinic, maria, "Why do you keep texting me");
  const held = { status: "SCHEDULED", reason: "revocation_unsure" };
  expect(await stored(clinic, queued)).toMatchObject(held);
  expect(await stored(clinic, mail)).toMatchObject({ status: "PENDING" });
  const [bulk = ""] = await outbound(clinic, maria, { priority: "bulk" });
  expect(await stored(clinic, bulk)).toMatchObject(held);
  const items = await questionsOf(maria);
  // Tuesday noon in Denver: decided by Wednesday noon; of the law's ten business days the Friday is a federal holiday.
  expect(items).toMatchObject([
    {
      kind: "stop",
      word: "keep_texting",
      dueAt: new Date("2026-06-17T18:00:01Z"),
      wallAt: new Date("2026-07-01T18:00:01Z"),
    },
  ]);
  const id = items[0]?.id ?? "";
  await decideQuestion(clinic.ctx(), id, { answer: "no" });
  expect(await stored(clinic, queued)).toMatchObject({ status: "PENDING", reason: null });
  await expect(decideQuestion(clinic.ctx(), id, { answer: "yes" })).rejects.toMatchObject({
    reason: "already_decided",
  });
  await inbound(clinic, maria, "too many texts");
  const [again] = await questionsOf(maria);
  await decideQuestion(clinic.ctx(), again?.id ?? "", { answer: "yes" });
  expect(await stored(clinic, queued)).toMatchObject({ status: "CANCELLED", reason: "opt_out" });
  expect(await closedOf(maria.phone)).toEqual(["SMS stop"]);
  expect(await answersTo(maria)).toHaveLength(1);
  const audited = await inside((tx) =>
    tx.auditEntry.findMany({
      where: { clinicId: clinic.clinicId, patientId: maria.id, action: "revocation.decided_stop" },
    }),
  );
  expect(audited.map(({ fields, actorId }) => [fields, actorId])).toEqual([
    [["no"], clinic.staff.front_desk],
    [["yes"], clinic.staff.front_desk],
  ]);
});

test("a mail that asks us to stop ends our mail and nothing else", async () => {
  const maria = await patient(clinic);
  await inboundMail(
    clinic,
    maria,
    "Please unsubscribe me.\n\nOn Tue, Jun 16, Clinic <d@x.example> wrote:\n> Hi",
  );
  expect(await closedOf(maria.email)).toEqual(["EMAIL stop"]);
  expect(await closedOf(maria.phone)).toEqual([]);
  const quoted = await patient(clinic);
  await inboundMail(clinic, quoted, "See you on Friday!\n\n> Reply STOP to unsubscribe\n> unsubscribe me");
  expect(await closedOf(quoted.email)).toEqual([]);
});

test("a bare CANCEL near a visit is obeyed, says that no visit was canceled, and waits for a person", async () => {
  const maria = await patient(clinic);
  const visit = await visitOf(maria, 2);
  await inbound(clinic, maria, "CANCEL");
  expect(await closedOf(maria.phone)).toEqual(["SMS stop"]);
  expect((await answersTo(maria)).map(({ body }) => body)).toEqual([
    expect.stringContaining("no visit was canceled"),
  ]);
  const items = await questionsOf(maria);
  expect(items).toMatchObject([{ kind: "visit", word: "CANCEL", visitAt: visit.startsAt }]);
  const far = await patient(clinic);
  await visitOf(far, 9);
  await inbound(clinic, far, "Cancel");
  expect(await questionsOf(far)).toEqual([]);
});

test.each([
  ["CANCELAR", "es", /ninguna cita se ha cancelado/],
  ["please cancel", "en", /no visit was canceled/],
])(
  "an unclear “%s” near a visit asks one question that names the visit, and the answer says so too",
  async (words, language, said) => {
    const rosa = await patient(clinic, { language });
    const visit = await visitOf(rosa, 2);
    await inbound(clinic, rosa, words);
    expect(await closedOf(rosa.phone)).toEqual([]);
    const [question, ...more] = await questionsOf(rosa);
    expect(more).toEqual([]);
    expect(question).toMatchObject({ kind: "stop", visitAt: visit.startsAt });
    const changes = await inside((tx) =>
      tx.change.count({
        where: { clinicId: clinic.clinicId, kind: "question", subjectId: question?.messageId ?? "" },
      }),
    );
    expect(changes).toBe(1);
    await decideQuestion(clinic.ctx(), question?.id ?? "", { answer: "yes" });
    expect(await closedOf(rosa.phone)).toEqual(["SMS stop"]);
    expect((await answersTo(rosa)).map(({ body }) => body)).toEqual([expect.stringMatching(said)]);
    const far = await patient(clinic, { language });
    await visitOf(far, 9);
    await inbound(clinic, far, words);
    expect(await questionsOf(far)).toMatchObject([{ kind: "stop", visitAt: null }]);
  },
);

test("words of a death hold every way to that patient until it is recorded, or not so", async () => {
  const [maria, ken] = [await patient(clinic), await patient(clinic)];
  const texts = await outbound(clinic, maria);
  const mails = await outbound(clinic, maria, { plan: ["EMAIL"] });
  const kens = await outbound(clinic, ken);
  for (const one of [maria, ken]) await inbound(clinic, one, "Mi mamá falleció ayer");
  for (const id of [...texts, ...mails, ...kens]) {
    expect(await stored(clinic, id)).toMatchObject({ status: "SCHEDULED", reason: "death_told" });
  }
  const [hers] = await questionsOf(maria);
  const [his] = await questionsOf(ken);
  const unsaid = decideQuestion(clinic.ctx(), hers?.id ?? "", { answer: "yes" });
  await expect(unsaid).rejects.toMatchObject({ code: "invalid" });
  await decideQuestion(clinic.ctx(), hers?.id ?? "", { answer: "yes", source: "Her son, by text" });
  await decideQuestion(clinic.ctx(), his?.id ?? "", { answer: "no" });
  for (const id of [...texts, ...mails]) {
    expect(await stored(clinic, id)).toMatchObject({ status: "CANCELLED", reason: "deceased" });
  }
  expect(await stored(clinic, kens[0] ?? "")).toMatchObject({ status: "PENDING" });
});

test("YES confirms the visit that our last text asked about, and nothing where we asked nothing", async () => {
  const [maria, ken] = [await patient(clinic), await patient(clinic)];
  const visit = await visitOf(maria, 3);
  const other = await visitOf(ken, 3);
  const asking = await outbound(clinic, maria, { body: "Your visit is on Friday. Reply YES to confirm." });
  const telling = await outbound(clinic, ken, { body: "Your visit is on Friday." });
  await drive(clinic.ctx({ kind: "system", job: "test" }), [...asking, ...telling]);
  clinic.time.advance(60_000);
  await inbound(clinic, maria, "Sí");
  await inbound(clinic, ken, "Yes");
  const find = (id: string) => inside((tx) => tx.appointment.findUniqueOrThrow({ where: { id } }));
  const card = await getConversation(clinic.ctx(), maria.conversationId);
  expect(card.patient.appointments).toMatchObject([{ status: "confirmed" }]);
  expect(await find(visit.id)).toMatchObject({
    confirmedFor: visit.startsAt,
    confirmedAt: clinic.time.clock(),
  });
  expect(await find(other.id)).toMatchObject({ confirmedAt: null });
});

test("a reaction stands on our text, and nobody waits because of it", async () => {
  const maria = await patient(clinic);
  const [text = ""] = await outbound(clinic, maria, { body: "Reply STOP to stop our texts" });
  await drive(clinic.ctx({ kind: "system", job: "test" }), [text]);
  const liked = await inbound(clinic, maria, "Le gustó “Reply STOP to stop our texts”");
  const lost = await inbound(clinic, maria, "👍 to “something older”");
  expect((await stored(clinic, liked)).metadata).toMatchObject({ reaction: { emoji: "👍", onId: text } });
  expect((await stored(clinic, lost)).metadata).toMatchObject({ reaction: { onId: null } });
  expect(await closedOf(maria.phone)).toEqual([]);
  const where = { clinicId: clinic.clinicId, id: maria.conversationId };
  expect(await inside((tx) => tx.conversation.findFirst({ where }))).toMatchObject({ waitingSince: null });
});

test("“wrong number” quarantines the number with one apology that names nobody", async () => {
  const maria = await patient(clinic);
  await inbound(clinic, maria, "Sorry, wrong number");
  await inbound(clinic, maria, "WRONG NUMBER!!");
  expect(await closedOf(maria.phone)).toEqual(["SMS wrong_number"]);
  const bodies = (await answersTo(maria)).map(({ body }) => body);
  expect(bodies).toEqual(["Sorry about that. We have removed this number and will not text it again."]);
  await inbound(clinic, maria, "START");
  expect(await closedOf(maria.phone)).toEqual(["SMS wrong_number"]);
});

test("a word of the vendor's own list that it stopped at closes our record too, and its START of another word opens nothing", async () => {
  const maria = await patient(clinic);
  await inbound(clinic, maria, "Para", { optOutType: "STOP" });
  expect(await closedOf(maria.phone)).toEqual(["SMS stop"]);
  clinic.time.advance(1_000);
  await inbound(clinic, maria, "Yes", { optOutType: "START" });
  expect(await closedOf(maria.phone)).toEqual(["SMS stop"]);
  expect(await answersTo(maria)).toEqual([]);
});
