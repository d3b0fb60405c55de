import { v7 as uuid } from "uuid";
import { expect, it } from "vitest";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { leaseDue } from "@/lib/delivery/lanes/commands";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { Delivery } from "@/runner/deliver";

const twilio = testVendor("twilio", "SMS");

/** A clinic with senders of these rates, and a lane for each. */
async function clinicWith(...senders: { rate: number; campaign?: string }[]) {
  const clinic = await suite({ providers: [twilio.provider] });
  const { clinicId, time } = clinic;
  const lanes = await inClinic(clinicId, async (tx) => {
    const ids: string[] = [];
    for (const [index, { rate, campaign }] of senders.entries()) {
      const { id } = await tx.sender.create({
        data: {
          clinicId,
          channel: "SMS",
          provider: "twilio",
          kind: "long_code",
          address: `+1${uuid().replace(/\D/g, "").padEnd(12, "0").slice(-9)}${index}`,
          rate,
          campaign: campaign ?? null,
          createdAt: time.clock(),
        },
      });
      ids.push(`${clinicId}:${id}`);
    }
    return ids;
  });
  await inInstallation((tx) =>
    tx.lane.createMany({
      data: lanes.map((id, n) => {
        const rate = senders[n]?.rate ?? 1;
        const burst = Math.max(1, rate);
        return { id, clinicId, rate, burst, credits: burst, refilledAt: time.clock() };
      }),
    }),
  );
  return { clinic, lanes };
}

/** So many waiting items of as many patients, in one statement: the lane asks for nothing else. */
function crowd(clinic: Suite, lane: string, count: number, priority = 3): Promise<number> {
  return inInstallation(
    (tx) => tx.$executeRaw`
      INSERT INTO "QueueItem" ("messageId", "clinicId", "patientId", lane, priority, "nextAt", segments)
      SELECT gen_random_uuid(), ${clinic.clinicId}::uuid, gen_random_uuid(), ${lane}, ${priority}, ${clinic.time.clock()}, 1
      FROM generate_series(1, ${count}::int)`,
  );
}

it("four processes with clocks of their own never hand off more than rate and burst in any window", async () => {
  const rate = 20;
  const { clinic, lanes } = await clinicWith({ rate });
  const [lane = ""] = lanes;
  await crowd(clinic, lane, 1_000);
  const start = clinic.time.clock().getTime();
  const taken: { at: number; count: number }[] = [];
  for (let step = 0; step < 25; step += 1) {
    const asks = [0, 1, 2, 3].map(async (process) => {
      // Each process is up to 60 ms behind the first.
      const at = start + step * 173 - process * 20;
      const ids = await leaseDue(lane, 100, new Date(Math.max(start, at)));
      taken.push({ at: start + step * 173, count: ids.length });
    });
    await Promise.all(asks);
  }
  for (const from of taken) {
    for (const to of taken.filter(({ at }) => at >= from.at)) {
      const inWindow = taken.filter(({ at }) => at >= from.at && at <= to.at);
      const sum = inWindow.reduce((total, { count }) => total + count, 0);
      expect(sum).toBeLessThanOrEqual(rate + (rate * (to.at - from.at + 60)) / 1_000);
    }
  }
  const total = taken.reduce((sum, { count }) => sum + count, 0);
  expect(total).toBeGreaterThan(rate * 4);
}, 180_000);

it("a person's reply is the next hand-off of its sender, though 5,000 of a crowd stand before it", async () => {
  const { clinic, lanes } = await clinicWith({ rate: 1 });
  const [lane = ""] = lanes;
  await crowd(clinic, lane, 5_000);
  expect(await leaseDue(lane, 100, clinic.time.clock())).toHaveLength(1);
  await crowd(clinic, lane, 1, 1);
  const [reply] = await inInstallation((tx) =>
    tx.queueItem.findMany({ where: { lane, priority: 1 }, select: { messageId: true } }),
  );
  clinic.time.advance(1_000);
  expect(await leaseDue(lane, 100, clinic.time.clock())).toEqual([reply?.messageId]);
});

it("numbers of one campaign share its rate", async () => {
  const shared = { rate: 4, campaign: "C1" };
  const { clinic, lanes } = await clinicWith(shared, shared, { rate: 4 });
  for (const lane of lanes) await crowd(clinic, lane, 50);
  const round = async () => {
    const counts: number[] = [];
    for (const lane of lanes) counts.push((await leaseDue(lane, 100, clinic.time.clock())).length);
    return counts;
  };
  expect(await round()).toEqual([4, 0, 4]);
  clinic.time.advance(500);
  expect((await round()).slice(0, 2).reduce((sum, count) => sum + count, 0)).toBe(2);
});

it("numbers of one campaign go as fast as the slowest of them, whichever is asked first", async () => {
  const [slow, fast] = [
    { rate: 1, campaign: "C1" },
    { rate: 10, campaign: "C1" },
  ];
  const { clinic, lanes } = await clinicWith(slow, fast);
  for (const lane of lanes) await crowd(clinic, lane, 50);
  const lease = async (n: number) => (await leaseDue(lanes[n] ?? "", 100, clinic.time.clock())).length;
  expect(await lease(1)).toBe(1);
  clinic.time.advance(1_000);
  expect([await lease(1), await lease(0)]).toEqual([1, 0]);
});

it("a clinic with little to say does not wait for one with much", async () => {
  const [loud, quiet] = [
    await suite({ providers: [twilio.provider] }),
    await suite({ providers: [twilio.provider] }),
  ];
  for (let n = 0; n < 30; n += 1) await outbound(loud, await patient(loud), { priority: "bulk" });
  const [word = ""] = await outbound(quiet, await patient(quiet), { priority: "bulk" });
  const runner = new Delivery(loud.ports, loud.clinicId, quiet.clinicId);
  await runner.pass();
  await runner.drained();
  const gone = await inClinic(quiet.clinicId, (tx) =>
    tx.messageDelivery.count({ where: { messageId: word } }),
  );
  expect(gone).toBe(1);
}, 180_000);
