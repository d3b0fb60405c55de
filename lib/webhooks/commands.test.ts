import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import type { Inbound, MessageInbound, ReceiptInbound } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound } from "@/lib/testing/messages";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";
import { storeEvents } from "@/lib/webhooks/intake/commands";

/** A clinic whose vendor has a name of its own, so that suites leave each other's stored events alone. */
async function clinic() {
  const name = `carrier-${uuid()}`;
  const vendor = testVendor(name, "SMS");
  const mail = testVendor("sendgrid", "EMAIL");
  const own = await suite({ providers: [vendor.provider, mail.provider] });
  const number = await inClinic(own.clinicId, async (tx) => {
    const where = { clinicId: own.clinicId, channel: "SMS" as const };
    await tx.sender.updateMany({ where, data: { provider: name } });
    return (await tx.sender.findFirstOrThrow({ where })).address;
  });
  return { own, name, number, vendor };
}

const text = (from: string, to: string, body: string, at: Date): MessageInbound => {
  const ref = `SM${uuid()}`;
  return {
    kind: "message",
    channel: "SMS",
    eventId: ref,
    ref,
    at,
    from,
    to: [to],
    text: body,
    attachments: [],
  };
};

const receipt = (
  key: string,
  status: ReceiptInbound["receipt"],
  at: Date,
  more: Partial<ReceiptInbound> = {},
) =>
  ({
    kind: "receipt",
    receipt: status,
    eventId: `e-${uuid()}`,
    at,
    key,
    status,
    ...more,
  }) satisfies ReceiptInbound;

const thread = (own: Suite, conversationId: string) =>
  inClinic(own.clinicId, (tx) =>
    tx.conversation.findFirstOrThrow({
      where: { clinicId: own.clinicId, id: conversationId },
      include: { messages: { orderBy: { createdAt: "asc" } } },
    }),
  );

const statusOf = (own: Suite, id: string) =>
  inClinic(own.clinicId, (tx) =>
    tx.message.findFirstOrThrow({ where: { clinicId: own.clinicId, id }, include: { deliveries: true } }),
  );

