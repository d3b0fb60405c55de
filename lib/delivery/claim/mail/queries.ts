import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { MailFact } from "@/lib/delivery/claim/mail/rules";

/** Mails of a thread that an answer names; more would not fit its headers. */
const MOST = 12;

/**
 * The language of each mail's reader and, where it answers a mail, the ids of the thread before it. One query, asked
 * for mails only.
 */
export async function loadMailFacts(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, MailFact>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<(MailFact & { id: string })[]>`
    SELECT m.id, p.language, coalesce((
      SELECT array_agg(t.ref ORDER BY t.at, t.id) FROM (
        SELECT b.id, b."createdAt" AS at, CASE b.direction WHEN 'INBOUND' THEN split_part(b."inboundRef", ' ', 1) ELSE (
          SELECT '<' || d.id || '@' || split_part(d.sender, '@', 2) || '>' FROM "MessageDelivery" d
          WHERE d."clinicId" = b."clinicId" AND d."messageId" = b.id AND d.outcome = 'accepted'
          ORDER BY d."claimedAt" DESC LIMIT 1) END AS ref
        FROM "Message" b
        WHERE b."clinicId" = m."clinicId" AND b."conversationId" = m."conversationId" AND b.channel = 'EMAIL'
          AND b.status <> 'DRAFT' AND b."createdAt" <= r."createdAt"
        ORDER BY b."createdAt" DESC, b.id DESC LIMIT ${MOST}) t WHERE t.ref IS NOT NULL), '{}') AS thread
    FROM "Message" m
    JOIN "Patient" p ON p."clinicId" = m."clinicId" AND p.id = m."patientId"
    LEFT JOIN "Message" r ON r."clinicId" = m."clinicId" AND r.id = m."inReplyToId" AND r.channel = 'EMAIL'
    WHERE m."clinicId" = ${ctx.clinicId}::uuid AND m.id = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, ...fact }) => [id, fact]));
}
