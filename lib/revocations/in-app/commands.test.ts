import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { listInApp } from "@/lib/in-app/queries";
import { decideQuestion } from "@/lib/revocations/deciding/commands";
import { findQuestions } from "@/lib/revocations/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { inApp, letIn } from "@/lib/testing/portal";
import { testVendor } from "@/lib/testing/provider";

let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({
    providers: [testVendor("twilio", "SMS").provider, testVendor("sendgrid", "EMAIL").provider],
  });
});

async function reader(given: Parameters<typeof patient>[1] = {}) {
  const person = await patient(clinic, given);
  await letIn(clinic, person.id);
  return person;
}

const closed = async ({ phone, email }: { phone: string; email: string }) => {
  const rows = await inClinic(clinic.clinicId, (tx) =>
    tx.suppression.findMany({
      where: { clinicId: clinic.clinicId, address: { in: [phone, email] }, endedAt: null },
      orderBy: { channel: "asc" },
    }),
  );
  return rows.map(({ channel }) => channel);
};

const asked = ({ conversationId }: { conversationId: string }) =>
  inClinic(clinic.clinicId, (tx) => findQuestions(tx, clinic.ctx(), conversationId));

const status = async (ids: string[]) => Promise.all(ids.map(async (id) => (await stored(clinic, id)).status));

test.each([
  ["stop texting me", ["SMS"], "no more texts from us"],
  ["ya no me manden correos", ["EMAIL"], "Ya no le mandaremos correos"],
  ["STOP", ["SMS", "EMAIL"], "no more texts and emails from us"],
] as const)(
  "“%s” closes what it names, ends what waits, and is confirmed in the portal alone",
  async (text, ways, says) => {
    const maria = await reader();
    const later = { scheduledAt: new Date(clinic.time.clock().getTime() + 3_600_000) };
    const waiting = [
      ...(await outbound(clinic, maria, { ...later, plan: ["SMS"] })),
      ...(await outbound(clinic, maria, { ...later, plan: ["EMAIL"] })),
    ];
    await inApp(clinic, maria.id, text);
    expect(await closed(maria)).toEqual(ways);
    expect(await status(waiting)).toEqual(
      (["SMS", "EMAIL"] as const).map((way) =>
        (ways as readonly string[]).includes(way) ? "CANCELLED" : "SCHEDULED",
      ),
    );
    const replies = await inClinic(clinic.clinicId, (tx) =>
      tx.message.findMany({
        where: { clinicId: clinic.clinicId, patientId: maria.id, isAutomatic: true },
        select: { id: true, channel: true },
      }),
    );
    expect(replies.map(({ channel }) => channel)).toEqual(["IN_APP"]);
    await drive(clinic.ctx({ kind: "system", job: "runner" }), [replies[0]?.id ?? ""]);
    const page = await listInApp(clinic.ctx({ kind: "patient", id: maria.id }), maria.id);
    expect(page.items[0]).toMatchObject({
      mine: false,
      automatic: true,
      body: expect.stringContaining(says),
    });
  },
);

test("a phone that her family shares stays open until a person decides; what is automatic waits", async () => {
  const ana = await reader({ email: null });
  await patient(clinic, { phone: ana.phone, email: null, firstName: "Leo" });
  await inApp(clinic, ana.id, "stop texting me");
  expect(await closed(ana)).toEqual([]);
  const waits = await outbound(clinic, ana, { plan: ["SMS"] });
  expect(await stored(clinic, waits[0] ?? "")).toMatchObject({ reason: "revocation_unsure" });
  const [question] = await asked(ana);
  await decideQuestion(clinic.ctx(), question?.id ?? "", { answer: "yes" });
  expect(await closed(ana)).toEqual(["SMS"]);
  expect(await status(waits)).toEqual(["CANCELLED"]);
});

test("a bare CANCEL in the portal closes nothing, a person decides; START there reopens nothing", async () => {
  const maria = await reader();
  await inApp(clinic, maria.id, "cancel");
  expect(await closed(maria)).toEqual([]);
  const [question] = await asked(maria);
  expect(question).toMatchObject({ kind: "stop", channel: "IN_APP" });
  const waits = await outbound(clinic, maria, { plan: ["EMAIL"] });
  expect(await stored(clinic, waits[0] ?? "")).toMatchObject({ reason: "revocation_unsure" });
  await decideQuestion(clinic.ctx(), question?.id ?? "", { answer: "no" });
  expect(await stored(clinic, waits[0] ?? "")).toMatchObject({ status: "PENDING" });
  await inApp(clinic, maria.id, "please stop texting me");
  await inApp(clinic, maria.id, "START");
  expect(await closed(maria)).toEqual(["SMS"]);
});
