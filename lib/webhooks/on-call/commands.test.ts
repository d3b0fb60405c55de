import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { takeEmergency } from "@/lib/emergencies/commands";
import { listEmergencies } from "@/lib/emergencies/queries";
import { watchEmergencies } from "@/lib/emergencies/watch/commands";
import { suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";

/** 9:52 PM of a Tuesday in Denver; the clinic is closed. */
const NIGHT = "2026-06-17T03:52:00Z";
const MINUTE = 60_000;

/** A clinic at night with two people on call, whose vendor has a name of its own. */
async function clinic() {
  const name = `carrier-${uuid()}`;
  const vendor = testVendor(name, "SMS");
  const own = await suite({ providers: [vendor.provider], now: NIGHT });
  const onCall = [
    { name: "Ana", phone: "+13035550191" },
    { name: "Ben", phone: "+13035550192" },
  ];
  await inClinic(own.clinicId, async (tx) => {
    await tx.sender.updateMany({ where: { clinicId: own.clinicId }, data: { provider: name } });
    await tx.clinic.update({ where: { id: own.clinicId }, data: { settings: { replies: { onCall } } } });
  });
  const newest = () =>
    inClinic(own.clinicId, (tx) =>
      tx.onCallText.findFirstOrThrow({ where: { clinicId: own.clinicId }, orderBy: { id: "desc" } }),
    );
  const watch = () => watchEmergencies(own.ports, own.clinicId);
  return {
    own,
    watch,
    /** The vendor says what became of the newest text, by our id of it or by its own. */
    report: async (receipt: "delivered" | "failed" | "sent", by: "key" | "ref") => {
      const { id, ref } = await newest();
      const known = by === "key" ? { key: id } : { ref: ref ?? "" };
      const event = { receipt, eventId: uuid(), at: own.time.clock(), status: receipt, ...known };
      await takeIn(own.ports, name, [{ kind: "receipt", ...event }]);
      await processWebhooks(own.ports);
      await watch();
      return event.eventId;
    },
    told: async () =>
      (await listEmergencies(own.ctx())).items[0]?.told.map(({ name, state }) => `${name} ${state}`),
  };
}

test("a receipt says whether who is on call was reached; a failed one tells the next person at once", async () => {
  const { own, watch, report, told } = await clinic();
  await inbound(own, await patient(own), "I can't breathe");
  await watch();
  expect(await told()).toEqual(["Ana sent"]);
  await report("sent", "ref");
  expect(await told()).toEqual(["Ana sent"]);
  await report("failed", "key");
  expect(await told()).toEqual(["Ana failed", "Ben sent"]);
  await report("delivered", "ref");
  await report("failed", "key");
  expect(await told()).toEqual(["Ana failed", "Ben delivered"]);
});

test("in a later round a failed one passes on as well, but no more than once a person in five minutes", async () => {
  const { own, watch, report, told } = await clinic();
  await inbound(own, await patient(own), "I can't breathe");
  await watch();
  await report("delivered", "key");
  for (const _ of [1, 2]) {
    own.time.advance(5 * MINUTE);
    await watch();
  }
  await report("failed", "ref");
  expect(await told()).toEqual(["Ana delivered", "Ben sent", "Ana failed", "Ben sent"]);
  await report("failed", "key");
  expect(await told()).toHaveLength(4);
});

test("a receipt about them is done with and no orphan, and nobody more is told once somebody has it", async () => {
  const { own, watch, report } = await clinic();
  await inbound(own, await patient(own), "I can't breathe");
  await watch();
  const [one] = (await listEmergencies(own.ctx())).items;
  await takeEmergency(own.ctx("clinician"), one?.id ?? "");
  const eventId = await report("failed", "key");
  const [texts, event] = await Promise.all([
    inClinic(own.clinicId, (tx) => tx.onCallText.findMany({ where: { clinicId: own.clinicId } })),
    inClinic(own.clinicId, (tx) => tx.webhookEvent.findFirst({ where: { clinicId: own.clinicId, eventId } })),
  ]);
  expect(texts).toMatchObject([{ name: "Ana", receipt: "failed" }]);
  expect(event).toMatchObject({ error: null, processedAt: expect.any(Date) });
});
