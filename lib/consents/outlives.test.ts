import { expect, it } from "vitest";
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
  await inbound(clinic, maria, "STOP");
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
  const where = { clinicId: clinic.clinicId, patientId: maria.id };
  await inClinic(clinic.clinicId, async (tx) => {
    await tx.message.deleteMany({ where });
    await tx.conversation.deleteMany({ where });
    await tx.contactPoint.deleteMany({ where });
    await tx.patient.delete({ where: { clinicId_id: { clinicId: clinic.clinicId, id: maria.id } } });
  });
  const back = await imported(clinic, maria.phone, "Alvarez-Ruiz");
  expect(await textTo(clinic, back)).toMatchObject(CLOSED);
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
