import { expect, it } from "vitest";
import { writeConsent } from "@/lib/consents/ledger/commands";
import { getConsents } from "@/lib/consents/ledger/queries";
import { ConsentsQuery, RecordConsent } from "@/lib/consents/ledger/schema";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { runImports, startImport, uploadImport } from "@/lib/imports/commands";
import { getImport } from "@/lib/imports/queries";
import { ListRows } from "@/lib/imports/schema";
import { updatePatient } from "@/lib/patients/commands";
import { mergePatients } from "@/lib/patients/merges/commands";
import { UpdatePatient } from "@/lib/patients/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { outbound, stored } from "@/lib/testing/messages";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

async function stopped() {
  const vendor = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [vendor.provider] });
  const maria = await patient(clinic);
  // The vendor answers it: a message of ours would be one more fact that cannot be deleted.
  await inbound(clinic, maria, "STOP", { optOutType: "STOP" });
  return { clinic, maria, vendor };
}

async function textTo(clinic: Suite, patientId: string): Promise<{ status: string; reason: string | null }> {
  const { id: conversationId } = await inClinic(
    clinic.clinicId,
    async (tx) =>
      (await tx.conversation.findFirst({ where: { clinicId: clinic.clinicId, patientId } })) ??
      tx.conversation.create({
        data: {
          clinicId: clinic.clinicId,
          patientId,
          kind: "patient",
          lastMessageAt: clinic.time.clock(),
          createdAt: clinic.time.clock(),
        },
      }),
  );
  const [id = ""] = await outbound(clinic, { id: patientId, conversationId });
  await drive(clinic.ctx(), [id]);
  return stored(clinic, id);
}

const CLOSED = { status: "FAILED", reason: "opt_out" };

async function deleted({ clinicId }: Suite, patientId: string): Promise<void> {
  const where = { clinicId, patientId };
  await inClinic(clinicId, async (tx) => {
    await tx.message.deleteMany({ where });
    await tx.conversation.deleteMany({ where });
    await tx.contactPoint.deleteMany({ where });
    await tx.patient.delete({ where: { clinicId_id: { clinicId, id: patientId } } });
  });
}

/** A patient of this number is written anew by a list. */
async function imported(clinic: Suite, phone: string, lastName: string): Promise<string> {
  const csv = `First,Last,DOB,Phone\nMaria,${lastName},5/14/1979,${phone}\n`;
  const id = await uploadImport(clinic.ctx(), { filename: "list.csv", bytes: Buffer.from(csv) });
  await getImport(clinic.ctx(), id, ListRows.parse({}));
  await startImport(clinic.ctx(), id, {});
  for (let slice = 0; slice < 100; slice += 1) {
    await runImports(clinic.ports);
    if ((await getImport(clinic.ctx(), id, ListRows.parse({}))).status === "done") break;
  }
  const found = await inClinic(clinic.clinicId, (tx) =>
    tx.patient.findFirstOrThrow({ where: { clinicId: clinic.clinicId, lastName } }),
  );
  return found.id;
}

it("a STOP belongs to the number: it goes along when staff say whose number it is", async () => {
  const { clinic, vendor } = await stopped();
  const phone = phoneNumber();
  await inbound(clinic, { phone }, "STOP");
  const stranger = await inClinic(clinic.clinicId, (tx) =>
    tx.patient.findFirstOrThrow({ where: { clinicId: clinic.clinicId, kind: "unsorted" } }),
  );
  const twin = await patient(clinic, { phone: null });
  await mergePatients(clinic.ctx(), stranger.id, twin.id);
  expect(await textTo(clinic, twin.id)).toMatchObject(CLOSED);
  expect(vendor.sent).toEqual([]);
});

it("outlives the number's removal, and closes it for whoever has it next", async () => {
  const { clinic, maria, vendor } = await stopped();
  const point = await inClinic(clinic.clinicId, (tx) =>
    tx.contactPoint.findFirstOrThrow({ where: { clinicId: clinic.clinicId, value: maria.phone } }),
  );
  const remove = UpdatePatient.parse({ contacts: { remove: [point.id] } });
  await updatePatient(clinic.ctx(), maria.id, remove);
  const sister = await patient(clinic, { phone: maria.phone });
  expect(await textTo(clinic, sister.id)).toMatchObject(CLOSED);
  expect(vendor.sent).toEqual([]);
});

