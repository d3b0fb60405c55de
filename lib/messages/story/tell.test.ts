import { v7 as uuid } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { drive, settle } from "@/lib/delivery/commands";
import { cancelMessage, sendMessage } from "@/lib/messages/commands";
import { overrideRule } from "@/lib/messages/overrides/commands";
import { getMessage } from "@/lib/messages/queries";
import { reschedule } from "@/lib/messages/reschedule/commands";
import { formatPhone } from "@/lib/patients/rules";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import type { Channel } from "@/prisma/generated/enums";

const providers = [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider];
let night: Suite;

beforeAll(async () => {
  night = await suite({ now: "2026-06-17T03:52:00Z", providers });
});

const MINUTE = 60_000;
const START = new Date("2026-06-17T03:52:00Z").getTime();

/** What happened at that minute, written down as the engine and the vendors do. */
async function recordAttempt(
  messageId: string,
  minute: number,
  given: { hop: number; attempt: number; channel: Channel; provider: string; to: string },
  outcome: { kind: string | null; reason?: string; retry?: boolean },
  receipts: { kind: string; reason?: string; minute: number }[] = [],
): Promise<void> {
  const at = new Date(START + minute * MINUTE);
  const base = { clinicId: night.clinicId, createdAt: at };
  const id = uuid();
  await inClinic(night.clinicId, async (tx) => {
    await tx.messageDelivery.create({
      data: {
        ...base,
        id,
        messageId,
        hop: given.hop,
        attempt: given.attempt,
        channel: given.channel,
        provider: given.provider,
        sender: given.channel === "EMAIL" ? "desk@clinic.example" : "+13035550100",
        toAddress: given.to,
        claimedAt: at,
        handOffBy: new Date(at.getTime() + 2_000),
        updatedAt: at,
        outcome: outcome.kind,
        outcomeAt: outcome.kind ? at : null,
        outcomeReason: outcome.reason ?? null,
        outcomeRetry: outcome.retry ?? null,
      },
    });
    for (const receipt of receipts) {
      const seen = new Date(START + receipt.minute * MINUTE);
      await tx.receipt.create({
        data: {
          clinicId: night.clinicId,
          deliveryId: id,
          provider: given.provider,
          eventId: uuid(),
          kind: receipt.kind,
          status: receipt.kind,
          reason: receipt.reason ?? null,
          at: seen,
          recordedAt: seen,
        },
      });
    }
  });
}

const told = async (id: string) =>
  (await getMessage(night.ctx(), id)).story.map(({ kind, words }) => [kind, words]);

test("a long story reads from top to bottom, in sentences", async () => {
  const maria = await patient(night);
  const sent = await sendMessage(night.ctx(), {
    patientId: maria.id,
    plan: ["SMS", "EMAIL"],
    body: "Your form is ready",
  });
  night.time.advance(MINUTE);
  await reschedule(night.ctx(), sent.id, { scheduledAt: new Date("2026-06-17T15:00:00Z") });
  night.time.advance(MINUTE);
  await reschedule(night.ctx(), sent.id, { scheduledAt: null });
  night.time.advance(MINUTE);
  await overrideRule(night.ctx("clinician"), sent.id, { rule: "quiet_hours", reason: "She asked for it" });
  const text = { hop: 0, channel: "SMS" as const, to: maria.phone };
  await recordAttempt(sent.id, 4, { ...text, attempt: 1, provider: "twilio" }, { kind: "released" });
  await recordAttempt(
    sent.id,
    5,
    { ...text, attempt: 2, provider: "twilio" },
    { kind: "rejected", reason: "service_down", retry: true },
  );
  await recordAttempt(sent.id, 6, { ...text, attempt: 3, provider: "telnyx" }, { kind: "accepted" }, [
    { kind: "sent", minute: 7 },
    { kind: "failed", reason: "landline", minute: 8 },
  ]);
  night.time.set(new Date(START + 9 * MINUTE));
  await write(night.ctx({ kind: "system", job: "test" }), async (tx, audit) => {
    audit.fact();
    await settle(tx, night.ctx(), [sent.id]);
  });
  await drive(night.ctx(), [sent.id]);
  const story = await told(sent.id);
  expect(story.map(([kind]) => kind)).toEqual([
    "created",
    "held",
    "rescheduled",
    "held",
    "rescheduled",
    "held",
    "override",
    "allowed",
    "claimed",
    "released",
    "claimed",
    "rejected",
    "failover",
    "claimed",
    "accepted",
    "receipt",
    "receipt",
    "fallback",
    "allowed",
    "claimed",
    "accepted",
  ]);
  const words = story.map(([, line]) => line);
  for (const line of words) {
    expect(line).toMatch(/[.”]$/);
    expect(line).not.toMatch(/undefined|null|\w_\w|Invalid/);
  }
  expect(words).toEqual(
    expect.arrayContaining([
      "front desk wrote it.",
      "front desk moved it to tomorrow at 9:00 AM.",
      "front desk let it go as soon as it may.",
      "clinician lifted quiet hours for this message: “She asked for it”",
      "Taken back before it left, because its moment had passed. Decided again.",
      "Waiting: the text service is not answering. Your message is safe and goes out when it is back. Please do not send it again.",
      "This text goes on by Telnyx: Twilio did not carry it.",
      "Sent on to the phone company.",
      "Next way: email, because the text did not arrive.",
      "The email service took it.",
    ]),
  );
});

