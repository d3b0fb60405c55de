import { expect, test } from "vitest";
import { createBulk } from "@/lib/bulk/commands";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { getBulk } from "@/lib/bulk/queries";
import { SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { drive } from "@/lib/delivery/commands";
import { setPreferences } from "@/lib/reach/commands";
import { suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

test("each patient's own order goes by the order that each one chose, and else by the way there is", async () => {
  const twilio = testVendor("twilio", "SMS");
  const sendgrid = testVendor("sendgrid", "EMAIL");
  const clinic = await suite({ providers: [twilio.provider, sendgrid.provider] });
  const [plain, mailed, phoneless] = [
    await patient(clinic),
    await patient(clinic),
    await patient(clinic, { phone: null }),
  ];
  await setPreferences(clinic.ctx(), mailed.id, { channelOrder: ["EMAIL", "SMS"], refused: [] });
  const input = SendBulk.parse({
    name: "Moved",
    content: { SMS: { body: "We have moved." }, EMAIL: { body: "We have moved." } },
    audience: { kind: "patients", patientIds: [plain.id, mailed.id, phoneless.id] },
  });
  const check = await checkBulk(clinic.ctx("admin"), input);
  expect(check).toMatchObject({ go: 3, excluded: 0 });
  expect(check.channels).toEqual([
    { channel: "EMAIL", count: 2 },
    { channel: "SMS", count: 1 },
  ]);
  const id = await createBulk(clinic.ctx("admin"), input);
  while (await runBulks(clinic.ports, clinic.clinicId));
  await drive(clinic.ctx(), clinic.woken);
  expect((await getBulk(clinic.ctx("admin"), id)).counts).toMatchObject({ sent: 3 });
  const to = (sent: typeof twilio.sent) => sent.map(({ message }) => "to" in message && message.to);
  expect(to(twilio.sent)).toEqual([plain.phone]);
  expect(sendgrid.sent.length).toBe(2);
});
