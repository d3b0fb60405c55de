import { beforeAll, describe, expect, it } from "vitest";
import { createBulk } from "@/lib/bulk/commands";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { foldBulk } from "@/lib/bulk/progress/commands";
import { getBulk } from "@/lib/bulk/queries";
import { listRecipients } from "@/lib/bulk/results/queries";
import { ListRecipients, SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { systemCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { sendAgain } from "@/lib/messages/again/commands";
import { crowd, type One } from "@/lib/testing/crowd";
import { type Suite, suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";
import { Delivery } from "@/runner/deliver";

let clinic: Suite;
const bad = new Set<string>();
const mute = new Set<string>();
const vendor = testVendor("twilio", "SMS", (message) => {
  const to = "to" in message && typeof message.to === "string" ? message.to : "";
  if (bad.has(to)) return { kind: "rejected", retry: false, reason: "landline" };
  return mute.has(to) ? null : { kind: "accepted", ref: `SM${to}${vendor.sent.length}` };
});
const admin = () => clinic.ctx("admin");
const NAMES = ["fine", "failed", "failedToo", "resent", "dealtWith", "unknown", "stopped", "stays"] as const;
const people = {} as Record<(typeof NAMES)[number], One>;
let first: string;

async function work(rounds = 3, ms = 1_100) {
  const runner = new Delivery(clinic.ports, clinic.clinicId);
  for (let round = 0; round < rounds; round += 1) {
    clinic.time.advance(ms);
    await runBulks(clinic.ports, clinic.clinicId);
    await runner.pass();
    await runner.drained();
  }
}

const again = (given: object = {}) =>
  SendBulk.parse({ name: "Recall, again", audience: { kind: "again", bulkId: first }, ...given });
const messageOf = async (bulkId: string, one: One) => {
  const { items } = await listRecipients(admin(), bulkId, ListRecipients.parse({}));
  return items.find(({ patientId, state }) => patientId === one.id && state === "taken")?.messageId ?? "";
};
const handed = (one: One) => vendor.sent.filter(({ message }) => "to" in message && message.to === one.phone);
const stop = (one: One) => ({
  clinicId: clinic.clinicId,
  channel: "SMS" as const,
  address: one.phone,
  reason: "stop" as const,
  since: clinic.time.clock(),
});

beforeAll(async () => {
  clinic = await suite({ providers: [vendor.provider, testVendor("sendgrid", "EMAIL").provider] });
  const some = await crowd(clinic, NAMES.length);
  for (const [index, name] of NAMES.entries()) people[name] = some[index] as One;
  for (const one of [people.failed, people.failedToo, people.resent, people.dealtWith]) bad.add(one.phone);
  mute.add(people.unknown.phone);
  await inClinic(clinic.clinicId, (tx) =>
    tx.suppression.createMany({ data: [stop(people.stopped), stop(people.stays)] }),
  );
  const rows = [...some, people.fine].map(({ phone }) => `${phone},June 9`);
  const input = SendBulk.parse({
    name: "Recall",
    body: "Hi {{firstName}}, we missed you on {{visit_date}}.",
    channel: "SMS",
    category: "appointment",
    audience: { kind: "list", text: `Phone,Visit date\n${rows.join("\n")}\n` },
    fallbackMinutes: { SMS: 45 },
    tags: ["recall"],
  });
  first = await createBulk(admin(), input);
  await expect(checkBulk(admin(), again())).rejects.toMatchObject({ code: "conflict", reason: "not_over" });
  await work();
  await work(3, 60_000);
  bad.clear();
  mute.clear();
  await sendAgain(clinic.ctx(), await messageOf(first, people.resent), { confirmUnknown: false });
  const dealtWith = await messageOf(first, people.dealtWith);
  await inClinic(clinic.clinicId, async (tx) => {
    await tx.message.updateMany({ where: { id: dealtWith }, data: { handledAt: clinic.time.clock() } });
    await tx.suppression.deleteMany({ where: { address: people.stopped.phone } });
  });
}, 180_000);

describe("a bulk that is over goes again", () => {
  it("to whom it did not reach, by one check, and never to who has it or may have it", async () => {
    expect(await getBulk(admin(), first)).toMatchObject({
      status: "done",
      again: { failed: 2, excluded: 2, unknown: 1 },
      againOf: null,
      sentAgain: [],
    });
    const check = await checkBulk(admin(), again());
    expect(check).toMatchObject({ total: 4, go: 3, held: 0, excluded: 1, sentToday: 0 });
    expect(check.excludedBy).toMatchObject([{ reason: "opt_out", count: 1 }]);
    expect(check.sample?.rendered.SMS?.body).toBe("Hi Maria, we missed you on June 9.");
    const sure = again({ audience: { kind: "again", bulkId: first, confirmUnknown: true } });
    expect(await checkBulk(admin(), sure)).toMatchObject({ total: 5, go: 4, excluded: 1 });
  });

  it("as a bulk of its own, linked to the first, with its words and ways", async () => {
    const id = await createBulk(admin(), again());
    const twice = await createBulk(admin(), again()).catch((cause) => cause);
    expect(twice).toMatchObject({ reason: "nobody" });
    // A receipt tells meanwhile that one of them has it after all.
    const late = await messageOf(first, people.failedToo);
    await inClinic(clinic.clinicId, (tx) =>
      tx.message.updateMany({ where: { id: late }, data: { status: "DELIVERED" } }),
    );
    await work();
    expect(await getBulk(admin(), id)).toMatchObject({
      name: "Recall, again",
      category: "appointment",
      fallbackMinutes: { SMS: 45 },
      againOf: { id: first, name: "Recall" },
      audience: { kind: "again", bulkId: first },
      counts: { sent: 2, excluded: 2 },
      excludedBy: [{ reason: "had_it" }, { reason: "opt_out" }],
    });
    expect(handed(people.failed)).toHaveLength(2);
    expect(handed(people.stopped)).toHaveLength(1);
    for (const one of [people.fine, people.failedToo, people.dealtWith, people.unknown])
      expect(handed(one)).toHaveLength(1);
    const story = await inClinic(clinic.clinicId, (tx) =>
      tx.message.findMany({ where: { patientId: people.failed.id }, orderBy: { createdAt: "asc" } }),
    );
    expect(story[0]?.handledAt).not.toBeNull();
    expect(story[1]).toMatchObject({ metadata: { resendOf: story[0]?.id }, tags: ["bulk", "recall"] });
    await foldBulk(systemCtx(clinic.clinicId, "bulk", clinic.ports), first);
    expect(await getBulk(admin(), first)).toMatchObject({
      again: { failed: 0, excluded: 1, unknown: 1 },
      sentAgain: [{ id, name: "Recall, again" }],
    });
    await expect(
      sendAgain(clinic.ctx(), story[0]?.id ?? "", { confirmUnknown: false }),
    ).rejects.toMatchObject({ reason: "already_sent_again" });
  });

  it("to those who may have it only when a person says so, and the first message ends there", async () => {
    const sure = again({ audience: { kind: "again", bulkId: first, confirmUnknown: true } });
    const id = await createBulk(admin(), sure);
    await work();
    expect((await getBulk(admin(), id)).counts).toMatchObject({ sent: 1, excluded: 1 });
    expect(handed(people.unknown)).toHaveLength(2);
    const before = await messageOf(first, people.unknown);
    const ended = await inClinic(clinic.clinicId, (tx) => tx.message.findFirst({ where: { id: before } }));
    expect(ended?.cancelledBy).toBe("sent_again");
    const said = await inClinic(clinic.clinicId, (tx) =>
      tx.auditEntry.findFirst({ where: { subjectId: id, action: "bulk.unknown_confirmed" } }),
    );
    expect(said?.actorId).toBe(clinic.staff.admin);
    expect((await getBulk(admin(), first)).again).toMatchObject({ unknown: 0 });
  });

  it("but not to whom another bulk has said the same today", async () => {
    const [one, other] = await crowd(clinic, 2);
    if (!one || !other) throw new Error("There are two.");
    const say = { name: "Moved", body: "We have moved.", channel: "SMS" };
    const to = (some: One[]) => ({ kind: "patients", patientIds: some.map(({ id }) => id) });
    bad.add(one.phone);
    const moved = await createBulk(admin(), SendBulk.parse({ ...say, audience: to([one, other]) }));
    await work();
    bad.clear();
    await createBulk(admin(), SendBulk.parse({ ...say, audience: to([one]) }));
    await work();
    expect(handed(one)).toHaveLength(2);
    const audience = { kind: "again", bulkId: moved };
    expect(await checkBulk(admin(), again({ audience }))).toMatchObject({ total: 1, go: 0, sentToday: 1 });
    expect(await checkBulk(admin(), again({ audience, sendAgain: true }))).toMatchObject({ go: 1 });
  });

  it("by another way with other words, where the sender gives them", async () => {
    const [one] = await crowd(clinic, 1);
    if (!one) throw new Error("There is one.");
    bad.add(one.phone);
    const audience = { kind: "patients", patientIds: [one.id] };
    const short = { name: "Short", body: "Call us.", channel: "SMS" };
    const id = await createBulk(admin(), SendBulk.parse({ ...short, audience }));
    await work();
    await inClinic(clinic.clinicId, (tx) =>
      tx.contactPoint.create({
        data: {
          clinicId: clinic.clinicId,
          patientId: one.id,
          kind: "email",
          value: `${one.id}@example.org`,
          isPrimary: true,
          source: "test",
          createdAt: clinic.time.clock(),
        },
      }),
    );
    const mail = { channel: "EMAIL", content: { EMAIL: { subject: "Call us", body: "Please call us." } } };
    const check = await checkBulk(admin(), again({ audience: { kind: "again", bulkId: id }, ...mail }));
    expect(check).toMatchObject({ plan: ["EMAIL"], total: 1, go: 1 });
    expect(check.sample?.rendered.EMAIL?.subject).toBe("Call us");
  });

  it("forgets a list's values of whom it has reached, and is nobody's of another clinic", async () => {
    const kept = await inClinic(clinic.clinicId, (tx) =>
      tx.bulkRecipient.findMany({ where: { bulkId: first }, select: { patientId: true, variables: true } }),
    );
    const of = (one: One) => kept.find(({ patientId }) => patientId === one.id)?.variables;
    expect(of(people.failedToo)).toEqual({});
    expect(of(people.stays)).toEqual({ visitDate: "June 9" });
    const other = await suite();
    await expect(checkBulk(other.ctx("admin"), again())).rejects.toMatchObject({ code: "not_found" });
  });
});
