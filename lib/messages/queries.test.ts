import { beforeAll, expect, test } from "vitest";
import { suppressContact } from "@/lib/consents/commands";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage, listMessages, listPatientMessages } from "@/lib/messages/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

let clinic: Suite;
let night: Suite;

beforeAll(async () => {
  const providers = [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider];
  clinic = await suite({ providers });
  // 9:52 PM in Denver.
  night = await suite({ now: "2026-06-17T03:52:00Z", providers });
});

test("an opted-out patient is a block told with date and word, and nothing leaves", async () => {
  const maria = await patient(clinic);
  const stop = { channel: "SMS" as const, address: maria.phone, reason: "stop" as const };
  await write(clinic.ctx(), (tx, audit) =>
    suppressContact(tx, clinic.ctx(), audit, { ...stop, evidence: { word: "STOP" } }),
  );
  const sent = await sendMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "Hi" });
  expect(sent).toMatchObject({ status: "FAILED", reason: "opt_out", badge: { label: "Not sent" } });
  expect(sent.badge.sentence).toMatch(/^Maria stopped our texts on June 16 at \d+:\d\d PM by texting STOP\./);
  const preview = await previewMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "Hi" });
  expect(preview.decision.words).toBe(sent.badge.sentence);
});

test("a preview shows words, segments and every way's own answer, and changes nothing", async () => {
  const ken = await patient(night, { firstName: "Ken" });
  const before = await listMessages(night.ctx(), { limit: 50, patientId: ken.id });
  const preview = await previewMessage(night.ctx(), {
    patientId: ken.id,
    plan: ["SMS", "EMAIL"],
    body: "Sí, mañana",
  });
  expect(preview.decision).toMatchObject({ kind: "hold", rule: "quiet_hours" });
  expect(preview.decision.words).toBe(
    "It is 9:52 PM for Ken. This text goes out at 8:00 AM Ken's time. Email can go now. It says “mañana”, which would be wrong on Wednesday, June 17: it will stop for a person then. Better change the words now.",
  );
  expect(preview.plan.map((way) => way.decision.kind)).toEqual(["hold", "allow"]);
  expect(preview.rendered.SMS).toMatchObject({ encoding: "UCS-2", segments: 1, forcing: ["í"] });
  expect(preview.rendered.EMAIL).toMatchObject({ body: "Sí, mañana" });
  expect((await listMessages(night.ctx(), { limit: 50, patientId: ken.id })).items).toEqual(before.items);
});

test("reading a patient's history is audited once per reader and five minutes", async () => {
  const maria = await patient(clinic);
  await sendMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "Hi" });
  const entries = () =>
    inClinic(clinic.clinicId, (tx) =>
      tx.auditEntry.count({ where: { subjectId: maria.id, action: "patient.history_read" } }),
    );
  expect((await listPatientMessages(clinic.ctx(), maria.id, { limit: 50 })).items).toHaveLength(1);
  await listPatientMessages(clinic.ctx(), maria.id, { limit: 50 });
  expect(await entries()).toBe(1);
  clinic.time.advance(6 * 60_000);
  await listPatientMessages(clinic.ctx(), maria.id, { limit: 50 });
  expect(await entries()).toBe(2);
});

test("pages go on where the last one ended, without a gap or a double", async () => {
  const maria = await patient(clinic);
  for (const body of ["one", "two", "three"]) {
    await sendMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body });
  }
  const first = await listMessages(clinic.ctx(), { limit: 2, patientId: maria.id });
  const rest = await listMessages(clinic.ctx(), {
    limit: 2,
    patientId: maria.id,
    ...(first.nextCursor ? { cursor: first.nextCursor } : {}),
  });
  expect([...first.items, ...rest.items].map((item) => item.body)).toEqual(["three", "two", "one"]);
  expect(rest.nextCursor).toBeNull();
});

test("one message and a thread by its id leave a trace too; a list that finds nothing does not", async () => {
  const maria = await patient(clinic);
  const sent = await sendMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "Hi" });
  await getMessage(clinic.ctx(), sent.id);
  await listMessages(clinic.ctx(), { limit: 50, conversationId: sent.conversationId });
  await listMessages(clinic.ctx(), { limit: 50, patientId: crypto.randomUUID() });
  const entries = await inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.findMany({
      where: { patientId: maria.id, action: { in: ["message.read", "conversation.opened"] } },
      select: { action: true, subjectId: true },
      orderBy: { action: "asc" },
    }),
  );
  expect(entries).toEqual([
    { action: "conversation.opened", subjectId: sent.conversationId },
    { action: "message.read", subjectId: sent.id },
  ]);
});
