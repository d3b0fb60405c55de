import { DateTime } from "luxon";
import type { Ready } from "@/lib/bulk/judging/queries";
import type { Person } from "@/lib/bulk/people/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { zonesOf } from "@/lib/patients/zones/rules";

/**
 * Who has had these very words since their own day began, or has them coming today, by hash; what was taken back or failed
 * does not count, nor what they stand for. Lines that are about to have them count too, but not for one that expands now
 * (`expanding`: its bulk): the first to come there wins.
 */
export async function findSaid(
  tx: Tx,
  ctx: Ctx,
  lines: readonly Ready[],
  expanding: string | null = null,
): Promise<Map<string, Date>> {
  const hashes = lines.map((one) => one.hash);
  const replaced = lines.flatMap((one) => one.replaces ?? []);
  // A message that was held over night was decided yesterday and left today; a paused one may go at any time.
  const rows = await tx.$queryRaw<{ wordsHash: string; at: Date }[]>`
    SELECT r."wordsHash", t.at FROM "BulkRecipient" r
    JOIN "Bulk" b ON b."clinicId" = r."clinicId" AND b.id = r."bulkId"
    LEFT JOIN "Message" m ON m."clinicId" = r."clinicId" AND m.id = r."messageId"
    CROSS JOIN LATERAL unnest(ARRAY[r.at, m."sentAt",
      CASE WHEN m.status NOT IN ('PENDING', 'SCHEDULED') THEN NULL
        WHEN b.status = 'paused' THEN ${ctx.now}::timestamptz ELSE greatest(m."nextAt", ${ctx.now}) END]) AS t(at)
    WHERE r."clinicId" = ${ctx.clinicId}::uuid AND r."wordsHash" = ANY(${hashes}::text[]) AND r.state <> 'excluded'
      AND t.at IS NOT NULL AND b.status IN ('running', 'paused', 'done', 'cancelling', 'cancelled')
      AND (${expanding}::uuid IS NULL OR b.id <> ${expanding}::uuid)
      AND (r.state = 'waiting' AND b.status IN ('running', 'paused') AND ${expanding}::uuid IS NULL
        OR m.status NOT IN ('CANCELLED', 'FAILED', 'BOUNCED') AND m.id <> ALL(${replaced}::uuid[]))
    ORDER BY t.at`;
  if (rows.length === 0) return new Map();
  const { timeZone } = await tx.clinic.findUniqueOrThrow({
    where: { id: ctx.clinicId },
    select: { timeZone: true },
  });
  const personOf = new Map(lines.map((one) => [one.hash, one.person]));
  const today = rows.filter(({ wordsHash, at }) => {
    const person = personOf.get(wordsHash);
    const zone = person ? zoneOf(person, timeZone, ctx.now) : timeZone;
    return DateTime.fromJSDate(at, { zone }).hasSame(DateTime.fromJSDate(ctx.now, { zone }), "day");
  });
  return new Map(today.map(({ wordsHash, at }) => [wordsHash, at]));
}

/** The zone whose calendar counts for a patient. */
export function zoneOf(person: Person, clinicTimeZone: string, now: Date): string {
  const open = person.contactPoints.filter((point) => point.kind === "phone" && point.health !== "closed");
  const phones = open.map((point) => point.value);
  return zonesOf({ ...person, phones, clinicTimeZone }, now).zones[0] ?? clinicTimeZone;
}
