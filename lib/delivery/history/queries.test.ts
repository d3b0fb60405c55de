import { expect, it } from "vitest";
import { drive } from "@/lib/delivery/commands";
import { sendMessage } from "@/lib/messages/commands";
import { updatePatient } from "@/lib/patients/commands";
import { UpdatePatient } from "@/lib/patients/schema";
import { suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

it("an answer to a shared phone goes to that phone also after a mail that came back", async () => {
  const text = testVendor("twilio", "SMS");
  const mail = testVendor("sendgrid", "EMAIL", () => ({
    kind: "rejected",
    retry: false,
    reason: "mailbox_unknown",
  }));
  const clinic = await suite({ providers: [text.provider, mail.provider] });
  const shared = phoneNumber();
  const [maria] = [await patient(clinic), await patient(clinic, { phone: shared, firstName: "Ken" })];
  const add = UpdatePatient.parse({ contacts: { add: [{ kind: "phone", value: shared }] } });
  await updatePatient(clinic.ctx(), maria.id, add);
  const inReplyTo = await inbound(clinic, { phone: shared }, "When is the visit?");
  const plan = ["EMAIL" as const, "SMS" as const];
  const { id } = await sendMessage(clinic.ctx(), { patientId: maria.id, plan, body: "At nine.", inReplyTo });
  await drive(clinic.ctx(), [id]);
  await drive(clinic.ctx(), [id]);
  expect(mail.sent).toHaveLength(1);
  expect(text.sent.map(({ message }) => "to" in message && message.to)).toEqual([shared]);
});
