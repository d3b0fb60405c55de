import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";

/** Of these messages, those whose bulk is paused or being taken back. Nearly always none: then it reads an empty index. */
export async function loadHalted(
  tx: Tx,
  ctx: Ctx,
  messages: readonly MessageFacts[],
): Promise<Map<string, NonNullable<Facts["halted"]>>> {
  const ids = messages.filter(({ priority }) => priority === "bulk").map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ messageId: string; name: string; since: Date | null }[]>`
    SELECT r."messageId", b.name, b."pausedAt" AS since FROM "Bulk" b
    JOIN "BulkRecipient" r ON r."clinicId" = b."clinicId" AND r."bulkId" = b.id
    WHERE b."clinicId" = ${ctx.clinicId}::uuid AND (b.status = 'paused' OR b.status = 'cancelling')
      AND r."messageId" = ANY(${ids}::uuid[])`;
  return new Map(rows.map(({ messageId, name, since }) => [messageId, { name, since }]));
}
