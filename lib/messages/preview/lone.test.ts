import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { SendMessage } from "@/lib/messages/schema";
import { formatPhone } from "@/lib/patients/rules";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

let clinic: Suite;
beforeAll(async () => {
  const providers = [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider];
  clinic = await suite({ providers });
});

const plan = ["EMAIL", "SMS"] as const;
const asked = async (body: string) =>
  SendMessage.parse({ patientId: (await patient(clinic)).id, plan, body });

test("a lone body is the sender's own text for every hop", async () => {
  const { rendered, plan: hops } = await previewMessage(clinic.ctx(), await asked("Please call us."));
  expect([rendered.EMAIL?.body, rendered.SMS?.body]).toEqual(["Please call us.", "Please call us."]);
  expect(hops.map(({ decision }) => decision.kind)).toEqual(["allow", "allow"]);
});

test("and is looked at for each: private words stop both ways, each by its own rule's answer", async () => {
  const { plan: hops } = await previewMessage(clinic.ctx(), await asked("Your HIV test is positive."));
  expect(hops).toMatchObject([
    { channel: "EMAIL", decision: { kind: "block", rule: "phi", evidence: { channel: "EMAIL" } } },
    { channel: "SMS", decision: { kind: "block", rule: "phi", evidence: { channel: "SMS" } } },
  ]);
});

test("what no text can hold is counted by the dry run, and refused though the mail goes first", async () => {
  const long = await asked("a".repeat(1_601));
  expect((await previewMessage(clinic.ctx(), long)).rendered.SMS?.characters).toBe(1_601);
  await expect(sendMessage(clinic.ctx(), long)).rejects.toMatchObject({ reason: "too_long" });
});

/** What the dry run and the send say of the same words, sentence for sentence. */
async function bothSay(body: object) {
  const input = SendMessage.parse({ channel: "SMS", body: "Please call us.", ...body });
  const { decision: dry } = await previewMessage(clinic.ctx(), input);
  const { decision: sent } = await sendMessage(clinic.ctx(), input);
  expect({ rule: dry.rule, words: dry.words }).toEqual({ rule: sent?.rule, words: sent?.words });
  return dry;
}

test("a shared phone's thread, its labels and its number are the dry run's as well", async () => {
  const [phone, own] = [phoneNumber(), phoneNumber()];
  const ana = await patient(clinic, { phone, firstName: "Ana" });
  const ben = await patient(clinic, { phone, firstName: "Ben" });
  const first = SendMessage.parse({ patientId: ben.id, channel: "SMS", body: "Please call us." });
  const { conversationId } = await sendMessage(clinic.ctx(), first);
  const at = { clinicId: clinic.clinicId, createdAt: clinic.time.clock() };
  await inClinic(clinic.clinicId, (tx) =>
    tx.restriction.create({ data: { ...at, conversationId, label: "mental_health", createdBy: "test" } }),
  );
  const kept = { body: "Your HIV test is positive", keepWords: "She asked for it" };
  expect(await bothSay({ patientId: ana.id, ...kept })).toMatchObject({ evidence: { place: "restricted" } });

  const point = { ...at, patientId: ana.id, kind: "phone" as const, value: own, source: "test" };
  await inClinic(clinic.clinicId, (tx) => tx.contactPoint.create({ data: point }));
  const closed = { health: "closed" as const, healthReason: "landline", healthAt: at.createdAt };
  await inClinic(clinic.clinicId, (tx) =>
    tx.contactPoint.updateMany({
      where: { clinicId: at.clinicId, patientId: ana.id, value: phone },
      data: closed,
    }),
  );
  expect((await bothSay({ patientId: ana.id })).words).toContain(formatPhone(own));
});

test("an answer to another patient's message is refused by both", async () => {
  const [ana, ben] = [await patient(clinic), await patient(clinic)];
  const inReplyTo = await inbound(clinic, ana, "Hello?");
  const input = SendMessage.parse({ patientId: ben.id, channel: "SMS", body: "Yes?", inReplyTo });
  const refusal = { code: "invalid", reason: "wrong_conversation" };
  await expect(previewMessage(clinic.ctx(), input)).rejects.toMatchObject(refusal);
  await expect(sendMessage(clinic.ctx(), input)).rejects.toMatchObject(refusal);
});
