import { v7 as uuid } from "uuid";
import { describe, expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { claim } from "@/lib/delivery/claim/commands";
import { drive, settle } from "@/lib/delivery/commands";
import { handOff } from "@/lib/delivery/hand-off";
import { decideDraft } from "@/lib/delivery/queries";
import type { Draft } from "@/lib/delivery/schema";
import { settleUnknown } from "@/lib/delivery/unknown/commands";
import type { Outcome } from "@/lib/providers/port";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { letIn } from "@/lib/testing/portal";
import { testVendor } from "@/lib/testing/provider";

const system = { kind: "system", job: "test" } as const;

async function clinicWith(answer?: () => Outcome | null, now?: string) {
  const twilio = testVendor("twilio", "SMS", answer);
  const sendgrid = testVendor("sendgrid", "EMAIL");
  const providers = [twilio.provider, sendgrid.provider];
  const clinic = await suite(now ? { providers, now } : { providers });
  return { clinic, twilio, sendgrid };
}

/** What the webhook does with a receipt: append it, settle its message. */
async function receipt(
  clinic: Suite,
  deliveryId: string,
  kind: string,
  reason: string | null = null,
  vendor: { code?: string; detail?: string } = {},
) {
  const ctx = clinic.ctx({ kind: "provider", name: "twilio" });
  await write(ctx, async (tx, audit) => {
    audit.fact();
    const row = { kind, reason, status: kind, eventId: uuid(), at: ctx.now, recordedAt: ctx.now, ...vendor };
    await tx.receipt.create({ data: { ...row, clinicId: clinic.clinicId, deliveryId, provider: "twilio" } });
    const { messageId } = await tx.messageDelivery.findUniqueOrThrow({ where: { id: deliveryId } });
    await settle(tx, ctx, [messageId]);
  });
}

const queued = (clinic: Suite) =>
  inClinic(clinic.clinicId, (tx) => tx.queueItem.findMany({ where: { clinicId: clinic.clinicId } }));
const usedToday = async (clinic: Suite) => {
  const rows = await inClinic(clinic.clinicId, (tx) => tx.patientDay.findMany({}));
  return rows.reduce((sum, row) => sum + row.used, 0);
};

describe("a text that may go", () => {
  it("is handed off once, however many clocks call, and says what became of it", async () => {
    const { clinic, twilio } = await clinicWith();
    const maria = await patient(clinic);
    const [id = ""] = await outbound(clinic, maria);
    expect(clinic.woken).toEqual([id]);
    await Promise.all([1, 2, 3].map(() => drive(clinic.ctx(), [id])));
    const message = await stored(clinic, id);
    expect(twilio.sent).toHaveLength(1);
    expect(twilio.sent[0]).toMatchObject({ message: { to: maria.phone }, key: message.deliveries[0]?.id });
    expect(message).toMatchObject({ status: "SENT", reason: null, nextAt: null, toAddress: maria.phone });
    expect(message.deliveries).toMatchObject([{ outcome: "accepted", status: "SENT" }]);
    expect(message.decisions.map((decision) => decision.kind)).toEqual(["allow"]);
    expect(await queued(clinic)).toEqual([]);
    await receipt(clinic, message.deliveries[0]?.id ?? "", "delivered");
    expect(await stored(clinic, id)).toMatchObject({
      status: "DELIVERED",
      deliveries: [{ status: "DELIVERED", deliveredAt: clinic.time.clock() }],
    });
  });

  it("keeps what the vendor said last about it, without the address", async () => {
    const { clinic } = await clinicWith();
    const [id = ""] = await outbound(clinic, await patient(clinic), { plan: ["EMAIL"] });
    await drive(clinic.ctx(), [id]);
    const [sent] = (await stored(clinic, id)).deliveries;
    expect(sent).toMatchObject({ status: "SENT", webhookData: null });
    const told = async () => (await stored(clinic, id)).deliveries[0]?.webhookData;
    await receipt(clinic, sent?.id ?? "", "queued");
    expect(await told()).toEqual({ status: "queued", code: null, detail: null });
    const detail = "550 5.1.1 <maria@example.org>: no such user";
    await receipt(clinic, sent?.id ?? "", "bounced", "mailbox_unknown", { code: "5.1.1", detail });
    await receipt(clinic, sent?.id ?? "", "deferred");
    expect(await told()).toEqual({
      status: "bounced",
      code: "5.1.1",
      detail: "550 5.1.1 <[address]>: no such user",
    });
  });

  it("falls back to mail at once when the number is dead, and stays with the patient's words for mail", async () => {
    const dead: Outcome = { kind: "rejected", retry: false, reason: "landline", closes: true };
    const { clinic, sendgrid } = await clinicWith(() => dead);
    const maria = await patient(clinic);
    const [id = ""] = await outbound(clinic, maria, { plan: ["SMS", "EMAIL"] });
    await drive(clinic.ctx(), [id]);
    expect(await stored(clinic, id)).toMatchObject({ status: "PENDING" });
    await drive(clinic.ctx(), [id]);
    expect(sendgrid.sent[0]?.message).toMatchObject({ to: { email: maria.email }, subject: "Your visit" });
    expect(await stored(clinic, id)).toMatchObject({ status: "SENT", channel: "EMAIL", hop: 1 });
    expect(await usedToday(clinic)).toBe(1);
    const points = await inClinic(clinic.clinicId, (tx) =>
      tx.contactPoint.findMany({ where: { kind: "phone" } }),
    );
    expect(points).toMatchObject([{ health: "closed", healthReason: "landline" }]);
  });

  it("is tried again when the vendor says not now, not before it asks to", async () => {
    let busy = true;
    const notBefore = new Date("2026-06-16T18:01:00Z");
    const { clinic, twilio } = await clinicWith(() =>
      busy
        ? { kind: "rejected", retry: true, reason: "rate_limited", notBefore }
        : { kind: "accepted", ref: uuid() },
    );
    const [id = ""] = await outbound(clinic, await patient(clinic));
    await drive(clinic.ctx(), [id]);
    expect(await stored(clinic, id)).toMatchObject({
      status: "PENDING",
      reason: "rate_limited",
      nextAt: notBefore,
    });
    await drive(clinic.ctx(), [id]);
    expect(twilio.sent).toHaveLength(1);
    busy = false;
    clinic.time.set(notBefore);
    await drive(clinic.ctx(), [id]);
    expect(await stored(clinic, id)).toMatchObject({ status: "SENT", deliveries: [{}, { attempt: 2 }] });
    expect(await usedToday(clinic)).toBe(1);
  });

  it("is delivered at once where the hub carries it", async () => {
    const { clinic } = await clinicWith();
    const maria = await patient(clinic);
    await letIn(clinic, maria.id);
    const [id = ""] = await outbound(clinic, maria, { plan: ["IN_APP"] });
    await drive(clinic.ctx(), [id]);
    expect(await stored(clinic, id)).toMatchObject({
      status: "DELIVERED",
      deliveries: [{ status: "DELIVERED" }],
    });
  });
});

describe("the daily cap", () => {
  it("lets 200 parallel sends to one patient hand off exactly 10", async () => {
    const { clinic, twilio } = await clinicWith();
    const ids = await outbound(clinic, await patient(clinic), { count: 200 });
    await Promise.all(ids.map((id) => drive(clinic.ctx(), [id])));
    expect(twilio.sent).toHaveLength(10);
    expect(await usedToday(clinic)).toBe(10);
    const [held] = await queued(clinic);
    expect(held?.nextAt).toEqual(new Date("2026-06-17T14:00:00Z"));
    clinic.time.set("2026-06-17T14:00:00Z");
    await drive(clinic.ctx(), ids);
    expect(twilio.sent).toHaveLength(20);
  }, 180_000);
});

describe("a slow vendor", () => {
  it("is given no more than its hands can take in time, so that no claim runs out", async () => {
    let asked = 0;
    let most = 0;
    const open = () =>
      inClinic(clinic.clinicId, (tx) => tx.messageDelivery.count({ where: { outcome: null } }));
    const slow = testVendor("twilio", "SMS", async () => {
      asked += 1;
      most = Math.max(most, await open());
      await new Promise((resolve) => setTimeout(resolve, 400));
      return { kind: "accepted", ref: uuid() };
    });
    const clinic = await suite({ providers: [slow.provider] });
    const ids: string[] = [];
    for (let count = 0; count < 90; count += 1) ids.push(...(await outbound(clinic, await patient(clinic))));
    await drive(clinic.ctx(), ids.slice(0, 50));
    most = 0;
    await drive(clinic.ctx(), ids.slice(50));
    expect(asked).toBe(90);
    // 32 hands, each busy for 400 ms: 20 hand-offs begin in the next 250 ms.
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(25);
  }, 180_000);
});

describe("STOP", () => {
  const stop = (clinic: Suite, address: string) =>
    inClinic(clinic.clinicId, (tx) =>
      tx.suppression.create({
        data: {
          clinicId: clinic.clinicId,
          channel: "SMS",
          address,
          reason: "stop",
          since: clinic.time.clock(),
        },
      }),
    );

  it("is read under the lock of the claim", async () => {
    const { clinic, twilio } = await clinicWith();
    const maria = await patient(clinic);
    const [id = ""] = await outbound(clinic, maria);
    await stop(clinic, maria.phone);
    await drive(clinic.ctx(), [id]);
    expect(twilio.sent).toEqual([]);
    expect(await stored(clinic, id)).toMatchObject({ status: "FAILED", reason: "opt_out", nextAt: null });
  });

  it("after the claim lets that one attempt end, and starts nothing more", async () => {
    const { clinic, twilio } = await clinicWith(() => ({
      kind: "rejected",
      retry: true,
      reason: "service_down",
    }));
    const maria = await patient(clinic);
    const [id = ""] = await outbound(clinic, maria);
    const { claimed } = await claim(clinic.ctx(system), [id]);
    await stop(clinic, maria.phone);
    for (const attempt of claimed) await handOff(clinic.ctx(system), attempt);
    expect(twilio.sent).toHaveLength(1);
    clinic.time.advance(60_000);
    await drive(clinic.ctx(), [id]);
    expect(twilio.sent).toHaveLength(1);
    expect(await stored(clinic, id)).toMatchObject({ status: "FAILED" });
  });
});

describe("what goes wrong between claim and record", () => {
  it("a claim that waited 2 seconds is released, decided again and gives its slot back", async () => {
    const { clinic, twilio } = await clinicWith();
    const [id = ""] = await outbound(clinic, await patient(clinic));
    const { claimed } = await claim(clinic.ctx(system), [id]);
    expect(await usedToday(clinic)).toBe(1);
    clinic.time.advance(2_000);
    for (const attempt of claimed) await handOff(clinic.ctx(system), attempt);
    expect(twilio.sent).toEqual([]);
    expect(await usedToday(clinic)).toBe(0);
    await drive(clinic.ctx(), [id]);
    expect(twilio.sent).toHaveLength(1);
    expect(await stored(clinic, id)).toMatchObject({
      status: "SENT",
      deliveries: [{ outcome: "released" }, {}],
    });
  });

  it("no answer is unknown: never sent again, and resolved by its receipt", async () => {
    const { clinic, twilio } = await clinicWith(() => null);
    const [id = ""] = await outbound(clinic, await patient(clinic));
    await drive(clinic.ctx(), [id]);
    clinic.time.advance(40_000);
    await drive(clinic.ctx(), [id]);
    await drive(clinic.ctx(), [id]);
    expect(twilio.sent).toHaveLength(1);
    const message = await stored(clinic, id);
    expect(message).toMatchObject({ status: "PENDING", reason: "unknown", nextAt: null });
    await receipt(clinic, message.deliveries[0]?.id ?? "", "sent");
    expect(await stored(clinic, id)).toMatchObject({ status: "SENT", reason: null });
    expect(await usedToday(clinic)).toBe(1);
  });

  it("a crash before the hand-off is settled by asking the vendor, who has nothing: then it is sent", async () => {
    const { clinic, twilio } = await clinicWith();
    Object.assign(twilio.provider, { find: async () => "absent" });
    const [id = ""] = await outbound(clinic, await patient(clinic));
    await claim(clinic.ctx(system), [id]);
    clinic.time.advance(130_000);
    await drive(clinic.ctx(), [id]);
    await settleUnknown(clinic.ports, clinic.clinicId);
    clinic.time.advance(60_000);
    await drive(clinic.ctx(), [id]);
    expect(twilio.sent).toHaveLength(1);
    expect(await stored(clinic, id)).toMatchObject({ status: "SENT" });
  });
});

describe("every asker of the one decision", () => {
  const NIGHT = "2026-06-17T04:30:00.000Z";
  const NOON = "2026-06-16T18:00:00.000Z";

  it.each<[string, string, Partial<Draft>]>([
    ["by day", NOON, {}],
    ["by night", NIGHT, {}],
    ["by night, by mail", NIGHT, { plan: ["EMAIL"] }],
    [
      "by night, expiring before the morning, with mail to fall back to",
      NIGHT,
      { plan: ["SMS", "EMAIL"], expiresAt: new Date("2026-06-17T10:00:00Z") },
    ],
    ["marketing without consent", NOON, { category: "marketing" }],
    ["to an app nobody has", NOON, { plan: ["PUSH"] }],
    ["for tomorrow night", NOON, { scheduledAt: new Date("2026-06-18T05:00:00Z") }],
  ])("says the same %s", async (_name, now, given) => {
    const { clinic, twilio, sendgrid } = await clinicWith(undefined, now);
    const maria = await patient(clinic);
    const content = { SMS: { body: "Hello" }, EMAIL: { subject: "Hi", body: "Hello" }, PUSH: {} };
    const draft: Draft = {
      patientId: maria.id,
      plan: ["SMS"],
      category: "treatment",
      priority: "normal",
      content,
      ...given,
    };
    const { next } = await decideDraft(clinic.ctx(), draft);
    const { plan, category, scheduledAt, expiresAt } = draft;
    const options = {
      plan,
      category,
      ...(scheduledAt ? { scheduledAt } : {}),
      ...(expiresAt ? { expiresAt } : {}),
    };
    const [id = ""] = await outbound(clinic, maria, options);
    const settled = await stored(clinic, id);
    expect(settled).toMatchObject({ status: next.status, reason: next.reason, hop: next.hop });
    expect(settled.nextAt).toEqual(
      next.act.kind === "wait" ? next.act.until : next.act.kind === "send" ? clinic.time.clock() : null,
    );
    await drive(clinic.ctx(), [id]);
    expect(twilio.sent.length + sendgrid.sent.length).toBe(next.act.kind === "send" ? 1 : 0);
    const driven = await stored(clinic, id);
    const said = next.decisions.map(({ answer }) => answer.kind);
    expect(driven.decisions.map((decision) => decision.kind)).toEqual(said);
  });
});
