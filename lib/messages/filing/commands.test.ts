import { expect, test } from "vitest";
import { getConversation, listConversations } from "@/lib/conversations/queries";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { sendMessage } from "@/lib/messages/commands";
import { fileMessage } from "@/lib/messages/filing/commands";
import { getMessage, listPatientMessages } from "@/lib/messages/queries";
import { startThread } from "@/lib/messages/thread/commands";
import { getPatient } from "@/lib/patients/profile/queries";
import { setLabels } from "@/lib/restrictions/commands";
import { suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

/** Ana's phone, which her children Leo and Mía have in their charts too. */
async function family() {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const phone = phoneNumber();
  const named = (firstName: string) => patient(clinic, { firstName, lastName: "Morales", phone });
  return { clinic, phone, ana: await named("Ana"), leo: await named("Leo"), mia: await named("Mía") };
}
const said = async (clinic: Awaited<ReturnType<typeof suite>>, patientId: string) =>
  (await listPatientMessages(clinic.ctx(), patientId, { limit: 20 })).items.map((one) => one.body);

test("a text from a shared phone is filed to whom we last wrote about, and by one choice to another, and back", async () => {
  const { clinic, phone, leo, mia } = await family();
  const ours = await sendMessage(clinic.ctx(), {
    patientId: leo.id,
    channel: "SMS",
    body: "Leo's visit is Friday.",
  });
  await drive(clinic.ctx(), [ours.id]);
  clinic.time.advance(120_000);
  const id = await inbound(clinic, { phone }, "Can we move it?");
  const message = await getMessage(clinic.ctx(), id);
  expect(message).toMatchObject({ patientId: leo.id, filing: { guess: "last_text" } });
  expect(message.conversationId).toBe(ours.conversationId);
  const thread = await getConversation(clinic.ctx(), message.conversationId);
  expect(thread).toMatchObject({ kind: "household", name: "Ana, Leo and Mía", patientId: leo.id });
  expect(thread.household?.members.map((one) => one.name)).toEqual(["Ana", "Leo", "Mía"]);
  expect(await said(clinic, leo.id)).toEqual(["Can we move it?", "Leo's visit is Friday."]);

  const filed = await fileMessage(clinic.ctx(), id, { patientId: mia.id, guess: false });
  expect(filed).toMatchObject({ patientId: mia.id, filing: { guess: null } });
  expect(await said(clinic, leo.id)).toEqual(["Leo's visit is Friday."]);
  expect(await said(clinic, mia.id)).toEqual(["Can we move it?"]);
  expect((await getConversation(clinic.ctx(), message.conversationId)).patientId).toBe(mia.id);

  await fileMessage(clinic.ctx(), id, { patientId: leo.id, guess: true });
  expect(await getMessage(clinic.ctx(), id)).toMatchObject({
    patientId: leo.id,
    filing: { guess: "last_text" },
  });
  const told = await inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.findMany({
      where: { clinicId: clinic.clinicId, subjectId: id, action: { startsWith: "message.filed" } },
      orderBy: { id: "asc" },
    }),
  );
  expect(told.map(({ action, patientId }) => [action, patientId])).toEqual([
    ["message.filed", mia.id],
    ["message.filed_away", leo.id],
    ["message.filed", leo.id],
    ["message.filed_away", mia.id],
  ]);
});

test("who shares a phone is written to first in the phone's one thread, about whom it is", async () => {
  const { clinic, ana, mia } = await family();
  const [first, second] = [await startThread(clinic.ctx(), mia.id), await startThread(clinic.ctx(), ana.id)];
  expect(second).toEqual(first);
  const thread = await getConversation(clinic.ctx(), first.id);
  expect(thread).toMatchObject({ kind: "household", name: "Ana, Leo and Mía" });
  const sent = await sendMessage(clinic.ctx(), { patientId: ana.id, channel: "SMS", body: "See you at 3." });
  expect(sent).toMatchObject({ patientId: ana.id, conversationId: first.id });
});

test("after a day without our words the nearest visit says whom it is about; a stranger's chart is refused", async () => {
  const { clinic, phone, mia } = await family();
  await inClinic(clinic.clinicId, (tx) =>
    tx.appointment.create({
      data: {
        clinicId: clinic.clinicId,
        externalId: "visit",
        patientId: mia.id,
        startsAt: new Date(clinic.time.clock().getTime() + 86_400_000),
        provider: "Dr. Osei",
        updatedAt: clinic.time.clock(),
      },
    }),
  );
  const id = await inbound(clinic, { phone }, "Is parking free?");
  expect(await getMessage(clinic.ctx(), id)).toMatchObject({
    patientId: mia.id,
    filing: { guess: "next_visit" },
  });
  const tom = await patient(clinic, { firstName: "Tom" });
  const wrong = fileMessage(clinic.ctx(), id, { patientId: tom.id, guess: false });
  await expect(wrong).rejects.toMatchObject({ code: "conflict", reason: "not_in_household" });
});

test("one restricted chart hides the words of the shared row, and is nowhere named", async () => {
  const { clinic, phone, mia, ana } = await family();
  await setLabels(clinic.ctx(), { patientId: mia.id }, { labels: ["teen_confidential"] });
  await inbound(clinic, { phone }, "Is my therapy at four?");
  const { items } = await listConversations(clinic.ctx(), { view: "waiting", limit: 10 });
  const row = items.find((one) => one.kind === "household");
  expect(row).toMatchObject({ name: "Ana and Leo", restricted: true, snippet: "" });
  const { household } = await getConversation(clinic.ctx(), row?.id ?? "");
  expect(household?.members.map((one) => one.name)).toEqual(["Ana", "Leo", "Restricted chart"]);
  const kept = await inClinic(clinic.clinicId, (tx) =>
    tx.conversation.findFirstOrThrow({ where: { clinicId: clinic.clinicId, kind: "household" } }),
  );
  expect(kept.snippet).toBe("");
  const { contactPoints } = await getPatient(clinic.ctx(), ana.id);
  expect(contactPoints.find((one) => one.kind === "phone")?.sharedWith).toEqual([
    "Leo Morales",
    "a restricted chart",
  ]);
});

test("STOP from a shared phone closes it for all, and each chart says so", async () => {
  const { clinic, phone, leo, mia } = await family();
  await inbound(clinic, { phone }, "STOP");
  for (const { id } of [leo, mia]) {
    const { contactPoints } = await getPatient(clinic.ctx(), id);
    const point = contactPoints.find((one) => one.kind === "phone");
    expect(point?.optedOutSince).not.toBeNull();
    expect(point?.healthWords).toMatch(/texting STOP.*This phone is shared: it is closed for all of them\./);
  }
});

test("what no person wrote for this reader names one patient of a shared phone at most", async () => {
  const { clinic, leo } = await family();
  const words = (body: string) => ({ patientId: leo.id, channel: "SMS" as const, body });
  const key = clinic.ctx({ kind: "key", id: clinic.staff.admin, scopes: ["message.send"] });
  const list = words("Leo and Mia are due for their shots.");
  await expect(sendMessage(key, list)).rejects.toMatchObject({ code: "invalid", reason: "names_several" });
  expect((await sendMessage(key, words("Leo is due for his shots."))).status).toBe("PENDING");
  expect((await sendMessage(clinic.ctx(), list)).status).toBe("PENDING");
});
