import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";

/** A text whose pictures are all kept here, or refused, and still lie with the vendor as well. */
export interface Fetched {
  messageId: string;
  /** The vendor's own id of the text. */
  ref: string;
  /** Whose number it came to; null: the number is no sender of the clinic any more. */
  provider: string | null;
  at: Date;
}

/** Oldest first; those in `resting` are left out. */
export function listFetched(ctx: Ctx, resting: readonly string[], take: number): Promise<Fetched[]> {
  return read(
    ctx,
    (tx) => tx.$queryRaw<Fetched[]>`
      SELECT m.id AS "messageId", m."inboundRef" AS ref, s.provider, min(a."createdAt") AS at
      FROM "Attachment" a
      JOIN "Message" m ON m."clinicId" = a."clinicId" AND m.id = a."messageId" AND m."inboundRef" IS NOT NULL
      LEFT JOIN "Sender" s ON s."clinicId" = m."clinicId" AND s.channel = 'SMS' AND s.address = m."toAddress"
      WHERE a."clinicId" = ${ctx.clinicId}::uuid AND a."vendorUrl" IS NOT NULL AND a.size > 0
        AND NOT (m.id = ANY(${resting}::uuid[]))
        AND NOT EXISTS (SELECT 1 FROM "Attachment" o WHERE o."clinicId" = a."clinicId"
          AND o."messageId" = m.id AND o.size = 0 AND o.refused IS NULL)
      GROUP BY m.id, m."inboundRef", s.provider ORDER BY at LIMIT ${take}`,
  );
}
