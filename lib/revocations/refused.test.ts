import { expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { getMessage } from "@/lib/messages/queries";
import { suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";

/** Twilio: 21610; Telnyx: 40300. In the answer to the request, or (Messaging Service) in a receipt after it. */
test.each([
  ["twilio", "21610"],
  ["telnyx", "40300"],
])(
  "an opted-out number that %s refuses (%s), at once or afterwards, is closed in our own record",
  async (name, code) => {
    const sync = testVendor(name, "SMS", () => ({
      kind: "rejected",
      retry: false,
      reason: "opted_out",
      code,
    }));
    const late = testVendor(name, "SMS");
    for (const [vendor, isLate] of [
      [sync, false],
      [late, true],
    ] as const) {
      const clinic = await suite({ providers: [vendor.provider] });
      const { clinicId } = clinic;
      const where = { clinicId, channel: "SMS" as const };
      await inClinic(clinicId, (tx) => tx.sender.updateMany({ where, data: { provider: name } }));
      const maria = await patient(clinic);
      const [first = ""] = await outbound(clinic, maria);
      const [queued = ""] = await outbound(clinic, maria);
      await drive(clinic.ctx({ kind: "system", job: "test" }), [first]);
      if (isLate) {
        const key = vendor.sent[0]?.key ?? "";
        const at = clinic.time.clock();
        const receipt = {
          kind: "receipt",
          receipt: "failed",
          reason: "opted_out",
          status: "failed",
        } as const;
        await takeIn(clinic.ports, name, [{ ...receipt, eventId: `${key} failed`, at, key, code }]);
        while (await processWebhooks(clinic.ports));
      }
      expect(await stored(clinic, first)).toMatchObject({ status: "FAILED", reason: "opted_out" });
      expect(await stored(clinic, queued)).toMatchObject({ status: "CANCELLED", reason: "opt_out" });
      const closed = await inClinic(clinicId, (tx) => tx.suppression.findMany({ where: { clinicId } }));
      expect(closed).toMatchObject([{ address: maria.phone, reason: "vendor_block", endedAt: null }]);
      // Until she says otherwise: YES is no such word, START is.
      const isOpen = async () => {
        const open = await inClinic(clinicId, (tx) =>
          tx.suppression.count({ where: { clinicId, endedAt: null } }),
        );
        return open === 0;
      };
      clinic.time.advance(60_000);
      await inbound(clinic, maria, "YES");
      expect(await isOpen()).toBe(false);
      await inbound(clinic, maria, "START");
      expect(await isOpen()).toBe(true);
    }
  },
);

test("our answer to a STOP that the vendor has already blocked and answered is no failure for staff", async () => {
  const refuses = testVendor("twilio", "SMS", () => ({
    kind: "rejected",
    retry: false,
    reason: "opted_out",
    code: "21610",
  }));
  const clinic = await suite({ providers: [refuses.provider] });
  const { clinicId } = clinic;
  const maria = await patient(clinic);
  await inbound(clinic, maria, "STOP");
  const find = { clinicId, isAutomatic: true, direction: "OUTBOUND" as const };
  const answer = await inClinic(clinicId, (tx) => tx.message.findFirstOrThrow({ where: find }));
  await drive(clinic.ctx({ kind: "system", job: "test" }), [answer.id]);
  expect(await stored(clinic, answer.id)).toMatchObject({ status: "FAILED", reason: "opted_out" });
  const thread = { clinicId, id: maria.conversationId };
  const shown = await inClinic(clinicId, (tx) => tx.conversation.findFirst({ where: thread }));
  expect(shown).toMatchObject({ failedSince: null, waitingSince: expect.any(Date) });
  const { badge } = await getMessage(clinic.ctx(), answer.id);
  expect(badge).toMatchObject({ label: "Not needed", tone: "neutral" });
  expect(badge.sentence).toContain("answered by itself");
});

test("a refusal and a STOP of before START that are heard of after it close nothing and cancel nothing", async () => {
  const vendor = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [vendor.provider] });
  const { clinicId, time } = clinic;
  const maria = await patient(clinic);
  const [first = ""] = await outbound(clinic, maria);
  await drive(clinic.ctx({ kind: "system", job: "test" }), [first]);
  await inbound(clinic, maria, "STOP");
  time.advance(1_000);
  const key = vendor.sent[0]?.key ?? "";
  // Stored at once, as every receipt is; the runner that applies it is behind.
  const refused = { receipt: "failed", reason: "opted_out", status: "failed", code: "21610" } as const;
  const told = { kind: "receipt", eventId: `${key} failed`, at: time.clock(), key } as const;
  await takeIn(clinic.ports, "twilio", [{ ...refused, ...told }]);
  time.advance(5 * 60_000);
  await inbound(clinic, maria, "START");
  time.advance(60_000);
  const [next = ""] = await outbound(clinic, maria);
  while (await processWebhooks(clinic.ports));
  await inbound(clinic, maria, "STOP", { minutesAgo: 4 });
  const open = { clinicId, address: maria.phone, endedAt: null };
  expect(await inClinic(clinicId, (tx) => tx.suppression.findMany({ where: open }))).toEqual([]);
  expect((await stored(clinic, next)).status).toBe("PENDING");
  const answers = { clinicId, tags: { has: "keyword_reply" } };
  expect(await inClinic(clinicId, (tx) => tx.message.count({ where: answers }))).toBe(2);
  await inbound(clinic, maria, "STOP");
  expect(await stored(clinic, next)).toMatchObject({ status: "CANCELLED", reason: "opt_out" });
});
