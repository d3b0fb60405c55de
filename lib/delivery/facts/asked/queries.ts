import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { AskedFact } from "@/lib/delivery/rules/asked";

/**
 * What patients said about these addresses or people that nobody has decided about yet. Whoever writes such a line holds
 * the address alone, so that a claim, which shares it before it reads, cannot miss it.
 */
export function loadAsked(
  tx: Tx,
  ctx: Ctx,
  addresses: readonly string[],
  patientIds: readonly string[],
): Promise<AskedFact[]> {
  return tx.$queryRaw<AskedFact[]>`
    SELECT q.kind, q.channel::text, q.address, m."patientId", q.word, q."askedAt" AS since, q."dueAt", q."wallAt"
    FROM "RevocationQuestion" q JOIN "Message" m ON m."clinicId" = q."clinicId" AND m.id = q."messageId"
    WHERE q."clinicId" = ${ctx.clinicId}::uuid AND q."decidedAt" IS NULL AND q.kind IN ('stop', 'death')
      AND (q.address = ANY(${[...addresses]}::text[]) OR m."patientId" = ANY(${[...patientIds]}::uuid[]))
    ORDER BY q."askedAt", q.id`;
}
