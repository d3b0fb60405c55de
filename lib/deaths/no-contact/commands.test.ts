import { expect, test } from "vitest";
import { changeChart, setNoContact } from "@/lib/deaths/no-contact/commands";
import { drive } from "@/lib/delivery/commands";
import { sendMessage } from "@/lib/messages/commands";
import { getMessage } from "@/lib/messages/queries";
import { UpdatePatient } from "@/lib/patients/schema";
import { suite } from "@/lib/testing/ctx";
import { stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

test("do not contact ends what waits, is planned or would fall back, and no failure is left behind", async () => {
  const [text, mail] = [testVendor("twilio", "SMS"), testVendor("sendgrid", "EMAIL")];
  const clinic = await suite({ providers: [text.provider, mail.provider] });
  const { id: patientId } = await patient(clinic, { firstName: "Maria" });
  const visit = { patientId, channel: "SMS" as const, body: "Your visit is booked." };
  const scheduledAt = new Date(clinic.time.clock().getTime() + 3_600_000);
  const out = await sendMessage(clinic.ctx(), { patientId, plan: ["EMAIL", "SMS"], body: "Hello" });
  await drive(clinic.ctx(), [out.id]);
  const planned = await sendMessage(clinic.ctx(), { ...visit, scheduledAt });
  const queued = await sendMessage(clinic.ctx(), visit);

  await changeChart(clinic.ctx(), patientId, UpdatePatient.parse({ doNotContact: true }));

  clinic.time.advance(48 * 3_600_000);
  await drive(clinic.ctx(), [out.id, planned.id, queued.id]);
  expect(text.sent).toHaveLength(0);
  expect(await stored(clinic, out.id)).toMatchObject({ status: "SENT", nextAt: null });
  for (const { id } of [planned, queued]) {
    expect(await stored(clinic, id)).toMatchObject({ status: "CANCELLED", reason: "do_not_contact" });
    const told = await getMessage(clinic.ctx(), id);
    expect(told.badge).toMatchObject({ label: "Not sent", tone: "warning" });
    expect(told.story.at(-1)?.words).toContain("Maria asked not to be contacted");
  }
  await changeChart(clinic.ctx(), patientId, UpdatePatient.parse({ doNotContact: false }));
  expect(await stored(clinic, planned.id)).toMatchObject({ status: "CANCELLED" });
});

test("do not contact keeps why and since when, until it is lifted with a reason", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const { id } = await patient(clinic);
  const say = (doNotContact: boolean, reason: string) =>
    setNoContact(clinic.ctx(), id, { doNotContact, reason });
  const planned = await sendMessage(clinic.ctx(), {
    patientId: id,
    channel: "SMS",
    body: "See you",
    scheduledAt: new Date(clinic.time.clock().getTime() + 3_600_000),
  });
  expect(await say(true, "Moved to another practice")).toMatchObject({
    doNotContact: true,
    doNotContactReason: "Moved to another practice",
    doNotContactAt: clinic.time.clock(),
  });
  expect(await stored(clinic, planned.id)).toMatchObject({ status: "CANCELLED", reason: "do_not_contact" });
  await expect(say(true, "Again")).rejects.toMatchObject({ code: "conflict", reason: "no_change" });
  expect(await say(false, "Came back")).toMatchObject({
    doNotContact: false,
    doNotContactReason: null,
    doNotContactAt: null,
  });
  const other = await suite();
  const stranger = setNoContact(other.ctx(), id, { doNotContact: true, reason: "None of theirs" });
  await expect(stranger).rejects.toMatchObject({ code: "not_found" });
});
