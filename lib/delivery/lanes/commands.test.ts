import { expect, it } from "vitest";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { leaseDue, listDueLanes } from "@/lib/delivery/lanes/commands";
import { requeueLost } from "@/lib/delivery/sweep/commands";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { Delivery } from "@/runner/deliver";

async function clinicWithRate(rate: number) {
  const twilio = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [twilio.provider] });
  await inClinic(clinic.clinicId, (tx) => tx.sender.updateMany({ data: { rate } }));
  return { clinic, twilio };
}

const laneOf = async (clinic: Suite) => {
  const lanes = await listDueLanes(clinic.time.clock());
  return lanes.find((lane) => lane.clinicId === clinic.clinicId)?.id ?? "";
};

async function crowd(clinic: Suite, count: number, priority: "normal" | "bulk" = "bulk", body = "Hello") {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(...(await outbound(clinic, await patient(clinic), { priority, body })));
  }
  return ids;
}

it("keeps a sender's pace in segments: a text of three waits for three", async () => {
  const { clinic } = await clinicWithRate(2);
  await crowd(clinic, 4, "bulk", "x".repeat(400));
  const lane = await laneOf(clinic);
  const taken = async () => (await leaseDue(lane, 100, clinic.time.clock())).length;
  expect(await taken()).toBe(1);
  expect(await taken()).toBe(0);
  clinic.time.advance(900);
  expect(await taken()).toBe(0);
  clinic.time.advance(100);
  expect(await taken()).toBe(1);
});

it("lets a person's reply go before the crowd, whatever waits", async () => {
  const { clinic } = await clinicWithRate(1);
  await crowd(clinic, 5);
  const [reply = ""] = await crowd(clinic, 1, "normal");
  expect(await leaseDue(await laneOf(clinic), 100, clinic.time.clock())).toEqual([reply]);
});

it("gives two runners different messages, and a dead runner's back after its lease", async () => {
  const { clinic } = await clinicWithRate(1_000);
  const ids = await crowd(clinic, 6);
  const lane = await laneOf(clinic);
  const [a, b] = await Promise.all([
    leaseDue(lane, 3, clinic.time.clock()),
    leaseDue(lane, 3, clinic.time.clock()),
  ]);
  const both = [...a, ...b];
  expect(new Set(both).size).toBe(both.length);
  clinic.time.advance(5_000);
  expect((await leaseDue(lane, 100, clinic.time.clock())).sort()).toEqual([...ids].sort());
});

it("a runner's passes hand everything off once, lost places in the queue included", async () => {
  const { clinic, twilio } = await clinicWithRate(1_000);
  const ids = await crowd(clinic, 12);
  await inInstallation((tx) => tx.queueItem.deleteMany({ where: { messageId: { in: ids.slice(0, 4) } } }));
  await requeueLost(clinic.ports);
  const runners = [1, 2].map(() => new Delivery(clinic.ports, clinic.clinicId));
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(runners.map((runner) => runner.pass()));
    await Promise.all(runners.map((runner) => runner.drained()));
  }
  expect(twilio.sent.length).toBe(12);
  expect(await stored(clinic, ids[0] ?? "")).toMatchObject({ status: "SENT" });
}, 180_000);
