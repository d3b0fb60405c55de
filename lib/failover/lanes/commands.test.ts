import { expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { pauseProvider, weighProvider } from "@/lib/failover/commands";
import { crowd } from "@/lib/testing/crowd";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outboundToAll } from "@/lib/testing/messages";
import { phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

/** Ten in the evening in Denver: what is sent now waits in its lane. */
const EVENING = "2026-06-17T04:00:00.000Z";
const VENDORS = ["twilio", "telnyx", "bandwidth"];

async function waiting(count: number) {
  const providers = VENDORS.map((name) => testVendor(name, "SMS").provider);
  const clinic = await suite({ now: EVENING, providers });
  const { clinicId } = clinic;
  await inClinic(clinicId, (tx) =>
    tx.sender.createMany({
      data: VENDORS.slice(1).map((provider) => ({
        ...({
          clinicId,
          channel: "SMS",
          provider,
          kind: "long_code",
          address: phoneNumber(),
          rate: 1,
        } as const),
        createdAt: clinic.time.clock(),
      })),
    }),
  );
  await outboundToAll(clinic, await crowd(clinic, count), { body: "Hello" });
  return clinic;
}

/** How many wait in each lane of this clinic, by the vendor of the lane's sender; a lane of another clinic's is named. */
async function lanes({ clinicId }: Suite): Promise<Record<string, number>> {
  const [rows, senders] = await inClinic(clinicId, async (tx) => [
    await tx.queueItem.findMany({ where: { clinicId }, select: { lane: true } }),
    await tx.sender.findMany({ where: { clinicId }, select: { id: true, provider: true } }),
  ]);
  const vendorOf = new Map(senders.map(({ id, provider }) => [`${clinicId}:${id}`, provider]));
  const counts: Record<string, number> = {};
  for (const { lane } of rows) {
    const name = vendorOf.get(lane) ?? `strange ${lane}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test("what waits at a paused vendor is spread over the clinic's others by weight, each once, and no other clinic's moves", async () => {
  const [ours, theirs] = [await waiting(120), await waiting(12)];
  expect(await lanes(ours)).toEqual({ twilio: 120 });
  await weighProvider(ours.ctx("admin"), "telnyx", 75);
  await weighProvider(ours.ctx("admin"), "bandwidth", 25);
  await pauseProvider(ours.ctx("admin"), "twilio", "maintenance");
  const after = await lanes(ours);
  expect(Object.keys(after).sort()).toEqual(["bandwidth", "telnyx"]);
  const { telnyx = 0, bandwidth = 0 } = after;
  expect(telnyx + bandwidth).toBe(120);
  // Three quarters of 120 by a hash of the message: within four standard deviations.
  expect(telnyx).toBeGreaterThan(71);
  expect(telnyx).toBeLessThan(109);
  expect(await lanes(theirs)).toEqual({ twilio: 12 });
});
