import { expect, test } from "vitest";
import { createBulk } from "@/lib/bulk/commands";
import { handleFailures } from "@/lib/bulk/failures/commands";
import { listBulkFailures } from "@/lib/bulk/failures/queries";
import { foldBulk } from "@/lib/bulk/progress/commands";
import { SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { listConversations } from "@/lib/conversations/queries";
import { ListConversations } from "@/lib/conversations/schema";
import { systemCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { crowd } from "@/lib/testing/crowd";
import { suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";

test("a bulk's failures are one row with a remedy per cause, and go when they are dealt with", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const { clinicId } = clinic;
  const desk = () => clinic.ctx();
  const people = await crowd(clinic, 9);
  const audience = { kind: "patients", patientIds: people.map(({ id }) => id) };
  const given = SendBulk.parse({ name: "Recall", body: "Please call us.", channel: "SMS", audience });
  const id = await createBulk(clinic.ctx("admin"), given);
  await runBulks(clinic.ports, clinicId);
  const fail = (of: typeof people, reason: string) =>
    inClinic(clinicId, (tx) =>
      tx.message.updateMany({
        where: { clinicId, patientId: { in: of.map((one) => one.id) } },
        data: { status: "FAILED", reason, nextAt: null },
      }),
    );
  await fail(people.slice(0, 5), "landline");
  await fail(people.slice(5, 7), "number_gone");
  await foldBulk(systemCtx(clinicId, "bulk", clinic.ports), id);

  const { items } = await listBulkFailures(desk());
  expect(items).toMatchObject([
    {
      id,
      name: "Recall",
      count: 7,
      causes: [
        { reason: "landline", count: 5, helps: "Email or call them, or add a mobile number." },
        { reason: "number_gone", count: 2, words: "Numbers no longer in service" },
      ],
    },
  ]);
  const failed = await listConversations(desk(), ListConversations.parse({ view: "failed" }));
  expect(failed.items).toEqual([]);

  const left = await handleFailures(desk(), id, { reason: "landline" });
  expect(left.items).toMatchObject([{ count: 2, causes: [{ reason: "number_gone" }] }]);
  expect(await handleFailures(desk(), id, {})).toEqual({ items: [] });
  await fail(people.slice(7, 8), "phone_off");
  await foldBulk(systemCtx(clinicId, "bulk", clinic.ports), id);
  expect((await listBulkFailures(desk())).items).toMatchObject([{ count: 1 }]);
  const other = await suite();
  await expect(handleFailures(other.ctx(), id, {})).rejects.toMatchObject({ code: "not_found" });
});
