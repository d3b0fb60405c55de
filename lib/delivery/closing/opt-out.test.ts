import { expect, it } from "vitest";
import { suppressContact } from "@/lib/consents/commands";
import { inClinic, type Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { claim } from "@/lib/delivery/claim/commands";
import { drive } from "@/lib/delivery/commands";
import { sendMessage } from "@/lib/messages/commands";
import { getMessage } from "@/lib/messages/queries";
import { crowd } from "@/lib/testing/crowd";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { outbound, outboundToAll, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const system = { kind: "system", job: "test" } as const;
const vendors = () => ({
  providers: [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider],
});

const attemptsTo = (tx: Tx, clinic: Suite, phone: string) =>
  tx.messageDelivery.count({ where: { clinicId: clinic.clinicId, toAddress: phone } });

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** A STOP whose transaction does `before` as its last step: what it sees then had committed before the STOP did. */
function stop<T>(clinic: Suite, phone: string, before: (tx: Tx) => Promise<T>): Promise<T> {
  return write(clinic.ctx({ kind: "provider", name: "twilio" }), async (tx, audit) => {
    audit.fact();
    const closing = { channel: "SMS", address: phone, reason: "stop", evidence: { word: "STOP" } } as const;
    await suppressContact(tx, clinic.ctx({ kind: "provider", name: "twilio" }), audit, closing);
    return before(tx);
  });
}

it("no claim commits after a STOP, wherever in a run of 1,000 recipients it falls", async () => {
  const clinic = await suite(vendors());
  const people = await crowd(clinic, 1_000);
  const ids = await outboundToAll(clinic, people);
  const phoneOf = new Map(ids.map((id, index) => [id, people[index]]));
  const seen = new Map<string, number>();
  let next = 0;
  const worker = async () => {
    for (let from = next; from < ids.length; from = next) {
      next += 20;
      const batch = ids.slice(from, from + 20);
      // Two of each batch say STOP while it is claimed: one beside it, one a moment later.
      const stops = batch.slice(0, 2).map(async (id, delay) => {
        const who = phoneOf.get(id);
        if (!who) return;
        await new Promise((resolve) => setTimeout(resolve, delay * 3));
        const late = outbound(clinic, who).then(([other = ""]) => claim(clinic.ctx(system), [other]));
        seen.set(who.phone, await stop(clinic, who.phone, (tx) => attemptsTo(tx, clinic, who.phone)));
        await late;
      });
      await claim(clinic.ctx(system), batch);
      await Promise.all(stops);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  clinic.time.advance(1_000);
  await drive(clinic.ctx(), ids);
  const after = await inClinic(clinic.clinicId, async (tx) => {
    const rows = await tx.messageDelivery.groupBy({
      by: ["toAddress"],
      where: { clinicId: clinic.clinicId, toAddress: { in: [...seen.keys()] } },
      _count: true,
    });
    return new Map(rows.map((row) => [row.toAddress, row._count]));
  });
  expect(seen.size).toBe(100);
  const late = [...seen].filter(([phone, before]) => (after.get(phone) ?? 0) !== before);
  expect(late).toEqual([]);
  const reached = [...seen.values()].filter((count) => count > 0).length;
  process.stdout.write(
    `100 STOPs: ${reached} after a claim, ${100 - reached} before it; 0 claims after a STOP\n`,
  );
}, 120_000);

it("a message that is made and claimed while the STOP is being written does not go", async () => {
  const clinic = await suite(vendors());
  const maria = await patient(clinic, { email: null });
  const [queued = ""] = await outbound(clinic, maria);
  const door = gate();
  const written = gate();
  const stopped = stop(clinic, maria.phone, () => {
    written.open();
    return door.opened;
  });
  await written.opened;
  const [made = ""] = await outbound(clinic, maria);
  expect(await claim(clinic.ctx(system), [made])).toEqual({ claimed: [], left: [] });
  expect(await stored(clinic, made)).toMatchObject({ status: "PENDING", deliveries: [] });
  door.open();
  await stopped;
  clinic.time.advance(250);
  await drive(clinic.ctx(), [made, queued]);
  expect(await stored(clinic, made)).toMatchObject({ status: "FAILED", reason: "opt_out", deliveries: [] });
  expect(await stored(clinic, queued)).toMatchObject({
    status: "CANCELLED",
    reason: "opt_out",
    deliveries: [],
  });
});

it("cancels what is queued, scheduled, bulk, or a fallback to come; what has another way goes by that", async () => {
  const clinic = await suite(vendors());
  const maria = await patient(clinic);
  const other = await patient(clinic);
  const tomorrow = new Date(clinic.time.clock().getTime() + 86_400_000);
  const [out = ""] = await outbound(clinic, maria, { plan: ["EMAIL", "SMS"] });
  await drive(clinic.ctx(), [out]);
  const [queued = ""] = await outbound(clinic, maria);
  const [scheduled = ""] = await outbound(clinic, maria, { scheduledAt: tomorrow });
  const [bulk = ""] = await outbound(clinic, maria, { priority: "bulk" });
  const [either = ""] = await outbound(clinic, maria, { plan: ["SMS", "EMAIL"] });
  const [later = ""] = await outbound(clinic, maria, { plan: ["EMAIL", "SMS"], scheduledAt: tomorrow });
  const [theirs = ""] = await outbound(clinic, other);
  await inbound(clinic, maria, "STOP");
  for (const id of [queued, scheduled, bulk]) {
    expect(await stored(clinic, id)).toMatchObject({
      status: "CANCELLED",
      cancelledBy: "opt_out",
      nextAt: null,
    });
  }
  // The mail is out; the text that would have followed its silence is off.
  expect(await stored(clinic, out)).toMatchObject({ status: "SENT", nextAt: null });
  expect((await stored(clinic, out)).decisions.at(-1)).toMatchObject({ hop: 1, kind: "block" });
  expect((await stored(clinic, later)).decisions.some(({ hop, kind }) => hop === 1 && kind === "block")).toBe(
    true,
  );
  const queue = await inClinic(clinic.clinicId, (tx) =>
    tx.queueItem.findMany({ where: { clinicId: clinic.clinicId }, select: { messageId: true } }),
  );
  // Beside what may go, the one answer to the STOP.
  const answer = await inClinic(clinic.clinicId, (tx) =>
    tx.message.findFirst({ where: { clinicId: clinic.clinicId, isAutomatic: true, direction: "OUTBOUND" } }),
  );
  expect(queue.map(({ messageId }) => messageId).sort()).toEqual([either, later, theirs, answer?.id].sort());
  await drive(clinic.ctx(), [either, theirs]);
  expect((await stored(clinic, either)).deliveries).toMatchObject([{ channel: "EMAIL" }]);
  expect((await stored(clinic, theirs)).deliveries).toMatchObject([{ channel: "SMS" }]);
});

it("a vendor's refusal of an opted-out number (21610) cancels what is queued for it, and fails nothing else", async () => {
  const refuses = testVendor("twilio", "SMS", () => ({
    kind: "rejected",
    retry: false,
    reason: "opted_out",
    code: "21610",
  }));
  const clinic = await suite({ providers: [refuses.provider, testVendor("sendgrid", "EMAIL").provider] });
  const maria = await patient(clinic);
  const tomorrow = new Date(clinic.time.clock().getTime() + 86_400_000);
  const [first = ""] = await outbound(clinic, maria);
  const [queued = ""] = await outbound(clinic, maria);
  const [scheduled = ""] = await outbound(clinic, maria, { scheduledAt: tomorrow });
  const [either = ""] = await outbound(clinic, maria, { plan: ["SMS", "EMAIL"] });
  await drive(clinic.ctx(), [first]);
  expect(await stored(clinic, first)).toMatchObject({ status: "FAILED", reason: "opted_out" });
  for (const id of [queued, scheduled]) {
    expect(await stored(clinic, id)).toMatchObject({ status: "CANCELLED", reason: "opt_out", nextAt: null });
  }
  await drive(clinic.ctx(), [either]);
  expect((await stored(clinic, either)).deliveries).toMatchObject([{ channel: "EMAIL" }]);
  expect(refuses.sent).toHaveLength(1);
});

it("ends the way back to a text that was passed over by night, in the STOP's own transaction", async () => {
  // 9:52 PM in Denver: the text has to wait, so the mail goes and the text would follow its silence.
  const clinic = await suite({ ...vendors(), now: "2026-06-17T03:52:00Z" });
  const who = await patient(clinic);
  const { id } = await sendMessage(clinic.ctx(), {
    patientId: who.id,
    plan: ["SMS", "EMAIL"],
    body: "Please call us.",
    fallbackOnHold: true,
  });
  await drive(clinic.ctx(system), [id]);
  expect((await stored(clinic, id)).nextAt).not.toBeNull();
  clinic.time.advance(60_000);
  await stop(clinic, who.phone, async () => undefined);
  expect(await stored(clinic, id)).toMatchObject({ status: "SENT", channel: "EMAIL", nextAt: null });
  const { story } = await getMessage(clinic.ctx(), id);
  expect(story.at(-1)).toMatchObject({ kind: "blocked", rule: "opt_out", channel: "SMS" });
});