describe("a patient's text", () => {
  let world: Awaited<ReturnType<typeof clinic>>;
  beforeAll(async () => {
    world = await clinic();
  });

  it("lands in her thread and starts the wait, however often the vendor repeats it", async () => {
    const { own, name, number } = world;
    const maria = await patient(own);
    const event = text(maria.phone, number, "Can I move my appointment?", own.time.clock());
    for (let times = 0; times < 3; times += 1) await takeIn(own.ports, name, [event]);
    const { messages, ...conversation } = await thread(own, maria.conversationId);
    expect(messages.map((message) => message.body)).toEqual(["Can I move my appointment?"]);
    expect(conversation).toMatchObject({
      status: "open",
      snippet: "Can I move my appointment?",
      lastDirection: "INBOUND",
    });
    expect(conversation.waitingSince).toEqual(own.time.clock());
  });

  it("from an unknown number waits under that number, and the next one joins it", async () => {
    const { own, name, number } = world;
    const stranger = phoneNumber("720");
    await takeIn(own.ports, name, [text(stranger, number, "Do you take new patients?", own.time.clock())]);
    await takeIn(own.ports, name, [text(stranger, number, "My mom needs a doctor", own.time.clock())]);
    const unknown = await inClinic(own.clinicId, (tx) =>
      tx.conversation.findMany({
        where: { clinicId: own.clinicId, address: stranger },
        include: { patient: true, messages: true },
      }),
    );
    expect(unknown).toHaveLength(1);
    expect(unknown[0]?.kind).toBe("unknown");
    expect(unknown[0]?.patient.kind).toBe("unsorted");
    expect(unknown[0]?.messages).toHaveLength(2);
  });

  it("from a number that two patients share stands in their one thread, filed to one of them by a guess", async () => {
    const { own, name, number } = world;
    const shared = phoneNumber();
    const ana = await patient(own, { firstName: "Ana", phone: shared });
    await patient(own, { firstName: "Leo", phone: shared });
    await takeIn(own.ports, name, [text(shared, number, "which time?", own.time.clock())]);
    const rows = await inClinic(own.clinicId, (tx) =>
      tx.conversation.findMany({
        where: { clinicId: own.clinicId, kind: "household", address: shared },
        include: { messages: { select: { patientId: true, guessedFrom: true } } },
      }),
    );
    const { id: patientId } = ana;
    expect(rows.map((row) => row.messages)).toEqual([[{ patientId, guessedFrom: "nobody_nearer" }]]);
  });

  it("twenty first texts of one stranger at once make one thread", async () => {
    const { own, name, number } = world;
    const stranger = phoneNumber("720");
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        takeIn(own.ports, name, [text(stranger, number, `part ${i}`, own.time.clock())]),
      ),
    );
    const rows = await inClinic(own.clinicId, (tx) =>
      tx.conversation.findMany({
        where: { clinicId: own.clinicId, address: stranger },
        include: { messages: true },
      }),
    );
    expect(rows.map((row) => row.messages.length)).toEqual([20]);
  });

  it("with half an emoji is kept", async () => {
    const { own, name, number } = world;
    const who = await patient(own);
    await takeIn(own.ports, name, [text(who.phone, number, "ok \ud83d", own.time.clock())]);
    expect((await thread(own, who.conversationId)).messages).toHaveLength(1);
  });

  it("with a zero byte and from a short code is kept", async () => {
    const { own, name, number } = world;
    await takeIn(own.ports, name, [text("28849", number, "Your code\u0000 is 1", own.time.clock())]);
    const row = await inClinic(own.clinicId, (tx) =>
      tx.message.findFirst({ where: { clinicId: own.clinicId, fromAddress: "28849" } }),
    );
    expect(row?.body).toBe("Your code is 1");
  });

  it("to a number no clinic owns stays in the store", async () => {
    const { own, name } = world;
    const event = text(phoneNumber(), "+19995550000", "hello?", own.time.clock());
    await takeIn(own.ports, name, [event]);
    const row = await inInstallation((tx) =>
      tx.webhookEvent.findFirst({ where: { provider: name, eventId: event.eventId } }),
    );
    expect(row).toMatchObject({ error: "no_clinic_has_this_address", clinicId: null });
  });

  it("is filed later when the process died between storing and doing", async () => {
    const { own, name, number } = world;
    const tom = await patient(own, { firstName: "Tom" });
    await storeEvents(
      name,
      [text(tom.phone, number, "did my labs come back?", own.time.clock())],
      own.time.clock(),
    );
    expect((await thread(own, tom.conversationId)).messages).toHaveLength(0);
    while (await processWebhooks(own.ports));
    expect((await thread(own, tom.conversationId)).messages).toHaveLength(1);
  });
});

