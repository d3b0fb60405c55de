import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import type { InAppPage } from "@/lib/in-app/schema";
import { zonesOf } from "@/lib/patients/zones/rules";
import { momentFor } from "@/lib/secure/days/rules";

/** As many as a phone shows in a few screens. */
const PER_PAGE = 20;

interface Row {
  id: string;
  mine: boolean;
  body: string;
  automatic: boolean;
  createdAt: Date;
  /** When it was put here. */
  at: Date;
  unread: boolean;
}

/**
 * What a patient and the clinic wrote to each other in the portal, newest first: her messages, and those of ours that
 * are there, whatever other way they took afterwards. Drafts and what still waits are not.
 */
export function listInApp(ctx: Ctx, patientId: string, cursor?: string): Promise<z.input<typeof InAppPage>> {
  const { clinicId } = ctx;
  return read(ctx, async (tx) => {
    const after = decodeCursor(cursor);
    const rows = await tx.$queryRaw<Row[]>`
      SELECT m.id, m.direction = 'INBOUND' AS mine, m."isAutomatic" AS automatic, m."createdAt",
        coalesce(d."outcomeAt", m."createdAt") AS at, d.id IS NOT NULL AND d."openedAt" IS NULL AS unread,
        CASE WHEN m.direction = 'INBOUND' THEN m.body ELSE coalesce(m.content #>> '{IN_APP,body}', m.body) END AS body
      FROM "Message" m LEFT JOIN LATERAL (
        SELECT a.id, a."outcomeAt", a."openedAt" FROM "MessageDelivery" a
        WHERE a."clinicId" = m."clinicId" AND a."messageId" = m.id AND a.channel = 'IN_APP' AND a.outcome = 'accepted'
        ORDER BY a.hop, a.attempt LIMIT 1) d ON true
      WHERE m."clinicId" = ${clinicId}::uuid AND m."patientId" = ${patientId}::uuid
        AND (m.channel = 'IN_APP' OR 'IN_APP' = ANY (m.plan)) AND (m.direction = 'INBOUND' OR d.id IS NOT NULL)
        AND (${after === null} OR (m."createdAt", m.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      ORDER BY m."createdAt" DESC, m.id DESC LIMIT ${PER_PAGE + 1}`;
    const { items, nextCursor } = pageOf(rows, PER_PAGE, ({ createdAt, id }) => ({ at: createdAt, id }));
    const { zone, language } = await findManners(tx, ctx, patientId);
    return {
      items: items.map(({ createdAt: _kept, ...row }) => ({
        ...row,
        written: momentFor(row.at, zone, language),
      })),
      nextCursor,
    };
  });
}

async function findManners(tx: Tx, { clinicId, now }: Ctx, patientId: string) {
  const patient = await tx.patient.findFirstOrThrow({
    where: { clinicId, id: patientId },
    include: { contactPoints: true, clinic: { select: { timeZone: true } } },
  });
  const phones = patient.contactPoints
    .filter((point) => point.kind === "phone" && point.health !== "closed")
    .map((point) => point.value);
  const known = { ...patient, phones, clinicTimeZone: patient.clinic.timeZone };
  return { zone: zonesOf(known, now).zones[0] ?? patient.clinic.timeZone, language: patient.language };
}
