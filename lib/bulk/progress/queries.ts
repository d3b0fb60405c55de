import { type Progress, Progress as ProgressSchema } from "@/lib/bulk/progress/schema";
import type { BulkCounts, Result } from "@/lib/bulk/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { PLANNED_ANEW } from "@/lib/db/wire";
import { Prisma } from "@/prisma/generated/client";

/** What became of a line `r` with its message `m`. */
export const RESULT = Prisma.sql`
  CASE WHEN r.state = 'waiting' THEN 'waiting' WHEN r.state = 'excluded' THEN 'excluded'
    WHEN m.status = 'SCHEDULED' THEN 'held' WHEN m.status = 'PENDING' AND m.reason = 'unknown' THEN 'unknown'
    WHEN m.status = 'PENDING' THEN 'sending' WHEN m.status = 'SENT' THEN 'sent'
    WHEN m.status = 'DELIVERED' THEN 'delivered' WHEN m.status = 'CANCELLED' THEN 'cancelled' ELSE 'failed' END`;

/** A line with its message and its thread: of a bulk tens of thousands, in tables that were empty a minute ago. */
export const LINES = Prisma.sql`
  ${PLANNED_ANEW} "BulkRecipient" r
  LEFT JOIN "Message" m ON m."clinicId" = r."clinicId" AND m.id = r."messageId"
  LEFT JOIN "Conversation" c ON c."clinicId" = m."clinicId" AND c.id = m."conversationId"`;

/** The patient wrote after it had left. */
export const REPLIED = Prisma.sql`(m."sentAt" IS NOT NULL AND c."lastInboundAt" > m."sentAt")`;

interface Group {
  result: Exclude<Result, "all" | "replied">;
  reason: string | null;
  count: number;
  replied: number;
  fallbacks: number;
  unhandled: number;
  until: Date | null;
}

export const NOTHING: BulkCounts = {
  waiting: 0,
  held: 0,
  sending: 0,
  unknown: 0,
  sent: 0,
  delivered: 0,
  failed: 0,
  cancelled: 0,
  excluded: 0,
  replied: 0,
  clicked: 0,
};

/** A count of 50,000 lines joins three tables: once in ten seconds is enough for it. */
const REST_PER_LINE_MS = 0.2;

/** Ms for which the counts of so many lines are good enough; a second for up to 5,000. */
export const freshFor = (total: number) => Math.max(1_000, total * REST_PER_LINE_MS);

/** How far a bulk is: as it was just counted when it is large, else counted now. */
export async function progressOf(
  tx: Tx,
  ctx: Ctx,
  bulk: { id: string; total: number; progress: unknown },
): Promise<Progress> {
  const known = ProgressSchema.safeParse(bulk.progress);
  const age = known.data?.at ? ctx.now.getTime() - Date.parse(known.data.at) : Number.POSITIVE_INFINITY;
  const isFresh = freshFor(bulk.total) > 1_000 && age >= 0 && age < freshFor(bulk.total);
  return known.success && isFresh ? known.data : countBulk(tx, ctx, bulk.id);
}

/** How far a bulk is, counted from its lines and their messages. */
export async function countBulk(tx: Tx, ctx: Ctx, bulkId: string): Promise<Progress> {
  const groups = await tx.$queryRaw<Group[]>`
    SELECT ${RESULT} AS result, coalesce(r.reason, m.reason) AS reason, count(*)::int AS count,
      (count(*) FILTER (WHERE ${REPLIED}))::int AS replied,
      (count(*) FILTER (WHERE m.status IN ('SENT', 'PENDING') AND m."nextAt" IS NOT NULL))::int AS fallbacks,
      (count(*) FILTER (WHERE m.status IN ('FAILED', 'BOUNCED') AND m."handledAt" IS NULL))::int AS unhandled,
      max(m."nextAt") AS until
    FROM ${LINES}
    WHERE r."clinicId" = ${ctx.clinicId}::uuid AND r."bulkId" = ${bulkId}::uuid
    GROUP BY 1, 2`;
  const [opened] = await tx.$queryRaw<{ clicked: number }[]>`
    SELECT count(DISTINCT "messageId")::int AS clicked FROM "ShortLink"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND "bulkId" = ${bulkId}::uuid AND "firstClickAt" IS NOT NULL`;
  const counts = { ...NOTHING, clicked: opened?.clicked ?? 0 };
  for (const { result, count, replied } of groups) {
    counts[result] += count;
    counts.replied += replied;
  }
  const of = (result: Group["result"]) =>
    groups
      .filter((group) => group.result === result)
      .map(({ reason, count, until }) => ({ reason: reason ?? "unknown", count, until }))
      .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
  const plain = ({ reason, count }: { reason: string; count: number }) => ({ reason, count });
  const more = groups.filter(({ result }) => result === "sent" || result === "unknown");
  return {
    counts,
    at: ctx.now.toISOString(),
    fallbacks: more.reduce((sum, group) => sum + group.fallbacks, 0),
    excludedBy: of("excluded").map(plain),
    failedBy: [...of("failed"), ...of("cancelled")].map(plain),
    failures: groups
      .filter(({ unhandled }) => unhandled > 0)
      .map(({ reason, unhandled }) => ({ reason: reason ?? "unknown", count: unhandled }))
      .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)),
    heldBy: of("held").map(({ reason, count, until }) => ({
      reason,
      count,
      until: until?.toISOString() ?? null,
    })),
  };
}

/** Whether nothing more will be started for it: no line, and no other way for one that has left. */
export const isOver = ({ counts, fallbacks }: Progress) =>
  counts.waiting + counts.held + counts.sending + fallbacks === 0;
