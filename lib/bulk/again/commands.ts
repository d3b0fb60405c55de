import type { Dropped, Ready } from "@/lib/bulk/judging/queries";
import { summaryOf } from "@/lib/bulk/row/queries";
import { leaveOut } from "@/lib/bulk/rules/leaving-out";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { settle } from "@/lib/delivery/commands";
import type { Bulk } from "@/prisma/generated/client";
import { Prisma } from "@/prisma/generated/client";

/**
 * Leaves out whose first message has arrived after all, was sent again by a colleague, or may have arrived and nobody
 * confirmed it. Locks those messages: of two that send again, the second sees what the first did.
 */
export async function withoutHad(
  tx: Tx,
  ctx: Ctx,
  bulk: Bulk,
  lines: readonly Ready[],
  dropped: Dropped[],
): Promise<Ready[]> {
  const replaced = lines.flatMap((one) => one.replaces ?? []);
  if (replaced.length === 0) return [...lines];
  const open = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Message" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ANY(${replaced}::uuid[])
      AND (status IN ('FAILED', 'BOUNCED') AND "handledAt" IS NULL
        OR ${bulk.confirmUnknown} AND status = 'PENDING' AND reason = 'unknown' AND "cancelledAt" IS NULL)
    ORDER BY id FOR UPDATE`;
  const may = new Set(open.map(({ id }) => id));
  return leaveOut(lines, dropped, ({ replaces }) =>
    !replaces || may.has(replaces) ? null : { reason: "had_it", evidence: {} },
  );
}

/** Their first messages are dealt with: what failed is nobody's work any more, what may have arrived tries no other way. */
export async function endFirst(tx: Tx, ctx: Ctx, bulk: Bulk, replaced: readonly string[]): Promise<void> {
  if (replaced.length === 0) return;
  const { clinicId, now } = ctx;
  const ids = Prisma.sql`"clinicId" = ${clinicId}::uuid AND id = ANY(${[...replaced]}::uuid[])`;
  await tx.$executeRaw`
    UPDATE "Message" SET "handledAt" = ${now}, "updatedAt" = ${now}
    WHERE ${ids} AND status IN ('FAILED', 'BOUNCED') AND "handledAt" IS NULL`;
  const unknown = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Message" SET "cancelledAt" = ${now}, "cancelledBy" = 'sent_again', "updatedAt" = ${now}
    WHERE ${ids} AND status = 'PENDING' AND "cancelledAt" IS NULL RETURNING id`;
  if (unknown.length > 0) {
    const unsure = unknown.map(({ id }) => id);
    await settle(tx, ctx, unsure);
  }
  const { bulkId } = summaryOf(bulk);
  // Counts its failures anew.
  if (bulkId) await tx.bulk.updateMany({ where: { clinicId, id: bulkId }, data: { lookAt: now } });
}
