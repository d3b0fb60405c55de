import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { drive, settle } from "@/lib/delivery/commands";
import { cancelMessage, sendMessage } from "@/lib/messages/commands";
import { reschedule } from "@/lib/messages/reschedule/commands";
import { type Suite, suite } from "@/lib/testing/ctx";
import { stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

/** A text that the vendor took, and of which it reports a failure after the window has closed. */
async function dropped(reason: string, soft: boolean) {
  const twilio = testVendor("twilio", "SMS");
  // 8:50 PM in Denver.
  const clinic = await suite({ now: "2026-06-17T02:50:00Z", providers: [twilio.provider] });
  const { id: patientId } = await patient(clinic);
  const { id } = await sendMessage(clinic.ctx(), { patientId, channel: "SMS", body: "Hello" });
  await drive(clinic.ctx(), [id]);
  clinic.time.advance(15 * 60_000);
  await report(clinic, id, reason, soft);
  return { clinic, twilio, id };
}

async function report(clinic: Suite, messageId: string, reason: string, soft: boolean): Promise<void> {
  const at = clinic.time.clock();
  const { clinicId } = clinic;
  const [attempt] = (await stored(clinic, messageId)).deliveries;
  await inClinic(clinicId, (tx) =>
    tx.receipt.create({
      data: {
        clinicId,
        deliveryId: attempt?.id ?? "",
        provider: "twilio",
        eventId: uuid(),
        kind: "failed",
        status: "failed",
        reason,
        soft,
        at,
        recordedAt: at,
      },
    }),
  );
  await write(clinic.ctx({ kind: "system", job: "test" }), async (tx, audit) => {
    audit.fact();
    await settle(tx, clinic.ctx(), [messageId]);
  });
}

test("what the vendor dropped unsent (30036) can be moved and cancelled while it waits", async () => {
  const { clinic, twilio, id } = await dropped("expired_in_queue", false);
  expect(await stored(clinic, id)).toMatchObject({ status: "SCHEDULED", reason: "quiet_hours" });
  const scheduledAt = new Date("2026-06-17T20:00:00Z");
  expect(await reschedule(clinic.ctx(), id, { scheduledAt })).toMatchObject({
    status: "SCHEDULED",
    scheduledAt,
  });
  expect(await cancelMessage(clinic.ctx(), id)).toMatchObject({ status: "CANCELLED" });
  clinic.time.set(scheduledAt);
  await drive(clinic.ctx(), [id]);
  expect(twilio.sent).toHaveLength(1);
});

test("a text that waits to be tried again can be cancelled", async () => {
  const { clinic, twilio, id } = await dropped("phone_off", true);
  expect(await stored(clinic, id)).toMatchObject({ status: "PENDING", reason: "phone_off" });
  expect(await cancelMessage(clinic.ctx(), id)).toMatchObject({ status: "CANCELLED" });
  clinic.time.advance(24 * 3_600_000);
  await drive(clinic.ctx(), [id]);
  expect(twilio.sent).toHaveLength(1);
});

test("a message that says “tomorrow” is not moved to another day, and may be moved within its own", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const { id: patientId } = await patient(clinic);
  const scheduledAt = new Date("2026-06-18T18:00:00Z");
  const body = "See you tomorrow at 9.";
  const { id } = await sendMessage(clinic.ctx(), { patientId, channel: "SMS", body, scheduledAt });
  for (const to of [new Date("2026-06-20T18:00:00Z"), null]) {
    await expect(reschedule(clinic.ctx(), id, { scheduledAt: to })).rejects.toMatchObject({
      code: "invalid",
      reason: "time_words",
    });
  }
  const later = new Date("2026-06-18T20:00:00Z");
  expect(await reschedule(clinic.ctx(), id, { scheduledAt: later })).toMatchObject({ scheduledAt: later });
});
