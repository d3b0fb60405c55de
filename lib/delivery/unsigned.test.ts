import { expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
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
