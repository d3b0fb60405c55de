import { v7 as uuid } from "uuid";
import { beforeEach, expect, it } from "vitest";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { catchUp, readLists } from "@/lib/inbound-list/commands";
import type { InboundQuery } from "@/lib/providers/inbound-query";
import type { MessageInbound } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { takeIn } from "@/lib/webhooks/commands";

const HOUR_MS = 3_600_000;

let own: Suite;
let number: string;
/** What the vendor has, oldest first; null: its list cannot be read. */
let listed: MessageInbound[] | null;
let looks: number;
let vendor: ReturnType<typeof testVendor>;

async function listInbound({ to, since, known }: InboundQuery): Promise<MessageInbound[]> {
  looks += 1;
  if (!listed) throw new Error("503");
  const fits = listed.filter((text) => text.to.includes(to) && text.at >= since);
  const have = await known(fits.map(({ ref }) => ref));
  return fits.filter(({ ref }) => !have.has(ref)).map((text) => ({ ...text, wasMissed: true }));
}

const text = (from: string, words: string, minutesAgo: number): MessageInbound => {
  const ref = `SM${uuid()}`;
  const at = new Date(own.time.clock().getTime() - minutesAgo * 60_000);
  return {
    kind: "message",
    channel: "SMS",
    eventId: ref,
    ref,
    at,
    from,
    to: [number],
    text: words,
    attachments: [],
  };
};

const thread = (patientId: string) =>
  inClinic(own.clinicId, (tx) =>
    tx.message.findMany({
      where: { clinicId: own.clinicId, patientId, direction: "INBOUND" },
      orderBy: { createdAt: "asc" },
    }),
  );

beforeEach(async () => {
  vendor = testVendor("twilio", "SMS");
  own = await suite({ providers: [{ ...vendor.provider, listInbound }] });
  listed = [];
  looks = 0;
  const sender = await inClinic(own.clinicId, (tx) =>
    tx.sender.findFirstOrThrow({ where: { clinicId: own.clinicId, channel: "SMS" } }),
  );
  number = sender.address;
});

it("files what never reached us in its true order, says so, and files nothing twice", async () => {
  const who = await patient(own);
  const [first, second, third] = [
    text(who.phone, "One", 30),
    text(who.phone, "Two", 20),
    text(who.phone, "Three", 10),
  ];
  await takeIn(own.ports, "twilio", [second]);
  listed = [first, second, third];
  await catchUp(own.ports, own.clinicId);
  await takeIn(own.ports, "twilio", [third]);
  await catchUp(own.ports, own.clinicId);
  const rows = await thread(who.id);
  expect(rows.map(({ body }) => body)).toEqual(["One", "Two", "Three"]);
  expect(rows.map(({ metadata }) => metadata)).toEqual([
    { arrivedOffline: true },
    {},
    { arrivedOffline: true },
  ]);
  expect(rows[0]?.createdAt).toEqual(first.at);
});

it("obeys a STOP from the outage before anything is handed off", async () => {
  const who = await patient(own);
  const [id = ""] = await outbound(own, who, { priority: "bulk" });
  listed = [text(who.phone, "STOP", 5)];
  await catchUp(own.ports, own.clinicId);
  await drive(own.ctx({ kind: "system", job: "runner" }), [id]);
  expect(vendor.sent).toEqual([]);
  expect(await stored(own, id)).toMatchObject({ status: "CANCELLED" });
});

it("lets typed replies go and holds a bulk while the list cannot be read, and lets that go once it can", async () => {
  const [typed, crowd] = [await patient(own), await patient(own)];
  const [reply = ""] = await outbound(own, typed);
  const [bulk = ""] = await outbound(own, crowd, { priority: "bulk" });
  await inClinic(own.clinicId, (tx) =>
    tx.message.update({ where: { id: reply }, data: { createdByKind: "staff" } }),
  );
  listed = null;
  await catchUp(own.ports, own.clinicId);
  const engine = () => own.ctx({ kind: "system", job: "runner" });
  await drive(engine(), [reply, bulk]);
  expect(vendor.sent).toHaveLength(1);
  expect(await stored(own, bulk)).toMatchObject({ status: "SCHEDULED", reason: "catching_up" });

  await readLists(own.ports, own.clinicId);
  expect(looks).toBe(1);
  listed = [];
  own.time.advance(6_000);
  await readLists(own.ports, own.clinicId);
  expect(looks).toBe(2);
  expect(own.woken).toContain(bulk);
  await drive(engine(), [bulk]);
  expect(vendor.sent).toHaveLength(2);
});

it("brings in again what was only stored when its process died", async () => {
  const who = await patient(own);
  const said = text(who.phone, "Stored, and then the lights went out", 2);
  await takeIn(own.ports, "twilio", [{ ...said, to: [number] }]);
  const [row] = await thread(who.id);
  await inClinic(own.clinicId, async (tx) => {
    await tx.message.deleteMany({ where: { clinicId: own.clinicId, id: row?.id ?? "" } });
  }).catch(() => undefined);
  const leased = new Date(own.time.clock().getTime() + 30_000);
  await inInstallation((tx) =>
    tx.webhookEvent.updateMany({
      where: { eventId: said.eventId },
      data: { processedAt: null, nextAt: leased, payload: JSON.parse(JSON.stringify(said)) },
    }),
  );
  listed = [said];
  await catchUp(own.ports, own.clinicId);
  expect((await thread(who.id)).map(({ body }) => body)).toEqual([said.text]);
});

it("reads every number of a Messaging Service, and files once what a number of it is a sender for as well", async () => {
  const who = await patient(own);
  const address = `MG${uuid().replaceAll("-", "")}`;
  const service = { kind: "messaging_service" as const, address, rate: 10, createdAt: own.time.clock() };
  await inClinic(own.clinicId, (tx) =>
    tx.sender.create({ data: { clinicId: own.clinicId, channel: "SMS", provider: "twilio", ...service } }),
  );
  const both = { ...text(who.phone, "To a number of both", 20), to: [number, address] };
  listed = [both, { ...text(who.phone, "STOP", 10), to: ["+13035550999", address] }];
  await catchUp(own.ports, own.clinicId);
  expect((await thread(who.id)).map(({ body }) => body)).toEqual([both.text, "STOP"]);
  expect(looks).toBe(2);
});

it("looks again every hour", async () => {
  await catchUp(own.ports, own.clinicId);
  await readLists(own.ports, own.clinicId);
  expect(looks).toBe(1);
  own.time.advance(HOUR_MS + 1);
  await readLists(own.ports, own.clinicId);
  expect(looks).toBe(2);
});
