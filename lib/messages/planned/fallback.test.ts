import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { sendAgain } from "@/lib/messages/again/commands";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { getMessage } from "@/lib/messages/queries";
import { SendMessage } from "@/lib/messages/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const sendgrid = testVendor("sendgrid", "EMAIL");
let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({ providers: [testVendor("twilio", "SMS").provider, sendgrid.provider] });
});

const MINUTE_MS = 60_000;
const asked = (patientId: string, minutes: number | undefined) =>
  SendMessage.parse({
    patientId,
    plan: ["SMS", "EMAIL"],
    subject: "Hi",
    body: "See you on Friday.",
    ...(minutes === undefined ? {} : { fallbackMinutes: { SMS: minutes } }),
  });

test("the next way starts after the silence its sender chose, else after the clinic's, and the story says so", async () => {
  const [maria, ken] = [await patient(clinic), await patient(clinic)];
  const [chosen, usual] = [
    await sendMessage(clinic.ctx(), asked(maria.id, 10)),
    await sendMessage(clinic.ctx(), asked(ken.id, undefined)),
  ];
  expect(chosen.fallbackMinutes).toEqual({ SMS: 10 });
  const ids = [chosen.id, usual.id];
  await drive(clinic.ctx(), ids);
  const mails = () => sendgrid.sent.length;
  const before = mails();
  const after = async (minutes: number) => {
    clinic.time.advance(minutes * MINUTE_MS);
    await drive(clinic.ctx(), ids);
    return mails() - before;
  };
  expect(await after(9)).toBe(0);
  expect(await after(1)).toBe(1);
  expect(await after(19)).toBe(1);
  expect(await after(1)).toBe(2);
  const { story } = await getMessage(clinic.ctx(), chosen.id);
  expect(story[0]?.words).toMatch(/If nothing is heard of the text for 10 min, the email follows\.$/);
  expect(story.some(({ kind, words }) => kind === "fallback" && /nothing was heard/.test(words))).toBe(true);
  expect((await getMessage(clinic.ctx(), usual.id)).story[0]?.words).not.toMatch(/nothing is heard/);
});

test("what is sent again keeps the choice", async () => {
  const maria = await patient(clinic);
  const { id } = await sendMessage(clinic.ctx(), asked(maria.id, 90));
  await inClinic(clinic.clinicId, (tx) =>
    tx.message.update({
      where: { clinicId_id: { clinicId: clinic.clinicId, id } },
      data: { status: "FAILED", reason: "unreachable" },
    }),
  );
  const copy = await sendAgain(clinic.ctx(), id, { confirmUnknown: false });
  expect(copy.story[0]?.words).toMatch(/for 90 min/);
});

test.each([4, 10_081, 7.5])("%d minutes are refused", (minutes) => {
  expect(() => asked("0199f0a0-0000-7000-8000-000000000001", minutes)).toThrow();
});

test("a silence that outlasts the clinic's patience is refused by the send and its preview alike", async () => {
  const maria = await patient(clinic);
  const refused = { code: "invalid", reason: "too_patient" };
  const longest = 72 * 60;
  await expect(sendMessage(clinic.ctx(), asked(maria.id, longest))).rejects.toMatchObject(refused);
  await expect(previewMessage(clinic.ctx(), asked(maria.id, longest))).rejects.toMatchObject(refused);
  await expect(previewMessage(clinic.ctx(), asked(maria.id, longest - 1))).resolves.toBeDefined();
});
