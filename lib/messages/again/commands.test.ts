import { expect, test } from "vitest";
import { drive } from "@/lib/delivery/commands";
import { settleUnknown } from "@/lib/delivery/unknown/commands";
import { sendAgain } from "@/lib/messages/again/commands";
import { sendMessage } from "@/lib/messages/commands";
import { getMessage } from "@/lib/messages/queries";
import { suite } from "@/lib/testing/ctx";
import { stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const MINUTE = 60_000;

/** A clinic whose vendors never answer, with a message of which nobody knows whether it arrived. */
async function unanswered(plan: ("SMS" | "EMAIL")[]) {
  const text = testVendor("twilio", "SMS", ({ channel, ...rest }) =>
    channel === "SMS" && "body" in rest && rest.body === "Better" ? { kind: "accepted", ref: "SM-2" } : null,
  );
  const mail = testVendor("sendgrid", "EMAIL", () => null);
  Object.assign(text.provider, { proof: "list", find: async () => "absent" });
  const clinic = await suite({ providers: [text.provider, mail.provider] });
  const { id: patientId } = await patient(clinic);
  const sent = await sendMessage(clinic.ctx(), { patientId, plan, body: "Hi" });
  await drive(clinic.ctx(), [sent.id]);
  clinic.time.advance(MINUTE);
  await drive(clinic.ctx(), [sent.id]);
  return { clinic, text, mail, id: sent.id };
}

test("what was sent again falls back no more: its copy goes on alone", async () => {
  const { clinic, text, mail, id } = await unanswered(["EMAIL", "SMS"]);
  await sendAgain(clinic.ctx(), id, { confirmUnknown: true });
  expect(await stored(clinic, id)).toMatchObject({ status: "PENDING", reason: "unknown", nextAt: null });
  clinic.time.advance(48 * 60 * MINUTE);
  await drive(clinic.ctx(), [id]);
  expect([mail.sent.length, text.sent.length]).toEqual([1, 0]);
});

test("the original is not retried when the vendor has never heard of it, and is no failure", async () => {
  const { clinic, text, id } = await unanswered(["SMS"]);
  const copy = await sendAgain(clinic.ctx(), id, { body: "Better", confirmUnknown: true });
  await drive(clinic.ctx(), [copy.id]);
  clinic.time.advance(3 * MINUTE);
  await settleUnknown(clinic.ports, clinic.clinicId);
  clinic.time.advance(10 * MINUTE);
  await drive(clinic.ctx(), [id, copy.id]);
  expect(text.sent.map(({ message }) => "body" in message && message.body)).toEqual(["Hi", "Better"]);
  expect(await stored(clinic, id)).toMatchObject({ status: "CANCELLED", reason: "cancelled" });
  expect((await getMessage(clinic.ctx(), id)).story.map(({ words }) => words)).toContain(
    "Sent again as a new message: nothing more is tried here.",
  );
});

test("words that have become untrue are changed before they are sent again", async () => {
  const text = testVendor("twilio", "SMS", () => ({
    kind: "rejected",
    retry: false,
    reason: "carrier_refused",
  }));
  const clinic = await suite({ providers: [text.provider] });
  const { id: patientId } = await patient(clinic);
  const body = "See you tomorrow at 9.";
  const { id } = await sendMessage(clinic.ctx(), { patientId, channel: "SMS", body });
  await drive(clinic.ctx(), [id]);
  clinic.time.advance(24 * 60 * MINUTE);
  await expect(sendAgain(clinic.ctx(), id, { confirmUnknown: false })).rejects.toMatchObject({
    code: "invalid",
    reason: "edit_words",
  });
  const again = { body: "See you on June 18 at 9.", confirmUnknown: false };
  expect(await sendAgain(clinic.ctx(), id, again)).toMatchObject({ body: again.body, status: "PENDING" });
});

test("what a clinician marked as urgent is normal when the front desk says it again", async () => {
  const refusing = testVendor("twilio", "SMS", () => ({ kind: "rejected", retry: false, reason: "other" }));
  const clinic = await suite({ providers: [refusing.provider] });
  const { id: patientId } = await patient(clinic);
  const urgent = { patientId, channel: "SMS", body: "Please call us.", priority: "urgent" } as const;
  for (const [role, priority] of [
    ["front_desk", "normal"],
    ["clinician", "urgent"],
  ] as const) {
    const first = await sendMessage(clinic.ctx("clinician"), urgent);
    await drive(clinic.ctx(), [first.id]);
    const copy = await sendAgain(clinic.ctx(role), first.id, {
      body: "Call us today.",
      confirmUnknown: false,
    });
    expect(copy.priority).toBe(priority);
  }
});
