import { v7 as uuid } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { listEmergencies } from "@/lib/emergencies/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound, inboundMail } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

/** 9:52 PM of a Tuesday in Denver; the clinic is closed. */
const NIGHT = "2026-06-17T03:52:00Z";
const texts = testVendor("twilio", "SMS");
const mails = testVendor("sendgrid", "EMAIL");
let clinic: Suite;

beforeEach(async () => {
  for (const { sent } of [texts, mails]) sent.length = 0;
  clinic = await suite({ providers: [texts.provider, mails.provider], now: NIGHT });
  const settings = { replies: { afterHours: { on: true } } };
  await inClinic(clinic.clinicId, (tx) =>
    tx.clinic.update({ where: { id: clinic.clinicId }, data: { settings } }),
  );
});

const open = async () => (await listEmergencies(clinic.ctx())).items;

/** Lets what the hub answers by itself leave; who was mailed and texted what. */
async function left() {
  const where = { clinicId: clinic.clinicId, direction: "OUTBOUND" as const, isAutomatic: true };
  const rows = await inClinic(clinic.clinicId, (tx) => tx.message.findMany({ where }));
  await drive(
    clinic.ctx(),
    rows.map(({ id }) => id),
  );
  return [...texts.sent, ...mails.sent].map(({ message }) =>
    message.channel === "EMAIL"
      ? `mail to ${message.to.email}: ${message.text.split("\n")[0]}`
      : `text to ${"to" in message ? message.to : ""}`,
  );
}

test("a mail is answered by mail, in her language, and the bar quotes the subject", async () => {
  const rosa = await patient(clinic, { email: `${uuid()}@example.org` });
  await inboundMail(clinic, rosa, "Llámenme por favor", "No puedo respirar");
  expect(await open()).toMatchObject([{ channel: "EMAIL", phrase: "No puedo respirar", callNow: false }]);
  const answers = await left();
  expect(answers).toHaveLength(1);
  expect(answers[0]).toContain(`mail to ${rosa.email}`);
  expect(answers[0]).toMatch(/llame al 911 ahora/);
});

test("an address that nobody knows is answered as well; what it only quotes opens nothing", async () => {
  const stranger = { email: `${uuid()}@example.org` };
  await inboundMail(clinic, stranger, "Thank you!\n\nOn Mon, Clinic wrote:\n> Chest pain? Call 911.");
  expect(await open()).toEqual([]);
  await inboundMail(clinic, stranger, "My chest hurts and I am alone");
  expect(await open()).toMatchObject([{ phrase: "chest hurts", phone: null, callNow: false }]);
  expect((await left()).filter((line) => line.includes("911 now"))).toHaveLength(1);
});

test("where we may not mail, nothing is sent there or by text instead, and somebody has to call", async () => {
  const maria = await patient(clinic, { email: `${uuid()}@example.org` });
  await inClinic(clinic.clinicId, (tx) =>
    tx.suppression.create({
      data: {
        clinicId: clinic.clinicId,
        channel: "EMAIL",
        address: maria.email,
        reason: "complaint",
        since: clinic.time.clock(),
      },
    }),
  );
  await inboundMail(clinic, maria, "I want to kill myself");
  expect(await open()).toMatchObject([{ channel: "EMAIL", callNow: true, phone: { value: maria.phone } }]);
  expect(await left()).toEqual([]);
});

test("she who stopped our texts is still answered where she writes by mail, and the other way round she is called", async () => {
  const maria = await patient(clinic, { email: `${uuid()}@example.org` });
  await inbound(clinic, maria, "STOP");
  await inboundMail(clinic, maria, "I took all my pills", "help");
  expect(await open()).toMatchObject([{ channel: "EMAIL", callNow: false }]);
  expect((await left()).some((line) => line.startsWith(`mail to ${maria.email}`))).toBe(true);
});

test("a mail after hours is answered by mail, once while the clinic is closed; a machine's is not", async () => {
  const ken = await patient(clinic, { email: `${uuid()}@example.org` });
  await inboundMail(clinic, ken, "Can I move my visit?");
  await inboundMail(clinic, ken, "Are you there?");
  await inboundMail(clinic, { email: `no-reply@${uuid()}.example.org` }, "Your parcel is on its way");
  expect(await left()).toEqual([
    `mail to ${ken.email}: Test Clinic: We are closed and will read this when we open, 8 AM tomorrow. Emergency? Call 911.`,
  ]);
});
