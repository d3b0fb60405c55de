import { expect, it } from "vitest";
import { createBulk, startBulk } from "@/lib/bulk/commands";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { getBulk } from "@/lib/bulk/queries";
import { SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { inClinic } from "@/lib/db/transaction";
import { crowd } from "@/lib/testing/crowd";
import { type Suite, suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";
import { Delivery } from "@/runner/deliver";

async function hub(now?: string) {
  const vendor = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [vendor.provider], ...(now ? { now } : {}) });
  return { clinic, vendor };
}

const inputFor = (people: readonly { id: string }[], given: object = {}) => {
  const audience = { kind: "patients", patientIds: people.map(({ id }) => id) };
  return SendBulk.parse({ name: "Moved", body: "We have moved.", channel: "SMS", audience, ...given });
};

async function work(clinic: Suite) {
  const runner = new Delivery(clinic.ports, clinic.clinicId);
  for (let round = 0; round < 5; round += 1) {
    clinic.time.advance(1_100);
    await runBulks(clinic.ports, clinic.clinicId);
    await runner.pass();
    await runner.drained();
  }
}

const movesTo = (clinic: Suite, patientId: string, value: string) =>
  inClinic(clinic.clinicId, (tx) => tx.contactPoint.updateMany({ where: { patientId }, data: { value } }));

const excludedOf = async (clinic: Suite, id: string) => {
  const { excludedBy } = await getBulk(clinic.ctx("admin"), id);
  return excludedBy.map(({ reason, count }) => [reason, count]);
};

it("rings no phone that is shared since a draft was checked, and none twice", async () => {
  const { clinic, vendor } = await hub();
  const [first, second, third, fourth, other] = await crowd(clinic, 5);
  if (!first || !second || !third || !fourth || !other) throw new Error("nobody");
  const people = [first, second, third, fourth];
  const draft = await createBulk(clinic.ctx("admin"), inputFor(people, { start: false }));
  const once = { start: false, onShared: "once", body: "We have moved to Elm Street." };
  const drafted = await createBulk(clinic.ctx("admin"), inputFor(people, once));
  await movesTo(clinic, other.id, first.phone);
  await movesTo(clinic, second.id, third.phone);
  await startBulk(clinic.ctx("admin"), draft);
  await work(clinic);
  expect(vendor.sent.map(({ message }) => "to" in message && message.to)).toEqual([fourth.phone]);
  expect(await excludedOf(clinic, draft)).toEqual([["shared_phone", 3]]);
  await startBulk(clinic.ctx("admin"), drafted);
  await work(clinic);
  expect(await excludedOf(clinic, drafted)).toEqual([["duplicate_address", 1]]);
  expect(vendor.sent.length).toBe(4);
});

it("knows that words held over night were had today, before and after they leave", async () => {
  const { clinic, vendor } = await hub("2026-06-16T03:30:00Z");
  const people = await crowd(clinic, 3);
  await createBulk(clinic.ctx("admin"), inputFor(people));
  await work(clinic);
  const soon = { scheduledAt: "2026-06-16T16:00:00Z", body: "Our door is open again." };
  await createBulk(clinic.ctx("admin"), inputFor(people, soon));
  await work(clinic);
  const sentToday = async (given: object = {}) =>
    (await checkBulk(clinic.ctx("admin"), inputFor(people, given))).sentToday;
  for (const at of ["2026-06-16T13:59:00Z", "2026-06-16T14:30:00Z"]) {
    clinic.time.set(at);
    expect([await sentToday(), await sentToday({ body: "Our door is open again." })]).toEqual([3, 3]);
    await expect(createBulk(clinic.ctx("admin"), inputFor(people))).rejects.toMatchObject({
      reason: "nobody",
    });
    await work(clinic);
  }
  expect(vendor.sent.length).toBe(3);
  clinic.time.set("2026-06-17T14:30:00Z");
  await work(clinic);
  expect([await sentToday(), await sentToday({ body: "Our door is open again." })]).toEqual([0, 3]);
});

it("sends nothing at once that was planned for a time gone by", async () => {
  const { clinic } = await hub();
  const people = await crowd(clinic, 1);
  const ask = (given: object) => checkBulk(clinic.ctx("admin"), inputFor(people, given));
  const passed = { code: "invalid", reason: "time_passed" };
  await expect(ask({ scheduledFor: { date: "2026-06-16", time: "11:00" } })).rejects.toMatchObject(passed);
  await expect(ask({ scheduledAt: "2026-06-16T17:00:00Z" })).rejects.toMatchObject(passed);
  const late = inputFor(people, { scheduledFor: { date: "2026-06-15", time: "09:00" } });
  await expect(createBulk(clinic.ctx("admin"), late)).rejects.toMatchObject(passed);
  await expect(ask({ scheduledFor: { date: "2029-06-15", time: "09:00" } })).rejects.toMatchObject({
    reason: "too_far",
  });
  expect(await ask({ scheduledAt: clinic.time.clock().toISOString() })).toMatchObject({ go: 1 });
});
