import { beforeAll, describe, expect, it } from "vitest";
import { cancelBulk, createBulk, pauseBulk, resumeBulk, startBulk } from "@/lib/bulk/commands";
import { expandNext } from "@/lib/bulk/expansion/commands";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { getBulk } from "@/lib/bulk/queries";
import { exportResults, listRecipients } from "@/lib/bulk/results/queries";
import { ListRecipients, SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { crowd, type One } from "@/lib/testing/crowd";
import { type Suite, suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";
import { Delivery } from "@/runner/deliver";

const WORDS = "Hi {{firstName}}, we missed you on {{visit_date}}. Please call us.";

const parse = (given: object) =>
  SendBulk.parse({ name: "No-show recall", body: WORDS, channel: "SMS", ...given });

async function clinicWithVendor() {
  const vendor = testVendor("twilio", "SMS");
  const clinic = await suite({ providers: [vendor.provider] });
  return { clinic, vendor };
}

/** Runs the bulk's job and the deliveries until nothing is left to do now. */
async function work(clinic: Suite, rounds = 12, isDone = async () => false) {
  const runner = new Delivery(clinic.ports, clinic.clinicId);
  for (let round = 0; round < rounds && !(await isDone()); round += 1) {
    clinic.time.advance(1_100);
    await runBulks(clinic.ports, clinic.clinicId);
    await runner.pass();
    await runner.drained();
  }
}

const idsOf = (people: readonly One[]) => people.map(({ id }) => id);

describe("the check and the run", () => {
  let clinic: Suite;
  let vendor: ReturnType<typeof testVendor>;
  let list: string;
  const left: Record<string, number> = {
    opt_out: 10,
    consent: 8,
    daily_cap: 7,
    no_contact_point: 5,
    shared_phone: 6,
    duplicate_patient: 4,
    missing_variable: 5,
    sent_today: 3,
    deceased: 2,
    do_not_contact: 2,
    contact_closed: 2,
    unknown_patient: 3,
    bad_row: 2,
  };
  const HELD = 6;
  const GO = 40;

  beforeAll(async () => {
    ({ clinic, vendor } = await clinicWithVendor());
    const people = await crowd(clinic, 100);
    const take = (count: number) => people.splice(0, count);
    const { clinicId } = clinic;
    const now = clinic.time.clock();
    const rows: string[] = [];
    const say = (some: readonly One[], visit = "June 9") => {
      for (const one of some) rows.push(`,${one.phone},${visit}`);
    };
    const stopped = take(10);
    const refused = take(8);
    const full = take(7);
    const phoneless = take(5);
    const shared = take(3);
    const vague = take(5);
    const had = take(3);
    const dead = take(2);
    const left = take(2);
    const closed = take(2);
    const away = take(HELD);
    const plain = take(GO);
    const twins = await crowd(clinic, 3);
    await inClinic(clinicId, async (tx) => {
      await tx.suppression.createMany({
        data: stopped.map(({ phone }) => ({
          clinicId,
          channel: "SMS" as const,
          address: phone,
          reason: "stop" as const,
          since: now,
        })),
      });
      await tx.consentEvent.createMany({
        data: refused.map(({ id, phone }) => ({
          clinicId,
          patientId: id,
          purpose: "contact" as const,
          channel: "SMS" as const,
          address: phone,
          act: "revoke" as const,
          actorKind: "staff",
          source: "phone",
          at: now,
        })),
      });
      await tx.patientDay.createMany({
        data: full.map(({ id }) => ({
          clinicId,
          patientId: id,
          localDate: new Date("2026-06-16"),
          used: 10,
        })),
      });
      await tx.contactPoint.deleteMany({ where: { patientId: { in: idsOf(phoneless) } } });
      for (const [index, one] of phoneless.entries()) {
        await tx.patient.update({ where: { id: one.id }, data: { externalId: `CL-${index}` } });
        rows.push(`CL-${index},,June 9`);
      }
      for (const [index, { phone }] of shared.entries()) {
        const twin = twins[index];
        if (!twin) continue;
        await tx.contactPoint.updateMany({ where: { patientId: twin.id }, data: { value: phone } });
        await tx.patient.update({ where: { id: twin.id }, data: { externalId: `T-${index}` } });
        await tx.patient.update({
          where: { id: shared[index]?.id ?? "" },
          data: { externalId: `S-${index}` },
        });
        rows.push(`T-${index},,June 9`, `S-${index},,June 9`);
      }
      await tx.patient.updateMany({
        where: { id: { in: idsOf(dead) } },
        data: { deceasedAt: now, deceasedSource: "obituary" },
      });
      await tx.patient.updateMany({ where: { id: { in: idsOf(left) } }, data: { doNotContact: true } });
      await tx.patient.updateMany({ where: { id: { in: idsOf(away) } }, data: { timeZone: "Pacific/Guam" } });
      await tx.contactPoint.updateMany({
        where: { patientId: { in: idsOf(closed) } },
        data: { health: "closed", healthReason: "unreachable_for_good", healthAt: now },
      });
    });
    say([...stopped, ...refused, ...full, ...dead, ...left, ...closed, ...away, ...plain, ...had]);
    say(plain.slice(0, 4));
    say(vague, "");
    rows.push(",3035550199,June 9", ",+1 720 555 0188,June 9", "CL-999,,June 9");
    rows.push(",12,June 9", ",,June 9");
    list = `Chart number,Phone,Visit date\n${rows.join("\n")}\n`;
    const first = `Phone,Visit date\n${had.map(({ phone }) => `${phone},June 9`).join("\n")}`;
    await createBulk(clinic.ctx("admin"), parse({ audience: { kind: "list", text: first } }));
    await work(clinic, 4);
  }, 180_000);

  it("counts every reason before anything is sent, and the run does the same", async () => {
    const ctx = clinic.ctx("admin");
    const input = parse({ audience: { kind: "list", text: list, filename: "no-shows.csv" } });
    const before = vendor.sent.length;
    const check = await checkBulk(ctx, input);
    expect(Object.fromEntries(check.excludedBy.map(({ reason, count }) => [reason, count]))).toEqual(left);
    expect(check).toMatchObject({ go: GO, held: HELD, rowErrors: 5, sentToday: 3 });
    expect(check.go + check.held + check.excluded).toBe(check.total);
    expect(check.heldBy).toMatchObject([{ reason: "quiet_hours", count: HELD }]);
    expect(check.curve.reduce((sum, { count }) => sum + count, 0)).toBe(GO + HELD);
    expect(check.sample?.rendered.SMS?.body).toBe("Hi Maria, we missed you on June 9. Please call us.");
    expect(check.rows).toContainEqual({
      row: expect.any(Number),
      column: 1,
      problem: "This number has too few or too many digits.",
    });
    expect(vendor.sent.length).toBe(before);

    const id = await createBulk(ctx, input);
    await work(clinic);
    const bulk = await getBulk(clinic.ctx("admin"), id);
    expect(bulk.counts).toMatchObject({
      sent: GO,
      held: HELD,
      excluded: check.excluded,
      waiting: 0,
      sending: 0,
    });
    expect(Object.fromEntries(bulk.excludedBy.map(({ reason, count }) => [reason, count]))).toEqual(left);
    expect(vendor.sent.length).toBe(before + GO);
    expect(new Set(vendor.sent.map(({ message }) => ("to" in message ? message.to : ""))).size).toBe(
      before + GO,
    );
    expect(bulk.status).toBe("running");
    const held = await listRecipients(clinic.ctx("admin"), id, ListRecipients.parse({ result: "held" }));
    expect(held.items.map(({ words }) => words)).toEqual(Array(HELD).fill("Quiet hours where they are."));

    clinic.time.set("2026-06-16T22:30:00Z");
    await work(clinic, 6);
    expect(vendor.sent.length).toBe(before + GO + HELD);
    expect(await getBulk(clinic.ctx("admin"), id)).toMatchObject({
      status: "done",
      counts: { sent: GO + HELD },
    });
    const { content } = await exportResults(clinic.ctx("admin"), id);
    expect(content.split("\r\n").length).toBe(check.total + 1);
    expect(content).toContain("Same patient as row");
  }, 180_000);

  it("leaves lists as they were: no thread is lifted, answered or failed by it", async () => {
    const threads = await inClinic(clinic.clinicId, (tx) =>
      tx.conversation.findMany({ where: { clinicId: clinic.clinicId } }),
    );
    expect(threads.every((one) => one.lastMessageId === null && one.failedSince === null)).toBe(true);
    const kinds = await inClinic(clinic.clinicId, (tx) =>
      tx.change.findMany({
        where: { clinicId: clinic.clinicId },
        distinct: ["kind"],
        select: { kind: true },
      }),
    );
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(["bulk", "bulk_message"]);
  });
});

describe("once", () => {
  it("hands everybody one message though expansion stops and starts anywhere, by several runners at once", async () => {
    const { clinic, vendor } = await clinicWithVendor();
    const people = await crowd(clinic, 620);
    const audience = {
      kind: "patients" as const,
      patientIds: [...idsOf(people), ...idsOf(people.slice(0, 20))],
    };
    const id = await createBulk(clinic.ctx("admin"), parse({ audience, body: "Hello {{firstName}}" }));
    const ctx = () => clinic.ctx({ kind: "system", job: "bulk" });
    // A process that dies in the middle leaves an open transaction, which is no transaction.
    const killed = { ...ctx(), ports: { ...clinic.ports } };
    await expect(
      inClinic(clinic.clinicId, async () => {
        await expandNext(killed, id);
        throw new Error("kill -9");
      }),
    ).rejects.toThrow("kill -9");
    expect((await getBulk(clinic.ctx("admin"), id)).counts.waiting).toBe(620);
    await Promise.all([expandNext(ctx(), id), expandNext(ctx(), id), expandNext(ctx(), id)]);
    // Usually 20 rounds; a machine too busy to hand over within two seconds of a claim gives it back and tries again.
    await work(clinic, 200, async () => (await getBulk(clinic.ctx("admin"), id)).status === "done");
    const { counts, status } = await getBulk(clinic.ctx("admin"), id);
    expect({ status, ...counts }).toMatchObject({ status: "done", sent: 620, excluded: 20 });
    expect(vendor.sent.length).toBe(620);
    expect(new Set(vendor.sent.map(({ message }) => ("to" in message ? message.to : ""))).size).toBe(620);
  }, 120_000);
});

describe("pause, resume, cancel", () => {
  it("claims nothing after a pause, not even what a runner had leased, and goes on where it stopped", async () => {
    const { clinic, vendor } = await clinicWithVendor();
    const people = await crowd(clinic, 60);
    const audience = { kind: "patients" as const, patientIds: idsOf(people) };
    const admin = () => clinic.ctx("admin");
    const id = await createBulk(admin(), parse({ audience, body: "Hello", start: false }));
    await runBulks(clinic.ports, clinic.clinicId);
    expect(await runBulks(clinic.ports, clinic.clinicId)).toBe(false);
    await startBulk(admin(), id);
    await runBulks(clinic.ports, clinic.clinicId);
    const { items } = await listRecipients(admin(), id, ListRecipients.parse({ limit: 20 }));
    const leased = items.flatMap(({ messageId }) => messageId ?? []);
    expect(leased.length).toBe(20);
    await pauseBulk(admin(), id);
    await drive(clinic.ctx({ kind: "system", job: "test" }), leased);
    await work(clinic, 3);
    expect(vendor.sent.length).toBe(0);
    expect((await getBulk(admin(), id)).heldBy).toMatchObject([{ reason: "bulk_paused", count: 20 }]);
    await expect(pauseBulk(admin(), id)).rejects.toMatchObject({ code: "conflict", reason: "is_paused" });
    await resumeBulk(admin(), id);
    await work(clinic, 6);
    expect(vendor.sent.length).toBe(60);
    expect((await getBulk(admin(), id)).status).toBe("done");
  }, 180_000);

  it("takes back what has not left and leaves what has", async () => {
    const { clinic, vendor } = await clinicWithVendor();
    const people = await crowd(clinic, 30);
    const audience = { kind: "patients" as const, patientIds: idsOf(people) };
    const admin = () => clinic.ctx("admin");
    const id = await createBulk(admin(), parse({ audience, body: "Hello" }));
    await runBulks(clinic.ports, clinic.clinicId);
    const { items } = await listRecipients(admin(), id, ListRecipients.parse({ limit: 10 }));
    await drive(
      clinic.ctx({ kind: "system", job: "test" }),
      items.flatMap(({ messageId }) => messageId ?? []),
    );
    await cancelBulk(admin(), id);
    await work(clinic, 4);
    expect(vendor.sent.length).toBe(10);
    expect(await getBulk(admin(), id)).toMatchObject({
      status: "cancelled",
      counts: { sent: 10, cancelled: 20, sending: 0 },
    });
    await expect(resumeBulk(admin(), id)).rejects.toMatchObject({ code: "conflict" });
    const kept = await createBulk(admin(), parse({ audience, body: "Hello again", start: false }));
    await cancelBulk(admin(), kept);
    await work(clinic, 2);
    expect(await getBulk(admin(), kept)).toMatchObject({ status: "cancelled", counts: { excluded: 30 } });
    expect(vendor.sent.length).toBe(10);
  }, 180_000);
});
