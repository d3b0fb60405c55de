import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Subscriber, subscriberCode, subscriberHash } from "@/lib/subscribers/rules";

/** Keeps what the codes in these mails stand for, before the mails leave. Those known already cost nothing. */
export async function keepSubscribers(
  tx: Tx,
  ctx: Ctx,
  people: readonly Omit<Subscriber, "clinicId">[],
  secret: string,
): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map((one) => ({
    ...one,
    id: uuid(),
    codeHash: subscriberHash(subscriberCode({ ...one, clinicId: ctx.clinicId }, secret)),
  }));
  await tx.$executeRaw`
    INSERT INTO "Subscriber" (id, "clinicId", "patientId", address, "codeHash", "createdAt")
    SELECT v.id, ${ctx.clinicId}::uuid, v."patientId", v.address, v."codeHash", ${ctx.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, "patientId" uuid, address text, "codeHash" text)
    ORDER BY v."codeHash" ON CONFLICT DO NOTHING`;
}
