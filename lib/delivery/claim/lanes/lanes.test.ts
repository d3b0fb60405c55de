import { expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { weighProvider } from "@/lib/failover/commands";
import { suite } from "@/lib/testing/ctx";
import { outboundToAll } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { Delivery } from "@/runner/deliver";

/** Ten in the evening in Denver; the day opens ten hours later. */
const EVENING = "2026-06-17T04:00:00.000Z";
const NIGHT_MS = 10 * 3_600_000;

async function night() {
  const twilio = testVendor("twilio", "SMS");
  const telnyx = testVendor("telnyx", "SMS");
  const clinic = await suite({ now: EVENING, providers: [twilio.provider, telnyx.provider] });
  const slow = await inClinic(clinic.clinicId, (tx) =>
    tx.sender.create({
      data: {
        clinicId: clinic.clinicId,
        channel: "SMS",
        provider: "telnyx",
        kind: "long_code",
        address: `+1${String(Date.now()).slice(-10)}`,
        rate: 1,
        createdAt: clinic.time.clock(),
      },
    }),
  );
  await weighProvider(clinic.ctx("admin"), "telnyx", 100);
  const people: Awaited<ReturnType<typeof patient>>[] = [];
  for (let n = 0; n < 16; n += 1) people.push(await patient(clinic));
  const ids = await outboundToAll(clinic, people, { body: "Hello" });
  const queue = () =>
    inClinic(clinic.clinicId, (tx) => tx.queueItem.findMany({ where: { messageId: { in: ids } } }));
  const runner = new Delivery(clinic.ports, clinic.clinicId);
  const passes = async () => {
    for (let round = 0; round < 4; round += 1) {
      await runner.pass();
      await runner.drained();
    }
  };
  return { clinic, twilio, telnyx, slowLane: `${clinic.clinicId}:${slow.id}`, queue, passes };
}

it("opens the day at each sender's own pace: what waited for the slow number spends its credits alone", async () => {
  const { clinic, twilio, telnyx, slowLane, queue, passes } = await night();
  const held = await queue();
  const slow = held.filter(({ lane }) => lane === slowLane).length;
  expect(held).toHaveLength(16);
  // Which number carries a text is drawn by its id.
  expect(slow).toBeGreaterThan(0);
  expect(slow).toBeLessThan(16);
  clinic.time.advance(NIGHT_MS);
  await passes();
  expect([twilio.sent.length, telnyx.sent.length]).toEqual([16 - slow, 1]);
  clinic.time.advance(1_000);
  await passes();
  expect(telnyx.sent).toHaveLength(2);
});

it("what was leased by another sender's lane is not sent, but queued in the lane of its own", async () => {
  const { clinic, twilio, telnyx, slowLane, queue, passes } = await night();
  const held = await queue();
  const fast = held.find(({ lane }) => lane !== slowLane)?.lane ?? "";
  const slow = held.filter(({ lane }) => lane === slowLane).length;
  await inClinic(clinic.clinicId, (tx) =>
    tx.queueItem.updateMany({ where: { clinicId: clinic.clinicId }, data: { lane: fast } }),
  );
  clinic.time.advance(NIGHT_MS);
  await passes();
  expect([twilio.sent.length, telnyx.sent.length]).toEqual([16 - slow, 1]);
  const waiting = await queue();
  expect(waiting.filter(({ lane, leasedUntil }) => lane === slowLane && leasedUntil === null)).toHaveLength(
    slow - 1,
  );
});
