import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Content } from "@/lib/delivery/schema";
import { revealedBy } from "@/lib/incidents/exposure/rules";
import type { Category, Channel } from "@/prisma/generated/enums";

/** More than a year of ten a day: what is older is in the patient's history. */
const MOST = 4_000;

interface Row {
  messageId: string;
  channel: Channel;
  sentAt: Date;
  body: string;
  content: Content | null;
  category: Category;
  opened: boolean;
}

export interface ExposedMessage {
  messageId: string;
  channel: Channel;
  sentAt: Date;
  kinds: string[];
  revealed: string[];
}

/**
 * What went about this patient to this number or address since then, newest first: handed to a vendor and not reported
 * as failed. Each with what it reveals.
 */
export async function findExposed(
  tx: Tx,
  ctx: Ctx,
  at: { patientId: string; address: string; since: Date },
): Promise<ExposedMessage[]> {
  const { clinicId } = ctx;
  const [patient, clinic] = await Promise.all([
    tx.patient.findFirstOrThrow({
      where: { clinicId, id: at.patientId },
      select: { firstName: true, lastName: true },
    }),
    tx.clinic.findUniqueOrThrow({ where: { id: clinicId }, select: { name: true } }),
  ]);
  const rows = await tx.$queryRaw<Row[]>`
    SELECT DISTINCT ON (d."claimedAt", m.id) m.id AS "messageId", d.channel::text AS channel, d."claimedAt" AS "sentAt",
      m.body, m.content, m.category::text AS category,
      EXISTS (SELECT 1 FROM "SecureMessage" s WHERE s."clinicId" = ${clinicId}::uuid AND s."messageId" = m.id
        AND s.channel = d.channel AND s."openedAt" IS NOT NULL) AS opened
    FROM "MessageDelivery" d JOIN "Message" m ON m."clinicId" = d."clinicId" AND m.id = d."messageId"
    WHERE d."clinicId" = ${clinicId}::uuid AND d."toAddress" = ${at.address} AND d."claimedAt" >= ${at.since}
      AND m."patientId" = ${at.patientId}::uuid AND coalesce(d.outcome, 'accepted') = 'accepted'
      AND d.status NOT IN ('FAILED', 'BOUNCED') AND NOT m."isAutomatic"
    ORDER BY d."claimedAt" DESC, m.id LIMIT ${MOST}`;
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    if (seen.has(row.messageId)) return [];
    seen.add(row.messageId);
    const { messageId, channel, sentAt } = row;
    const link = row.content?.links?.[channel] ? (row.opened ? "opened" : "closed") : "none";
    const about = { category: row.category, patient, clinicName: clinic.name, link } as const;
    return [{ messageId, channel, sentAt, ...revealedBy({ ...about, words: wordsOf(row) }) }];
  });
}

/** What left by that way; the thread shows the words of the way in play. */
function wordsOf({ channel, content, body }: Row): string {
  if (channel === "SMS") return content?.SMS?.body ?? body;
  if (channel === "EMAIL") return content?.EMAIL ? `${content.EMAIL.subject}\n${content.EMAIL.body}` : body;
  return content?.[channel]?.body ?? "";
}
