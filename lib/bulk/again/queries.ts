import { NOT_AGAIN } from "@/lib/bulk/again/rules";
import type { AgainCounts } from "@/lib/bulk/again/schema";
import type { Candidate } from "@/lib/bulk/rules/candidate";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { AppError, notFound } from "@/lib/errors";
import { type Bulk, Prisma } from "@/prisma/generated/client";

const FAILED = Prisma.sql`('FAILED', 'BOUNCED')`;
const OVER = Prisma.sql`('FAILED', 'BOUNCED', 'CANCELLED')`;

/** A message that may have been sent, and that nobody has sent again yet. */
const isUnknown = (m: Prisma.Sql) =>
  Prisma.sql`(${m}.status = 'PENDING' AND ${m}.reason = 'unknown' AND ${m}."cancelledAt" IS NULL)`;

/**
 * Lines `r` of a bulk that did not get it, each of one `kind`: not delivered (and not dealt with), left out for a reason
 * that may be gone, or unknown. Whoever has it, or is about to, by any bulk of the family is in none of them.
 */
function lines(ctx: Ctx, bulk: Pick<Bulk, "id" | "againOf">, columns: Prisma.Sql): Prisma.Sql {
  const { clinicId } = ctx;
  const root = bulk.againOf ?? bulk.id;
  return Prisma.sql`
    WITH person AS (
      SELECT coalesce(q."mergedIntoId", q.id) AS id,
        coalesce(bool_or(o.state = 'waiting' OR n.status NOT IN ${OVER} AND NOT ${isUnknown(Prisma.sql`n`)}), false) AS got,
        coalesce(bool_or(${isUnknown(Prisma.sql`n`)}), false) AS unknown
      FROM "Bulk" b
      JOIN "BulkRecipient" o ON o."clinicId" = b."clinicId" AND o."bulkId" = b.id
      JOIN "Patient" q ON q."clinicId" = o."clinicId" AND q.id = o."patientId"
      LEFT JOIN "Message" n ON n."clinicId" = o."clinicId" AND n.id = o."messageId"
      WHERE b."clinicId" = ${clinicId}::uuid AND (b.id = ${root}::uuid OR b."againOf" = ${root}::uuid)
      GROUP BY 1),
    line AS (
      SELECT r.number, r."patientId", r.variables, r."messageId" AS replaces, person.unknown,
        CASE WHEN r.state = 'excluded' AND r.reason <> ALL(${[...NOT_AGAIN]}::text[]) THEN 'excluded'
          WHEN m.status IN ${FAILED} AND m."handledAt" IS NULL THEN 'failed'
          WHEN ${isUnknown(Prisma.sql`m`)} THEN 'unknown' END AS kind
      FROM "BulkRecipient" r
      JOIN "Patient" p ON p."clinicId" = r."clinicId" AND p.id = r."patientId"
      JOIN person ON person.id = coalesce(p."mergedIntoId", p.id)
      LEFT JOIN "Message" m ON m."clinicId" = r."clinicId" AND m.id = r."messageId"
      WHERE r."clinicId" = ${clinicId}::uuid AND r."bulkId" = ${bulk.id}::uuid AND r.state <> 'waiting'
        AND NOT person.got)
    SELECT ${columns} FROM line WHERE kind = 'unknown' OR kind IS NOT NULL AND NOT unknown`;
}

/** The bulk that is to go again to those it did not reach. Throws `not_found`, `conflict` (`not_over`). */
export async function firstOf(tx: Tx, ctx: Ctx, id: string): Promise<Bulk> {
  const bulk = await tx.bulk.findFirst({ where: { clinicId: ctx.clinicId, id } });
  if (!bulk) throw notFound("bulk message");
  if (bulk.status === "done" || bulk.status === "cancelled") return bulk;
  throw new AppError("conflict", "This bulk message is not over. Wait until it is.", "not_over");
}

/** Those it did not reach, as lines of another; with those who may have it only where a person says so. */
export async function findAgain(tx: Tx, ctx: Ctx, bulk: Bulk, confirmUnknown: boolean): Promise<Candidate[]> {
  const columns = Prisma.sql`number, "patientId", variables, replaces, kind`;
  const rows = await tx.$queryRaw<
    {
      number: number;
      patientId: string;
      variables: Record<string, string>;
      replaces: string | null;
      kind: string;
    }[]
  >`
    ${lines(ctx, bulk, columns)} ORDER BY number`;
  return rows
    .filter(({ kind }) => kind !== "unknown" || confirmUnknown)
    .map(({ kind: _, ...row }) => ({ ...row, left: null }));
}

/** How many of a bulk that is over it did not reach; null: it is not over, or reached everybody. */
export async function countAgain(tx: Tx, ctx: Ctx, bulk: Bulk): Promise<AgainCounts | null> {
  if (bulk.status !== "done" && bulk.status !== "cancelled") return null;
  const columns = Prisma.sql`kind, count(*)::int AS count`;
  const groups = await tx.$queryRaw<{ kind: keyof AgainCounts; count: number }[]>`
    ${lines(ctx, bulk, columns)} GROUP BY kind`;
  if (groups.length === 0) return null;
  const counts: AgainCounts = { failed: 0, excluded: 0, unknown: 0 };
  for (const { kind, count } of groups) counts[kind] = count;
  return counts;
}
