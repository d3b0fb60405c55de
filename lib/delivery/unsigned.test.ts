import { expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
import { updatePatient } from "@/lib/patients/commands";
import { UpdatePatient } from "@/lib/patients/schema";
import { suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

it("a vendor without a signed agreement carries a notice only, and the preview and the story say so", async () => {
  const vendors = [testVendor("twilio", "SMS"), testVendor("sendgrid", "EMAIL")] as const;
  const clinic = await suite({ providers: vendors.map(({ provider }) => provider) });
  const where = { clinicId: clinic.clinicId };
  await inClinic(clinic.clinicId, (tx) => tx.vendor.updateMany({ where, data: { baaSignedAt: null } }));
  const maria = await patient(clinic);
  const words = { patientId: maria.id, subject: "Your visit", body: "Your visit is booked." };
  const [text, mail] = [
    { ...words, plan: ["SMS" as const] },
    { ...words, plan: ["EMAIL" as const] },
  ];

  const preview = await previewMessage(clinic.ctx(), text);
  expect(preview.rendered.SMS).toMatchObject({ body: "You have a new message", segments: 1 });
  expect(preview.decision).toMatchObject({
    kind: "allow",
    rule: "vendor_unsigned",
    remedy: "sign_agreement",
  });
  expect(preview.decision.words).toMatch(/only say “You have a new message”/);

  const sent = [await sendMessage(clinic.ctx(), text), await sendMessage(clinic.ctx(), mail)];
  await drive(
    clinic.ctx(),
    sent.map(({ id }) => id),
  );
  expect(vendors[0].sent[0]?.message).toMatchObject({ body: "You have a new message" });
  expect(vendors[1].sent[0]?.message).toMatchObject({
    subject: "You have a new message",
    text: "You have a new message",
  });
  expect(JSON.stringify(vendors.map(({ sent }) => sent))).not.toContain("visit");
  const { story } = await getMessage(clinic.ctx(), sent[0]?.id ?? "");
  expect(story.find(({ kind }) => kind === "allowed")?.words).toMatch(/no signed agreement/);
});

it("a notification through an unsigned vendor has neither the words nor the clinic's name", async () => {
  const vendor = testVendor("fcm", "PUSH");
  const clinic = await suite({ providers: [vendor.provider] });
  const { clinicId } = clinic;
  const app = { channel: "PUSH", provider: "fcm", kind: "push", address: `app-${clinicId}` } as const;
  await inClinic(clinicId, async (tx) => {
    await tx.vendor.updateMany({ where: { clinicId }, data: { baaSignedAt: null } });
    const createdAt = clinic.time.clock();
    await tx.sender.create({ data: { ...app, clinicId, rate: 50, isDefault: true, createdAt } });
  });
  const maria = await patient(clinic, { phone: null, email: null });
  const add = UpdatePatient.parse({ contacts: { add: [{ kind: "device", value: "maria-phone:APA91b" }] } });
  await updatePatient(clinic.ctx(), maria.id, add);
  const PUSH = { title: "Your visit", body: "Your visit is on Friday." };
  const input = { patientId: maria.id, plan: ["PUSH" as const], content: { PUSH } };
  const preview = await previewMessage(clinic.ctx(), input);
  expect(preview.rendered.PUSH).toEqual({ title: "You have a new message", body: "You have a new message" });
  expect(preview.decision).toMatchObject({ kind: "allow", rule: "vendor_unsigned" });
  const { id } = await sendMessage(clinic.ctx(), input);
  await drive(clinic.ctx(), [id]);
  expect(vendor.sent[0]?.message).toMatchObject({
    title: "You have a new message",
    body: "You have a new message",
  });
});