describe("STOP", () => {
  it("closes the number and cancels what was queued, before it is answered; START opens it again", async () => {
    const { own, name, number, vendor } = await clinic();
    const grace = await patient(own, { firstName: "Grace" });
    const [now, tonight] = await Promise.all([
      outbound(own, grace),
      outbound(own, grace, { scheduledAt: new Date(own.time.clock().getTime() + 3_600_000) }),
    ]);
    const byMail = await outbound(own, grace, { plan: ["SMS", "EMAIL"] });
    await takeIn(own.ports, name, [text(grace.phone, number, "Stop.", own.time.clock())]);
    for (const id of [...now, ...tonight]) {
      expect(await statusOf(own, id)).toMatchObject({ status: "CANCELLED", reason: "opt_out" });
    }
    // What may still go by mail is not taken from her.
    expect(await statusOf(own, byMail[0] ?? "")).toMatchObject({ status: "PENDING", channel: "EMAIL" });
    const later = await outbound(own, grace);
    await drive(own.ctx({ kind: "system", job: "test" }), later);
    expect(await statusOf(own, later[0] ?? "")).toMatchObject({ status: "FAILED", reason: "opt_out" });
    expect(vendor.sent).toHaveLength(0);

    own.time.advance(60_000);
    await takeIn(own.ports, name, [text(grace.phone, number, "START", own.time.clock())]);
    const welcome = await outbound(own, grace);
    await drive(own.ctx({ kind: "system", job: "test" }), welcome);
    expect(vendor.sent).toHaveLength(1);
  });

  it("is not undone by a START that was written before it and arrived after it", async () => {
    const { own, name, number, vendor } = await clinic();
    const who = await patient(own);
    const early = new Date(own.time.clock().getTime() - 60_000);
    await takeIn(own.ports, name, [text(who.phone, number, "STOP", own.time.clock())]);
    await takeIn(own.ports, name, [text(who.phone, number, "START", early)]);
    await drive(own.ctx({ kind: "system", job: "test" }), await outbound(own, who));
    expect(vendor.sent).toHaveLength(0);
  });

  it("from one of two phones leaves alone what goes to the other", async () => {
    const { own, name, number } = await clinic();
    const who = await patient(own);
    const second = phoneNumber();
    await inClinic(own.clinicId, (tx) =>
      tx.contactPoint.create({
        data: {
          clinicId: own.clinicId,
          patientId: who.id,
          kind: "phone",
          value: second,
          source: "test",
          createdAt: own.time.clock(),
        },
      }),
    );
    const [id] = await outbound(own, who, { scheduledAt: new Date(own.time.clock().getTime() + 3_600_000) });
    await takeIn(own.ports, name, [text(second, number, "STOP", own.time.clock())]);
    expect((await statusOf(own, id ?? "")).status).toBe("SCHEDULED");
    await takeIn(own.ports, name, [text(who.phone, number, "STOP", own.time.clock())]);
    expect(await statusOf(own, id ?? "")).toMatchObject({ status: "CANCELLED", reason: "opt_out" });
  });

  it("is not heard in a sentence", async () => {
    const { own, name, number } = await clinic();
    const who = await patient(own);
    const [id] = await outbound(own, who, { scheduledAt: new Date(own.time.clock().getTime() + 3_600_000) });
    await takeIn(own.ports, name, [text(who.phone, number, "I'll stop by at 5", own.time.clock())]);
    expect((await statusOf(own, id ?? "")).status).toBe("SCHEDULED");
  });
});

describe("receipts", () => {
  async function sent() {
    const world = await clinic();
    const who = await patient(world.own);
    const [id = ""] = await outbound(world.own, who);
    await drive(world.own.ctx({ kind: "system", job: "test" }), [id]);
    const attempt = (await statusOf(world.own, id)).deliveries[0];
    return { ...world, who, id, key: attempt?.id ?? "", ref: attempt?.providerMessageId ?? "" };
  }
  const post = async (own: Suite, name: string, events: Inbound[]) => {
    await takeIn(own.ports, name, events);
    while (await processWebhooks(own.ports));
  };

  it.each([
    ["in order", ["queued", "sent", "delivered"]],
    ["backwards", ["delivered", "sent", "queued"]],
    ["a good one late", ["failed", "delivered"]],
  ] as const)("come to delivered %s", async (_, kinds) => {
    const { own, name, id, key } = await sent();
    for (const kind of kinds) await post(own, name, [receipt(key, kind, own.time.clock())]);
    expect(await statusOf(own, id)).toMatchObject({ status: "DELIVERED" });
  });

  it("repeated forty-six times count once", async () => {
    const { own, name, id, key } = await sent();
    const event = receipt(key, "delivered", own.time.clock());
    for (let times = 0; times < 46; times += 1) await takeIn(own.ports, name, [event]);
    while (await processWebhooks(own.ports));
    const rows = await inClinic(own.clinicId, (tx) =>
      tx.receipt.count({ where: { clinicId: own.clinicId, deliveryId: key } }),
    );
    expect(rows).toBe(1);
    expect((await statusOf(own, id)).status).toBe("DELIVERED");
  });

  it("that name only the vendor's id find their attempt, and wait for one that is not recorded yet", async () => {
    const { own, name, id, key, ref } = await sent();
    await inClinic(own.clinicId, (tx) =>
      tx.messageDelivery.update({ where: { id: key }, data: { providerMessageId: null } }),
    );
    const early = { ...receipt("x", "delivered", own.time.clock()), ref };
    delete (early as Partial<ReceiptInbound>).key;
    await post(own, name, [early]);
    expect((await statusOf(own, id)).status).not.toBe("DELIVERED");
    await inClinic(own.clinicId, (tx) =>
      tx.messageDelivery.update({ where: { id: key }, data: { providerMessageId: ref } }),
    );
    own.time.advance(5_000);
    while (await processWebhooks(own.ports));
    expect((await statusOf(own, id)).status).toBe("DELIVERED");
  });

  it("of a dead number close it for good, of a phone that is off only mark it", async () => {
    const { own, name, who, key } = await sent();
    const health = () =>
      inClinic(own.clinicId, (tx) =>
        tx.contactPoint.findFirstOrThrow({ where: { clinicId: own.clinicId, value: who.phone } }),
      );
    await post(own, name, [
      receipt(key, "failed", own.time.clock(), { soft: true, reason: "phone_off", code: "30003" }),
    ]);
    expect(await health()).toMatchObject({ health: "failing", softFailures: 1 });
    await post(own, name, [receipt(key, "delivered", own.time.clock())]);
    expect(await health()).toMatchObject({ health: "ok", healthReason: null, softFailures: 0 });
    await post(own, name, [
      receipt(key, "failed", own.time.clock(), { closes: true, reason: "number_gone", code: "30005" }),
    ]);
    expect(await health()).toMatchObject({ health: "closed", healthReason: "number_gone" });
    await post(own, name, [receipt(key, "delivered", own.time.clock())]);
    expect((await health()).health).toBe("closed");
  });

  it("in one batch reach the messages of two clinics, and a poisoned one does not hold up the rest", async () => {
    const a = await sent();
    const b = await sent();
    const both = { ...a.own.ports, providers: { ...a.own.ports.providers } };
    await takeIn(both, a.name, [
      receipt(a.key, "delivered", a.own.time.clock()),
      receipt("not-a-uuid", "delivered", a.own.time.clock()),
      receipt(b.key, "delivered", b.own.time.clock()),
    ]);
    while (await processWebhooks(both));
    expect((await statusOf(a.own, a.id)).status).toBe("DELIVERED");
    expect((await statusOf(b.own, b.id)).status).toBe("DELIVERED");
  });
});