it("outlives the deletion of the patient, and her return by a list", async () => {
  const { clinic, maria, vendor } = await stopped();
  await deleted(clinic, maria.id);
  const back = await imported(clinic, maria.phone, "Alvarez-Ruiz");
  expect(await textTo(clinic, back)).toMatchObject(CLOSED);
  expect(vendor.sent).toEqual([]);
});

async function revoked() {
  const vendor = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [vendor.provider] });
  const maria = await patient(clinic);
  const said = RecordConsent.parse({ purpose: "contact", channel: "SMS", act: "revoke", source: "phone" });
  await writeConsent(clinic.ctx(), maria.id, said);
  clinic.time.advance(60_000);
  return { clinic, maria, vendor };
}

it("what a patient took back by phone is not given again by adding the same number once more", async () => {
  const { clinic, maria, vendor } = await revoked();
  const add = UpdatePatient.parse({ contacts: { add: [{ kind: "phone", value: maria.phone }] } });
  await updatePatient(clinic.ctx(), maria.id, add);
  const where = { clinicId: clinic.clinicId, value: maria.phone };
  const point = await inClinic(clinic.clinicId, (tx) => tx.contactPoint.findFirstOrThrow({ where }));
  await updatePatient(clinic.ctx(), maria.id, UpdatePatient.parse({ contacts: { remove: [point.id] } }));
  await updatePatient(clinic.ctx(), maria.id, add);
  const { standing, closed } = await getConsents(clinic.ctx(), maria.id, ConsentsQuery.parse({}));
  expect(closed).toMatchObject([{ reason: "staff", address: maria.phone }]);
  const contact = standing.filter(({ purpose, channel }) => purpose === "contact" && channel === "SMS");
  expect(contact.find(({ address }) => address === null)).toMatchObject({ granted: false });
  expect(contact.find(({ address }) => address === maria.phone)).toMatchObject({ granted: false });
  expect(await textTo(clinic, maria.id)).toMatchObject(CLOSED);
  expect(vendor.sent).toEqual([]);
});

it("and outlives deletion and return by a list, as a STOP does", async () => {
  const { clinic, maria, vendor } = await revoked();
  await deleted(clinic, maria.id);
  const back = await imported(clinic, maria.phone, "Alvarez-Rey");
  expect(await textTo(clinic, back)).toMatchObject(CLOSED);
  expect(vendor.sent).toEqual([]);
});

it("what a sender took back is obeyed for the patient whom staff say it was", async () => {
  const vendor = testVendor("sendgrid", "EMAIL");
  const clinic = await suite({ providers: [vendor.provider] });
  await inbound(clinic, { phone: phoneNumber() }, "Who is this?");
  const stranger = await inClinic(clinic.clinicId, (tx) =>
    tx.patient.findFirstOrThrow({ where: { clinicId: clinic.clinicId, kind: "unsorted" } }),
  );
  const said = RecordConsent.parse({ purpose: "contact", channel: "EMAIL", act: "revoke", source: "phone" });
  const twin = await patient(clinic);
  clinic.time.advance(60_000);
  await writeConsent(clinic.ctx(), stranger.id, said);
  await mergePatients(clinic.ctx(), stranger.id, twin.id);
  const [id = ""] = await outbound(clinic, twin, { plan: ["EMAIL"] });
  await drive(clinic.ctx(), [id]);
  expect(await stored(clinic, id)).toMatchObject({ status: "FAILED", reason: "consent" });
  expect(vendor.sent).toEqual([]);
});

it("what was recorded in the ledger cannot be changed or removed", async () => {
  const { clinic } = await stopped();
  const where = { clinicId: clinic.clinicId };
  const change = inClinic(clinic.clinicId, (tx) =>
    tx.consentEvent.updateMany({ where, data: { source: "x" } }),
  );
  await expect(change).rejects.toThrow(/permission denied|Access denied|denied/i);
  const removal = inClinic(clinic.clinicId, (tx) => tx.consentEvent.deleteMany({ where }));
  await expect(removal).rejects.toThrow(/permission denied|denied/i);
});