test("what ended in the vendor's queue was not sent, and what staff stopped says who", async () => {
  const ken = await patient(night, { firstName: "Ken" });
  const sent = await sendMessage(night.ctx(), { patientId: ken.id, channel: "SMS", body: "Hello" });
  const text = { hop: 0, attempt: 1, channel: "SMS" as const, provider: "twilio", to: ken.phone };
  await recordAttempt(sent.id, 10, text, { kind: "rejected" }, [
    { kind: "failed", reason: "expired_in_queue", minute: 11 },
  ]);
  night.time.set(new Date(START + 12 * MINUTE));
  await cancelMessage(night.ctx(), sent.id);
  const words = (await told(sent.id)).map(([, line]) => line);
  expect(words).toContain(
    "It was not sent: its hours ended while it waited at the text service. Decided again.",
  );
  expect(words.at(-1)).toBe("front desk cancelled it.");
});

test("each way's lines name its own address, and no receipt stands before its hand-off", async () => {
  const leo = await patient(night, { firstName: "Leo" });
  const sent = await sendMessage(night.ctx("clinician"), {
    patientId: leo.id,
    plan: ["EMAIL", "SMS"],
    subject: "Your form",
    body: "It is ready",
  });
  // The mail company's clock shows whole seconds, here the one before.
  const mail = { hop: 0, attempt: 1, channel: "EMAIL" as const, provider: "sendgrid", to: leo.email };
  await recordAttempt(sent.id, 20, mail, { kind: "accepted" }, [
    { kind: "bounced", reason: "mailbox_unknown", minute: 20 - 1 / 60 },
  ]);
  night.time.set(new Date(START + 21 * MINUTE));
  await write(night.ctx({ kind: "system", job: "test" }), async (tx, audit) => {
    audit.fact();
    await settle(tx, night.ctx(), [sent.id]);
  });
  const { story } = await getMessage(night.ctx(), sent.id);
  expect(story.find(({ kind }) => kind === "allowed")?.words).toBe(`May go now by email to ${leo.email}.`);
  expect(story.map(({ kind }) => kind).slice(0, 6)).toEqual([
    "created",
    "allowed",
    "claimed",
    "accepted",
    "receipt",
    "fallback",
  ]);
});

test("a way of which nothing was heard still says so when the message goes on by the next one", async () => {
  const [text, mail] = [testVendor("twilio", "SMS"), testVendor("sendgrid", "EMAIL", () => null)];
  const own = await suite({ providers: [text.provider, mail.provider] });
  const { id: patientId } = await patient(own);
  const { id } = await sendMessage(own.ctx(), { patientId, plan: ["EMAIL", "SMS"], body: "Hello" });
  await drive(own.ctx(), [id]);
  own.time.advance(6 * 60 * MINUTE);
  await drive(own.ctx(), [id]);
  expect(text.sent).toHaveLength(1);
  const { story } = await getMessage(own.ctx(), id);
  expect(story.filter(({ kind }) => kind === "unknown")).toMatchObject([{ channel: "EMAIL" }]);
});

test("a decision is told of its own way, whichever way the message then came by", async () => {
  const maria = await patient(night);
  const both = { plan: ["EMAIL" as const, "SMS" as const], body: "Please call us.", patientId: maria.id };
  night.time.set(new Date(START));
  const { id } = await sendMessage(night.ctx(), both);
  const system = night.ctx({ kind: "system", job: "test" });
  await drive(system, [id]);
  night.time.set("2026-06-17T15:00:00Z");
  await drive(system, [id]);
  const at = night.time.clock();
  const about = { clinicId: night.clinicId, provider: "sendgrid", eventId: uuid(), at, recordedAt: at };
  await inClinic(night.clinicId, async (tx) => {
    const mail = await tx.messageDelivery.findFirstOrThrow({ where: { messageId: id, channel: "EMAIL" } });
    await tx.receipt.create({
      data: { ...about, deliveryId: mail.id, kind: "delivered", status: "delivered" },
    });
  });
  await write(system, async (tx, audit) => {
    audit.fact();
    await settle(tx, system, [id]);
  });
  const { status, channel, decision } = await getMessage(night.ctx(), id);
  expect({ status, channel }).toEqual({ status: "DELIVERED", channel: "EMAIL" });
  expect(decision?.words).toBe(`May go now by text to ${formatPhone(maria.phone)}.`);
});
