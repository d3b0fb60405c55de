import { expect, it } from "vitest";
import { createBulk } from "@/lib/bulk/commands";
import { expandNext } from "@/lib/bulk/expansion/commands";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { foldBulk } from "@/lib/bulk/progress/commands";
import { getBulk } from "@/lib/bulk/queries";
import { SendBulk } from "@/lib/bulk/schema";
import { inClinic } from "@/lib/db/transaction";
import { crowd } from "@/lib/testing/crowd";
import { suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const system = { kind: "system", job: "bulk" } as const;

it("holds few long mails at once, and finds who is listed twice from one part to another", async () => {
  const clinic = await suite({ providers: [testVendor("sendgrid", "EMAIL").provider] });
  const ids: string[] = [];
  for (let count = 0; count < 12; count += 1) ids.push((await patient(clinic)).id);
  const htmlBody = `<p>Hello {{firstName}}</p>${"<p>We have moved.</p>".repeat(4_700)}`;
  const input = SendBulk.parse({
    name: "Moved",
    content: { EMAIL: { subject: "We have moved", htmlBody } },
    channel: "EMAIL",
    audience: { kind: "patients", patientIds: [...ids, ids[0]] },
  });
  expect(await checkBulk(clinic.ctx("admin"), input)).toMatchObject({
    total: 13,
    go: 12,
    excludedBy: [{ reason: "duplicate_patient", count: 1 }],
  });
  const id = await createBulk(clinic.ctx("admin"), input);
  expect(await expandNext(clinic.ctx(system), id)).toBe(10);
  expect(await expandNext(clinic.ctx(system), id)).toBe(2);
  expect(await expandNext(clinic.ctx(system), id)).toBe(0);
  expect((await getBulk(clinic.ctx("admin"), id)).counts).toMatchObject({ waiting: 0, excluded: 1 });
  const words = await inClinic(clinic.clinicId, (tx) => tx.message.findMany({ select: { htmlBody: true } }));
  expect(words.filter(({ htmlBody: html }) => html?.includes("Hello ")).length).toBe(12);
}, 180_000);

it("keeps of a list only what the words name, and that until it has arrived", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const [one] = await crowd(clinic, 1);
  const text = `Phone,Visit date,Diagnosis\n${one?.phone},June 9,secret\n3035550199,June 9,secret\n`;
  const input = SendBulk.parse({
    name: "Recall",
    body: "We missed you on {{visit_date}}.",
    channel: "SMS",
    audience: { kind: "list", text },
  });
  const id = await createBulk(clinic.ctx("admin"), input);
  const kept = () =>
    inClinic(clinic.clinicId, async (tx) => {
      const lines = await tx.bulkRecipient.findMany({ where: { bulkId: id }, orderBy: { number: "asc" } });
      return lines.map(({ variables }) => variables);
    });
  expect(await kept()).toEqual([{ visitDate: "June 9" }, {}]);
  await expandNext(clinic.ctx(system), id);
  const [message] = await inClinic(clinic.clinicId, (tx) => tx.message.findMany({}));
  expect(message?.body).toBe("We missed you on June 9.");
  expect(await kept()).toEqual([{ visitDate: "June 9" }, {}]);
  await inClinic(clinic.clinicId, (tx) => tx.message.updateMany({ data: { status: "DELIVERED" } }));
  await foldBulk(clinic.ctx(system), id);
  expect(await kept()).toEqual([{}, {}]);
});
