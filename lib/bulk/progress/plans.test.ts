import { expect, it } from "vitest";
import { createBulk } from "@/lib/bulk/commands";
import { getBulk } from "@/lib/bulk/queries";
import { listRecipients } from "@/lib/bulk/results/queries";
import { ListRecipients, SendBulk } from "@/lib/bulk/schema";
import { inClinic } from "@/lib/db/transaction";
import { crowd } from "@/lib/testing/crowd";
import { suite } from "@/lib/testing/ctx";

it("keeps no plan of a count over a bulk's lines: one from a clinic's first hour took half a minute for 620 of them", async () => {
  const clinic = await suite();
  const people = await crowd(clinic, 3);
  const audience = { kind: "patients" as const, patientIds: people.map(({ id }) => id) };
  const asked = SendBulk.parse({ audience, body: "Hello", name: "Visits", channel: "SMS", start: false });
  const id = await createBulk(clinic.ctx("admin"), asked);
  const kept = await inClinic(clinic.clinicId, async (tx) => {
    for (let time = 0; time < 6; time += 1) {
      await getBulk(clinic.ctx("admin"), id);
      await listRecipients(clinic.ctx("admin"), id, ListRecipients.parse({}));
    }
    return tx.$queryRaw<{ statement: string }[]>`SELECT statement FROM pg_prepared_statements`;
  });
  const texts = kept.map(({ statement }) => statement);
  expect(texts.some((text) => text.includes("set_config('app.clinic_id'"))).toBe(true);
  expect(texts.filter((text) => /"BulkRecipient" r\s+LEFT JOIN/.test(text))).toEqual([]);
});
