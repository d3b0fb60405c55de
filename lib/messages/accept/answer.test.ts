import { expect, test } from "vitest";
import { sendMessage } from "@/lib/messages/commands";
import { getMessage } from "@/lib/messages/queries";
import { MessageDetail } from "@/lib/messages/schema";
import { suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const providers = [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider];
/** 9:52 PM in Denver. */
const NIGHT = "2026-06-17T03:52:00Z";

test.each([
  ["goes", undefined, {}, "PENDING"],
  ["is held", NIGHT, {}, "SCHEDULED"],
  ["is blocked", undefined, { phone: null }, "FAILED"],
] as const)("the answer to a send that %s is what is read afterwards", async (_, now, given, status) => {
  const clinic = await suite({ providers, ...(now ? { now } : {}) });
  const { id: patientId } = await patient(clinic, given);
  const sent = await sendMessage(clinic.ctx(), { patientId, plan: ["SMS"], body: "See you Friday" });
  expect(sent.status).toBe(status);
  expect(MessageDetail.parse(sent)).toEqual(MessageDetail.parse(await getMessage(clinic.ctx(), sent.id)));
});
