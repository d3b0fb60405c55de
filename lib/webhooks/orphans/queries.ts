import type { Ctx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { LATE_MS, SKEW_MS } from "@/lib/webhooks/orphans/rules";
import type { AttemptRow } from "@/lib/webhooks/queries";

/** This clinic's attempts at an address shortly before an instant: two are enough to know that it could be either. */
export function findAttemptsTo(
  ctx: Ctx,
  asked: { provider: string; address: string; at: Date },
): Promise<AttemptRow[]> {
  const { provider, address, at } = asked;
  return inClinic(
    ctx.clinicId,
    (tx) => tx.$queryRaw<AttemptRow[]>`
      SELECT id, "clinicId", "messageId", provider, "providerMessageId", channel::text, "toAddress", "claimedAt"
      FROM "MessageDelivery"
      WHERE "clinicId" = ${ctx.clinicId}::uuid AND "toAddress" = ${address} AND provider = ${provider}
        AND "claimedAt" > ${new Date(at.getTime() - LATE_MS)} AND "claimedAt" <= ${new Date(at.getTime() + SKEW_MS)}
        AND (outcome IS NULL OR outcome = 'accepted')
      ORDER BY "claimedAt" DESC LIMIT 2`,
  );
}

/** Whether anyone at this clinic is reached there. */
export async function knowsAddress(ctx: Ctx, address: string): Promise<boolean> {
  const where = {
    clinicId: ctx.clinicId,
    value: address,
    kind: { in: ["phone", "email"] as ("phone" | "email")[] },
  };
  return (await inClinic(ctx.clinicId, (tx) => tx.contactPoint.count({ where, take: 1 }))) > 0;
}
