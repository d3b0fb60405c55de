import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { versionOf } from "@/lib/db/version";
import { sendsPictures, shownAs, troubleOf } from "@/lib/senders/rules";
import type { Purpose, Registration, SenderList } from "@/lib/senders/schema";

/** Of so many newest messages the health of the senders is told; the clinic's time index gives them. */
const LATEST = 1_000;

interface Counts {
  sender: string;
  handed: number;
  delivered: number;
  failed: number;
}

/** The clinic's numbers and addresses with how they stand, texts first, the default one on top. */
export function listSenders(ctx: Ctx): Promise<z.input<typeof SenderList>> {
  return read(ctx, async (tx) => ({ items: await loadSenders(tx, ctx) }));
}

export async function loadSenders(tx: Tx, ctx: Ctx): Promise<z.input<typeof SenderList>["items"]> {
  const { clinicId } = ctx;
  const senders = await tx.sender.findMany({
    where: { clinicId },
    orderBy: [{ channel: "asc" }, { isActive: "desc" }, { isDefault: "desc" }, { createdAt: "asc" }],
    take: 200,
  });
  const counts = await tx.$queryRaw<Counts[]>`
    WITH latest AS (
      SELECT id FROM "Message" WHERE "clinicId" = ${clinicId}::uuid ORDER BY "createdAt" DESC LIMIT ${LATEST})
    SELECT d.sender, count(*)::int AS handed,
      count(*) FILTER (WHERE d.status = 'DELIVERED')::int AS delivered,
      count(*) FILTER (WHERE d.status IN ('FAILED', 'BOUNCED'))::int AS failed
    FROM latest l JOIN "MessageDelivery" d ON d."messageId" = l.id
    WHERE d."clinicId" = ${clinicId}::uuid AND d.outcome IS NOT NULL AND d.outcome <> 'released'
    GROUP BY d.sender`;
  const healthOf = new Map(counts.map(({ sender, ...health }) => [sender, health]));
  return senders.map((row) => {
    const registration = row.registration as Registration;
    return {
      id: row.id,
      channel: row.channel,
      provider: row.provider,
      kind: row.kind,
      address: row.address,
      shown: shownAs(row.address),
      displayName: row.displayName,
      rate: row.rate,
      purpose: row.purpose as Purpose,
      registration,
      campaign: row.campaign,
      mms: sendsPictures(row),
      isDefault: row.isDefault,
      isActive: row.isActive,
      health: healthOf.get(row.address) ?? { handed: 0, delivered: 0, failed: 0 },
      trouble: troubleOf({ ...row, registration }),
      version: versionOf(row),
    };
  });
}
