import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { getConversation } from "@/lib/conversations/queries";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { changeChart } from "@/lib/deaths/no-contact/commands";
import { drive } from "@/lib/delivery/commands";
import { listMessages } from "@/lib/messages/queries";
import type { Inbound } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";
import { pruneEvents } from "@/lib/webhooks/pruning/commands";

/** 9:52 PM of a Tuesday in Denver. */
const NIGHT = "2026-06-17T03:52:00Z";
const DAY = 86_400_000;

/** Clinics of one vendor, each with a number of its own. */
async function world(count: number, now?: string) {
  const name = `carrier-${uuid()}`;
  const vendor = testVendor(name, "SMS");
  const clinics = [];
  for (let made = 0; made < count; made += 1) {
    const own = await suite({ providers: [vendor.provider], ...(now ? { now } : {}) });
    const number = await inClinic(own.clinicId, async (tx) => {
      const where = { clinicId: own.clinicId, channel: "SMS" as const };
      await tx.sender.updateMany({ where, data: { provider: name } });
      return (await tx.sender.findFirstOrThrow({ where })).address;
    });
    clinics.push({ own, number });
  }
  const [first] = clinics;
  if (!first) throw new Error("A world has a clinic.");
  const { own } = first;
  return {
    ...first,
    vendor,
    second: clinics[1] ?? first,
    /** A text comes in; again with the same reference, the vendor or somebody else repeats it. */
    text: (from: string, to: string, body: string, more: { ref?: string; files?: number } = {}) => {
      const ref = more.ref ?? `SM${uuid()}`;
      const url = "https://api.twilio.com/media/1";
      const attachments = Array.from({ length: more.files ?? 0 }, (_, n) => ({
        filename: `photo-${n}.jpg`,
        contentType: "image/jpeg",
        url,
      }));
      const at = own.time.clock();
      const base = { kind: "message" as const, channel: "SMS" as const, eventId: ref, ref, at };
      return takeIn(own.ports, name, [{ ...base, from, to: [to], text: body, attachments }]);
    },
    tell: async (events: Inbound[]) => {
      await takeIn(own.ports, name, events);
      while (await processWebhooks(own.ports));
    },
  };
}

const send = async (own: Suite, to: { id: string; conversationId: string }) => {
  const [id = ""] = await outbound(own, to);
  await drive(own.ctx({ kind: "system", job: "test" }), [id]);
  return stored(own, id);
};

test("who moves while a text is held is asked where they are now: it goes at once, or waits for that morning", async () => {
  const { own, vendor } = await world(1, NIGHT);
  const [ken, nora] = [await patient(own, { firstName: "Ken" }), await patient(own, { firstName: "Nora" })];
  const [kens, noras] = [await send(own, ken), await send(own, nora)];
  for (const { nextAt } of [kens, noras]) expect(nextAt).toEqual(new Date("2026-06-17T14:00:00Z"));
  await changeChart(own.ctx(), ken.id, { timeZone: "Pacific/Honolulu" });
  await changeChart(own.ctx(), nora.id, { timeZone: "Europe/Madrid" });
  await drive(own.ctx({ kind: "system", job: "test" }), [kens.id, noras.id]);
  expect(vendor.sent.map(({ message }) => message.channel === "SMS" && message.to)).toEqual([ken.phone]);
  expect(await stored(own, noras.id)).toMatchObject({
    status: "SCHEDULED",
    reason: "quiet_hours",
    nextAt: new Date("2026-06-17T06:00:00Z"),
  });
});

test("a STOP from a number that nobody knew binds whoever turns out to have it", async () => {
  const { own, number, text, vendor } = await world(1);
  const phone = phoneNumber("720");
  await text(phone, number, "STOP");
  const maria = await patient(own, { phone });
  expect(await send(own, maria)).toMatchObject({ status: "FAILED", reason: "opt_out" });
  expect(vendor.sent).toHaveLength(0);
});

test("who is a patient of two clinics has a thread with each, and a STOP to one is no STOP to the other", async () => {
  const { own, number, second, text } = await world(2);
  const phone = phoneNumber();
  const [here, there] = [await patient(own, { phone }), await patient(second.own, { phone })];
  await text(phone, second.number, "Is my form ready?");
  await text(phone, number, "STOP");
  const words = async ({ own: clinic }: { own: Suite }, conversationId: string) =>
    (await listMessages(clinic.ctx(), { limit: 50, conversationId })).items.map(({ body }) => body);
  expect((await words({ own }, here.conversationId)).at(-1)).toBe("STOP");
  expect(await words(second, there.conversationId)).toEqual(["Is my form ready?"]);
  expect((await send(own, here)).reason).toBe("opt_out");
  expect((await send(second.own, there)).status).toBe("SENT");
});

