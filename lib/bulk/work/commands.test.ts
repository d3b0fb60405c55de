import { expect, it } from "vitest";
import { createBulk, pauseBulk, resumeBulk, startBulk } from "@/lib/bulk/commands";
import { expandNext } from "@/lib/bulk/expansion/commands";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { foldBulk } from "@/lib/bulk/progress/commands";
import { getBulk } from "@/lib/bulk/queries";
import { SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { inClinic } from "@/lib/db/transaction";
import { crowd } from "@/lib/testing/crowd";
import { type Suite, suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";

const HOUR_MS = 3_600_000;

const hub = () => suite({ providers: [testVendor("twilio", "SMS").provider] });

async function bulkFor(clinic: Suite, count: number, given: object = {}) {
  const people = await crowd(clinic, count);
  const input = { name: "Moved", body: "We have moved.", channel: "SMS", ...given };
  const audience = { kind: "patients", patientIds: people.map(({ id }) => id) };
  return { people, id: await createBulk(clinic.ctx("admin"), SendBulk.parse({ audience, ...input })) };
}

const waitingOf = async (clinic: Suite, id: string) =>
  (await getBulk(clinic.ctx("admin"), id)).counts.waiting;

it("takes a new bulk before the many that only wait to be counted", async () => {
  const clinic = await hub();
  const away = new Date(clinic.time.clock().getTime() + 9 * HOUR_MS).toISOString();
  for (let count = 0; count < 8; count += 1) await bulkFor(clinic, 1, { scheduledAt: away });
  while (await runBulks(clinic.ports, clinic.clinicId));
  clinic.time.advance(60_000);
  const { id } = await bulkFor(clinic, 2);
  expect(await runBulks(clinic.ports, clinic.clinicId)).toBe(true);
  expect(await waitingOf(clinic, id)).toBe(0);
  let looks = 0;
  while (await runBulks(clinic.ports, clinic.clinicId)) looks += 1;
  expect(looks).toBe(8);
}, 180_000);

it("says the same to nobody twice: a draft started later, or two equal requests at once", async () => {
  const clinic = await hub();
  const people = await crowd(clinic, 5);
  const audience = { kind: "patients", patientIds: people.map(({ id }) => id) };
  const make = (given: object = {}) => {
    const input = { name: "Moved", body: "We have moved.", channel: "SMS", audience, ...given };
    return createBulk(clinic.ctx("admin"), SendBulk.parse(input));
  };
  const draft = await make({ start: false });
  const again = await make({ start: false, sendAgain: true });
  // The one that comes second may see the first and be refused outright.
  const asked = await Promise.allSettled([make(), make()]);
  const sent = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const ctx = () => clinic.ctx({ kind: "system", job: "bulk" });
  await Promise.all(sent.map((id) => expandNext(ctx(), id)));
  await startBulk(clinic.ctx("admin"), draft);
  while (await runBulks(clinic.ports, clinic.clinicId));
  const messages = () => inClinic(clinic.clinicId, (tx) => tx.message.count());
  expect(await messages()).toBe(5);
  expect((await getBulk(clinic.ctx("admin"), draft)).excludedBy).toMatchObject([
    { reason: "sent_today", count: 5 },
  ]);
  await startBulk(clinic.ctx("admin"), again);
  while (await runBulks(clinic.ports, clinic.clinicId));
  expect(await messages()).toBe(10);
});

it("answers from the last count for a large bulk, and counts again seconds later", async () => {
  const clinic = await hub();
  const { id } = await bulkFor(clinic, 1);
  const ctx = () => clinic.ctx({ kind: "system", job: "bulk" });
  await inClinic(clinic.clinicId, (tx) => tx.bulk.update({ where: { id }, data: { total: 50_000 } }));
  await foldBulk(ctx(), id);
  await expandNext(ctx(), id);
  expect(await waitingOf(clinic, id)).toBe(1);
  clinic.time.advance(11_000);
  expect(await waitingOf(clinic, id)).toBe(0);
});

it("tells the job of what was started, paused and resumed only once it is committed", async () => {
  const clinic = await hub();
  const { id } = await bulkFor(clinic, 1, { start: false });
  expect(clinic.woken).toContain(id);
  for (const step of [startBulk, pauseBulk, resumeBulk]) {
    clinic.woken.length = 0;
    await inClinic(clinic.clinicId, async () => {
      await step(clinic.ctx("admin"), id);
      expect(clinic.woken).toEqual([]);
    });
    expect(clinic.woken).toContain(id);
  }
});

it("wakes the lanes of what goes on", async () => {
  const clinic = await hub();
  const { id } = await bulkFor(clinic, 3);
  while (await runBulks(clinic.ports, clinic.clinicId));
  await pauseBulk(clinic.ctx("admin"), id);
  clinic.woken.length = 0;
  await resumeBulk(clinic.ctx("admin"), id);
  const messages = await inClinic(clinic.clinicId, (tx) => tx.message.findMany({ select: { id: true } }));
  expect(messages.map((message) => message.id)).toEqual(
    expect.arrayContaining(clinic.woken.filter((woken) => woken !== id)),
  );
  expect(clinic.woken.length).toBe(2);
});

it("starts no draft whose time has gone by", async () => {
  const clinic = await hub();
  const at = new Date(clinic.time.clock().getTime() + HOUR_MS).toISOString();
  const { id } = await bulkFor(clinic, 1, { start: false, scheduledAt: at });
  const wall = { date: "2026-06-16", time: "13:00" };
  const walled = await bulkFor(clinic, 1, { start: false, scheduledFor: wall });
  clinic.time.advance(26 * HOUR_MS);
  const refused = { code: "invalid", reason: "time_passed" };
  await expect(startBulk(clinic.ctx("admin"), id)).rejects.toMatchObject(refused);
  await expect(startBulk(clinic.ctx("admin"), walled.id)).rejects.toMatchObject(refused);
  expect((await getBulk(clinic.ctx("admin"), id)).status).toBe("draft");
});

it("writes to people only, whoever's id is given", async () => {
  const clinic = await hub();
  const people = await crowd(clinic, 2);
  const ids = people.map(({ id }) => id);
  await inClinic(clinic.clinicId, (tx) =>
    tx.patient.updateMany({ where: { id: ids[0] ?? "" }, data: { kind: "unsorted" } }),
  );
  const audience = { kind: "patients", patientIds: ids };
  const input = SendBulk.parse({ name: "Moved", body: "We have moved.", channel: "SMS", audience });
  expect(await checkBulk(clinic.ctx("admin"), input)).toMatchObject({
    go: 1,
    excludedBy: [{ reason: "unknown_patient", count: 1 }],
  });
});

it("knows no variable that nobody gave, whatever it is called", async () => {
  const clinic = await hub();
  const [one] = await crowd(clinic, 1);
  const check = (text: string) => {
    const audience = { kind: "list", text };
    const body = "Hello {{constructor}}";
    return checkBulk(clinic.ctx("admin"), SendBulk.parse({ name: "Odd", body, channel: "SMS", audience }));
  };
  expect(await check(`Phone\n${one?.phone}\n`)).toMatchObject({
    excludedBy: [{ reason: "missing_variable" }],
  });
  const given = await check(`Phone,Constructor\n${one?.phone},Bob\n`);
  expect(given.sample?.rendered.SMS?.body).toBe("Hello Bob");
});
