import { v7 as uuid } from "uuid";
import { describe, expect, it } from "vitest";
import { cancelBulk, createBulk, pauseBulk, resumeBulk } from "@/lib/bulk/commands";
import { getBulk } from "@/lib/bulk/queries";
import { SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { Delivery } from "@/runner/deliver";

const HOUR_MS = 3_600_000;

/** A bulk of mails that the vendor took; whoever stays silent or bounces is to get a text. */
async function mailsThatLeft() {
  const twilio = testVendor("twilio", "SMS");
  const sendgrid = testVendor("sendgrid", "EMAIL");
  const clinic = await suite({ providers: [twilio.provider, sendgrid.provider] });
  const people = [await patient(clinic), await patient(clinic), await patient(clinic)];
  const input = SendBulk.parse({
    name: "Moved",
    body: "We have moved.",
    plan: ["EMAIL", "SMS"],
    audience: { kind: "patients", patientIds: people.map(({ id }) => id) },
  });
  const id = await createBulk(clinic.ctx("admin"), input);
  await work(clinic);
  return { clinic, twilio, sendgrid, id };
}

async function work(clinic: Suite, rounds = 4) {
  const runner = new Delivery(clinic.ports, clinic.clinicId);
  for (let round = 0; round < rounds; round += 1) {
    clinic.time.advance(6_000);
    await runBulks(clinic.ports, clinic.clinicId);
    await runner.pass();
    await runner.drained();
  }
}

/** The vendor reports the first mail back. */
async function bounce(clinic: Suite) {
  const ctx = clinic.ctx({ kind: "provider", name: "sendgrid" });
  await write(ctx, async (tx, audit) => {
    audit.fact();
    const sent = await tx.messageDelivery.findFirstOrThrow({ orderBy: { id: "asc" } });
    await tx.receipt.create({
      data: {
        clinicId: clinic.clinicId,
        deliveryId: sent.id,
        provider: "sendgrid",
        eventId: uuid(),
        kind: "bounced",
        status: "bounced",
        reason: "mailbox_unknown",
        at: ctx.now,
        recordedAt: ctx.now,
      },
    });
    await settle(tx, ctx, [sent.messageId]);
  });
}

const queued = (clinic: Suite) =>
  inClinic(clinic.clinicId, (tx) => tx.queueItem.count({ where: { clinicId: clinic.clinicId } }));

describe("a bulk of mails with texts to come", () => {
  it("is not over while texts may come, sends them, and is done then", async () => {
    const { clinic, twilio, sendgrid, id } = await mailsThatLeft();
    expect(sendgrid.sent.length).toBe(3);
    expect(await getBulk(clinic.ctx("admin"), id)).toMatchObject({ status: "running", counts: { sent: 3 } });
    await bounce(clinic);
    await work(clinic);
    expect(twilio.sent.length).toBe(1);
    clinic.time.advance(5 * HOUR_MS);
    await work(clinic);
    expect(twilio.sent.length).toBe(3);
    expect((await getBulk(clinic.ctx("admin"), id)).status).toBe("done");
  }, 180_000);

  it("can be paused and goes on where it stopped", async () => {
    const { clinic, twilio, id } = await mailsThatLeft();
    await pauseBulk(clinic.ctx("admin"), id);
    await bounce(clinic);
    clinic.time.advance(5 * HOUR_MS);
    await work(clinic);
    expect(twilio.sent.length).toBe(0);
    await resumeBulk(clinic.ctx("admin"), id);
    await work(clinic, 6);
    expect(twilio.sent.length).toBe(3);
  }, 180_000);

  it("sends no text once it is cancelled, neither after a bounce nor after silence", async () => {
    const { clinic, twilio, id } = await mailsThatLeft();
    await cancelBulk(clinic.ctx("admin"), id);
    await work(clinic);
    expect((await getBulk(clinic.ctx("admin"), id)).status).toBe("cancelled");
    expect(await queued(clinic)).toBe(0);
    await bounce(clinic);
    await work(clinic);
    expect(twilio.sent.length).toBe(0);
    clinic.time.advance(25 * HOUR_MS);
    await work(clinic);
    expect(twilio.sent.length).toBe(0);
  }, 180_000);

  it("sends no text for a mail that comes back before the cancel has reached it", async () => {
    const { clinic, twilio, id } = await mailsThatLeft();
    await cancelBulk(clinic.ctx("admin"), id);
    await bounce(clinic);
    await work(clinic);
    expect((await getBulk(clinic.ctx("admin"), id)).status).toBe("cancelled");
    clinic.time.advance(25 * HOUR_MS);
    await work(clinic);
    expect(twilio.sent.length).toBe(0);
  }, 180_000);
});
