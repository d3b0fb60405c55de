import { expect, test } from "vitest";
import { updateConversation } from "@/lib/conversations/commands";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { setLabels } from "@/lib/restrictions/commands";
import { getLabels } from "@/lib/restrictions/queries";
import { suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

test("a chart is restricted and freed by its labels, and the lists, the rules and the links obey at once", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const maria = await patient(clinic);
  const target = { patientId: maria.id };
  await inbound(clinic, maria, "Is my therapy at four?");
  const row = () => updateConversation(clinic.ctx(), maria.conversationId, {});
  const ask = () =>
    previewMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "Your A1c is 7.2." });
  expect(await row()).toMatchObject({ restricted: false, snippet: "Is my therapy at four?" });

  const labels = ["mental_health", "substance_use", "mental_health"] as const;
  const said = await setLabels(clinic.ctx(), target, { labels: [...labels], reason: "Asked by the patient" });
  expect(said).toMatchObject({ labels: ["mental_health", "substance_use"] });
  expect(await row()).toMatchObject({ restricted: true, snippet: "" });
  const kept = await inClinic(clinic.clinicId, (tx) =>
    tx.conversation.findFirstOrThrow({ where: { clinicId: clinic.clinicId, id: maria.conversationId } }),
  );
  expect(kept.snippet).toBe("");
  const { decision, secureLink } = await ask();
  expect(decision).toMatchObject({ rule: "phi", evidence: { place: "restricted" } });
  expect(decision.words).toMatch(/Call Maria, or invite them to the portal\.$/);
  expect(secureLink.proofs).toEqual([]);

  await setLabels(clinic.ctx(), target, { labels: [] });
  expect(await getLabels(clinic.ctx(), target)).toMatchObject({ labels: [] });
  expect(await row()).toMatchObject({ restricted: false, snippet: "Is my therapy at four?" });
  const audit = await inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.findMany({ where: { clinicId: clinic.clinicId, action: "patient.labels_set" } }),
  );
  expect(audit).toHaveLength(2);
});

test("one conversation alone can be restricted; of another clinic, nothing can", async () => {
  const clinic = await suite();
  const maria = await patient(clinic);
  const target = { conversationId: maria.conversationId };
  await sendMessage(clinic.ctx(), { patientId: maria.id, channel: "SMS", body: "See you" });
  await setLabels(clinic.ctx(), target, { labels: ["safety"] });
  expect(await updateConversation(clinic.ctx(), maria.conversationId, {})).toMatchObject({
    restricted: true,
  });
  expect(await getLabels(clinic.ctx(), { patientId: maria.id })).toMatchObject({ labels: [] });
  const other = await suite();
  for (const stranger of [target, { patientId: maria.id }]) {
    const labelling = setLabels(other.ctx(), stranger, { labels: [] });
    await expect(labelling).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await getLabels(clinic.ctx(), target)).toMatchObject({ labels: ["safety"] });
});

test("what leaves about a restricted chart names the clinic neither as sender nor in its own subject", async () => {
  const vendor = testVendor("sendgrid", "EMAIL");
  const clinic = await suite({ providers: [vendor.provider] });
  const maria = await patient(clinic);
  const send = async () => {
    const { id } = await sendMessage(clinic.ctx(), {
      patientId: maria.id,
      channel: "EMAIL",
      body: "See you",
    });
    await drive(clinic.ctx(), [id]);
    return vendor.sent.at(-1)?.message;
  };
  expect(await send()).toMatchObject({
    from: { name: "Test Clinic" },
    subject: "A message from Test Clinic",
  });
  await setLabels(clinic.ctx(), { patientId: maria.id }, { labels: ["mental_health"] });
  expect(await send()).toMatchObject({ from: { name: "Your clinic" }, subject: "You have a new message" });
});
