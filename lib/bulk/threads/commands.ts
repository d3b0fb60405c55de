import { v7 as uuid } from "uuid";
import type { Ready } from "@/lib/bulk/judging/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";

/**
 * A thread for everybody who has none yet, so that each message has its place. A thread that begins with a bulk stands
 * where the inbox ends, not at its top: nobody has said anything.
 */
export async function openHomes(tx: Tx, ctx: Ctx, lines: readonly Ready[]): Promise<void> {
  const homeless = lines.filter(({ person }) => person.home === null);
  if (homeless.length === 0) return;
  const patients = homeless.map(({ person }) => person.id);
  const rows = patients.map((patientId) => ({ id: uuid(), patientId }));
  await tx.$executeRaw`
    INSERT INTO "Conversation" (id, "clinicId", kind, "patientId", "lastMessageAt", "createdAt")
    SELECT v.id, ${ctx.clinicId}::uuid, 'patient', v."patientId", p."createdAt", ${ctx.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(id uuid, "patientId" uuid)
    JOIN "Patient" p ON p."clinicId" = ${ctx.clinicId}::uuid AND p.id = v."patientId"
    ORDER BY v."patientId" ON CONFLICT DO NOTHING`;
  const homes = await tx.$queryRaw<{ patientId: string; id: string; address: string | null }[]>`
    SELECT DISTINCT ON ("patientId") "patientId", id, address FROM "Conversation"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND "patientId" = ANY(${patients}::uuid[])
    ORDER BY "patientId", kind, "createdAt"`;
  const homeOf = new Map(homes.map(({ patientId, id, address }) => [patientId, { id, address }]));
  for (const { person } of homeless) person.home = homeOf.get(person.id) ?? null;
}
