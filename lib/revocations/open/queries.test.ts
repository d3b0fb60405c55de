import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { decideQuestion } from "@/lib/revocations/deciding/commands";
import { listQuestions } from "@/lib/revocations/open/queries";
import { ListQuestions } from "@/lib/revocations/open/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const DAY = 86_400_000;
let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
});

const list = (query: Record<string, string> = {}) => listQuestions(clinic.ctx(), ListQuestions.parse(query));

test("what nobody has decided is listed by due date, page by page; past due alone is told apart; decided ones are gone", async () => {
  const people = [];
  for (const firstName of ["Ana", "Ben", "Cleo"]) {
    const one = await patient(clinic, { firstName });
    await inbound(clinic, one, "too many texts from you people");
    people.push(one);
    clinic.time.advance(3_600_000);
  }
  const first = await list({ limit: "2" });
  expect(first.items.map(({ name }) => name)).toEqual(["Ana Alvarez", "Ben Alvarez"]);
  expect(first.items[0]).toMatchObject({ kind: "stop", conversationId: people[0]?.conversationId });
  const second = await list({ limit: "2", cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ items: [{ name: "Cleo Alvarez" }], nextCursor: null });
  expect((await list({ late: "true" })).items).toEqual([]);
  // Past Ana's business day, not yet past Cleo's.
  const [due] = first.items;
  clinic.time.set(new Date((due?.dueAt.getTime() ?? 0) + 1_000).toISOString());
  expect((await list({ late: "true" })).items.map(({ name }) => name)).toEqual(["Ana Alvarez"]);
  await decideQuestion(clinic.ctx(), due?.id ?? "", { answer: "no" });
  expect((await list({ late: "true" })).items).toEqual([]);
  expect((await list()).items).toHaveLength(2);
});

test("another clinic's are not there, and months later an open one is still held and listed", async () => {
  const other = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const maria = await patient(other);
  await inbound(other, maria, "my mother passed away");
  expect((await list()).items.every(({ patientId }) => patientId !== maria.id)).toBe(true);
  other.time.advance(60 * DAY);
  const { items } = await listQuestions(other.ctx(), ListQuestions.parse({ late: "true" }));
  expect(items).toMatchObject([{ kind: "death", patientId: maria.id }]);
  const rows = await inClinic(other.clinicId, (tx) =>
    tx.revocationQuestion.count({ where: { clinicId: other.clinicId, decidedAt: null } }),
  );
  expect(rows).toBe(1);
});
