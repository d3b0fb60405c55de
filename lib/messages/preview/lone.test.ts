import { beforeAll, expect, test } from "vitest";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { SendMessage } from "@/lib/messages/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

let clinic: Suite;
beforeAll(async () => {
  const providers = [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider];
  clinic = await suite({ providers });
});

const plan = ["EMAIL", "SMS"] as const;
const asked = async (body: string) =>
  SendMessage.parse({ patientId: (await patient(clinic)).id, plan, body });

test("a lone body is the sender's own text for every hop", async () => {
  const { rendered, plan: hops } = await previewMessage(clinic.ctx(), await asked("Please call us."));
  expect([rendered.EMAIL?.body, rendered.SMS?.body]).toEqual(["Please call us.", "Please call us."]);
  expect(hops.map(({ decision }) => decision.kind)).toEqual(["allow", "allow"]);
});

test("and is looked at for each: private words stop both ways, each by its own rule's answer", async () => {
  const { plan: hops } = await previewMessage(clinic.ctx(), await asked("Your HIV test is positive."));
  expect(hops).toMatchObject([
    { channel: "EMAIL", decision: { kind: "block", rule: "phi", evidence: { channel: "EMAIL" } } },
    { channel: "SMS", decision: { kind: "block", rule: "phi", evidence: { channel: "SMS" } } },
  ]);
});

test("what no text can hold is counted by the dry run, and refused though the mail goes first", async () => {
  const long = await asked("a".repeat(1_601));
  expect((await previewMessage(clinic.ctx(), long)).rendered.SMS?.characters).toBe(1_601);
  await expect(sendMessage(clinic.ctx(), long)).rejects.toMatchObject({ reason: "too_long" });
});