test("a picture without words is a message: it waits for an answer and its row says what came", async () => {
  const { own, number, text } = await world(1);
  const ana = await patient(own, { firstName: "Ana" });
  await text(ana.phone, number, "", { files: 2 });
  const [message] = (await listMessages(own.ctx(), { limit: 5, conversationId: ana.conversationId })).items;
  expect(message?.attachments).toHaveLength(2);
  const row = await inClinic(own.clinicId, (tx) =>
    tx.conversation.findFirst({ where: { clinicId: own.clinicId, id: ana.conversationId } }),
  );
  expect(row).toMatchObject({ snippet: "2 attachments", waitingSince: own.time.clock() });
});

test("what is repeated ten minutes or a month later changes nothing, though its first telling is forgotten", async () => {
  const { own, number, text, tell } = await world(1);
  const maria = await patient(own);
  const { id, deliveries } = await send(own, maria);
  const at = own.time.clock();
  const key = deliveries[0]?.id ?? "";
  const delivered = { kind: "receipt" as const, receipt: "delivered" as const, eventId: uuid(), at, key };
  const again = () => tell([{ ...delivered, status: "delivered" }]);
  await again();
  await text(maria.phone, number, "STOP", { ref: `SM-${id}` });
  own.time.advance(60_000);
  await text(maria.phone, number, "START");
  for (const later of [10 * 60_000, 31 * DAY]) {
    own.time.advance(later);
    await pruneEvents(own.ports);
    await again();
    await text(maria.phone, number, "STOP", { ref: `SM-${id}` });
    expect((await stored(own, id)).deliveries[0]?.receipts).toHaveLength(1);
    expect((await send(own, maria)).status).toBe("SENT");
  }
});

test("a receipt of something that we never sent holds nothing up, and is told as such after ten minutes", async () => {
  const { own, tell } = await world(1);
  const maria = await patient(own);
  const { id, deliveries } = await send(own, maria);
  const at = own.time.clock();
  const base = { kind: "receipt" as const, receipt: "delivered" as const, at, status: "delivered" };
  const stray = uuid();
  await tell([
    { ...base, eventId: stray, ref: `SM-${stray}` },
    { ...base, eventId: uuid(), key: deliveries[0]?.id ?? "" },
  ]);
  expect((await stored(own, id)).status).toBe("DELIVERED");
  own.time.advance(11 * 60_000);
  while (await processWebhooks(own.ports));
  const kept = await inInstallation((tx) => tx.webhookEvent.findFirst({ where: { eventId: stray } }));
  expect(kept).toMatchObject({ clinicId: null, processedAt: expect.any(Date), error: expect.any(String) });
});

test("a thread of 2,000 messages opens with its newest and is read to its first one, each once", async () => {
  const { own } = await world(1);
  const maria = await patient(own);
  const { conversationId } = maria;
  const start = own.time.clock().getTime() - 2_000 * 60_000;
  await inClinic(own.clinicId, (tx) =>
    tx.message.createMany({
      data: Array.from({ length: 2_000 }, (_, n) => {
        const at = new Date(start + Math.floor(n / 3) * 60_000);
        const inbound = n % 2 === 0;
        return {
          clinicId: own.clinicId,
          patientId: maria.id,
          conversationId,
          channel: "SMS" as const,
          plan: ["SMS" as const],
          body: `Message ${n}`,
          direction: inbound ? ("INBOUND" as const) : ("OUTBOUND" as const),
          status: "DELIVERED" as const,
          createdBy: "test",
          createdByKind: inbound ? ("patient" as const) : ("system" as const),
          createdAt: at,
          updatedAt: at,
        };
      }),
    }),
  );
  const seen = new Set<string>();
  let cursor: string | undefined;
  let last = Number.POSITIVE_INFINITY;
  do {
    const page = await listMessages(own.ctx(), { limit: 200, conversationId, ...(cursor ? { cursor } : {}) });
    for (const { id, createdAt } of page.items) {
      expect(seen.has(id) || createdAt.getTime() > last).toBe(false);
      seen.add(id);
      last = createdAt.getTime();
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen.size).toBe(2_000);
  expect((await getConversation(own.ctx(), conversationId)).id).toBe(conversationId);
});