describe("the answer to a STOP", () => {
  it("waits until the vendor has answered what was under way to that number", async () => {
    const { own, name, number, vendor } = await clinic();
    const who = await patient(own);
    const told: string[] = [];
    let answer = () => {};
    const accepted = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { send } = vendor.provider;
    vendor.provider.send = async (message, options) => {
      const outcome = await send(message, options);
      await accepted;
      told.push("the vendor");
      return outcome;
    };
    const driven = drive(own.ctx({ kind: "system", job: "test" }), await outbound(own, who));
    while (vendor.sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = takeIn(own.ports, name, [text(who.phone, number, "STOP", own.time.clock())]).then(() =>
      told.push("her carrier"),
    );
    const isClosed = () =>
      inClinic(own.clinicId, (tx) => tx.suppression.count({ where: { clinicId: own.clinicId } }));
    while ((await isClosed()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    answer();
    await Promise.all([driven, stopped]);
    expect(told).toEqual(["the vendor", "her carrier"]);
  });

  it("stands behind none of 40,000 receipts that came before it", async () => {
    const { own, name, number } = await clinic();
    const who = await patient(own);
    const [id = ""] = await outbound(own, who, {
      scheduledAt: new Date(own.time.clock().getTime() + 60_000),
    });
    const done: string[] = [];
    // Long enough that a busy machine, where each of its steps takes its time, is not taken for a queue.
    const flood = Array.from({ length: 40_000 }, () =>
      takeIn(own.ports, name, [receipt(uuid(), "delivered", own.time.clock())]),
    );
    const receipts = Promise.all(flood).then(() => done.push("receipts"));
    await takeIn(own.ports, name, [text(who.phone, number, "STOP", own.time.clock())]);
    done.push("STOP");
    expect(await statusOf(own, id)).toMatchObject({ status: "CANCELLED", reason: "opt_out" });
    await receipts;
    expect(done).toEqual(["STOP", "receipts"]);
    await inInstallation((tx) => tx.webhookEvent.deleteMany({ where: { provider: name } }));
  });
});
