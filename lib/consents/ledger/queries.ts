import type { z } from "zod";
import { standingAt } from "@/lib/consents/ledger/rules";
import type { ConsentsQuery, ConsentsSchema } from "@/lib/consents/ledger/schema";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import type { Channel, ConsentAct, ConsentPurpose } from "@/prisma/generated/enums";

/** A patient's whole ledger is tens of lines; beyond this the oldest would only repeat what later ones say. */
const MOST_LINES = 2_000;

interface Row {
  id: string;
  purpose: ConsentPurpose;
  channel: Channel;
  address: string | null;
  act: ConsentAct;
  disclosure: string | null;
  disclosureHash: string | null;
  source: string;
  by: string;
  note: string | null;
  at: Date;
}

/**
 * What a patient agreed to and took back: the state as of an instant, what is closed today, and the ledger itself,
 * newest first. Lines about an address alone (a STOP) count for everybody who has it. Throws `not_found`.
 */
export function getConsents(
  ctx: Ctx,
  patientId: string,
  query: ConsentsQuery,
): Promise<z.input<typeof ConsentsSchema>> {
  const { clinicId } = ctx;
  const asOf = query.asOf ?? ctx.now;
  return read(ctx, async (tx) => {
    const patient = await tx.patient.findUnique({
      where: { clinicId_id: { clinicId, id: patientId } },
      select: { contactPoints: { select: { value: true } } },
    });
    if (!patient) throw notFound("patient");
    const addresses = patient.contactPoints.map((point) => point.value);
    const lines = await loadLines(tx, ctx, { patientId, addresses, asOf });
    const closed = await tx.suppression.findMany({
      where: { clinicId, address: { in: addresses }, endedAt: null },
      select: { channel: true, address: true, reason: true, since: true },
      orderBy: { since: "asc" },
    });
    const before = decodeCursor(query.cursor);
    const rest = before
      ? lines.filter(
          ({ at, id }) => at < before.at || (at.getTime() === before.at.getTime() && id < before.id),
        )
      : lines;
    const page = pageOf(rest.slice(0, query.limit + 1), query.limit, ({ at, id }) => ({ at, id }));
    const standing = standingAt(lines, asOf).map(({ act, ...line }) => ({
      ...line,
      granted: act === "grant",
    }));
    return { asOf, standing, closed, ...page };
  });
}

/** Whoever was linked to this patient brought lines of their own. */
function loadLines(
  tx: Tx,
  { clinicId }: Ctx,
  about: { patientId: string; addresses: string[]; asOf: Date },
): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    WITH people AS (
      SELECT ${about.patientId}::uuid AS id
      UNION SELECT "fromId" FROM "PatientMerge"
      WHERE "clinicId" = ${clinicId}::uuid AND "intoId" = ${about.patientId}::uuid AND "undoneAt" IS NULL)
    SELECT e.id, e.purpose::text, e.channel::text, e.address, e.act::text, e.disclosure, e."disclosureHash", e.source,
      coalesce((SELECT s.name FROM "Staff" s WHERE s."clinicId" = e."clinicId" AND s.id::text = e."actorId"),
        e."actorKind") AS by,
      e.evidence ->> 'note' AS note, e.at
    FROM (
      SELECT * FROM "ConsentEvent" WHERE "clinicId" = ${clinicId}::uuid AND "patientId" IN (SELECT id FROM people)
      UNION ALL
      SELECT * FROM "ConsentEvent"
      WHERE "clinicId" = ${clinicId}::uuid AND "patientId" IS NULL AND address = ANY(${about.addresses})
        AND channel IN ('SMS', 'EMAIL', 'PUSH', 'IN_APP')) e
    WHERE e.at <= ${about.asOf}
    ORDER BY e.at DESC, e.id DESC LIMIT ${MOST_LINES}`;
}
