import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { groupBy } from "@/lib/group-by";
import { type Experience, experienceOf } from "@/lib/patients/health/rules";
import type { Channel } from "@/prisma/generated/enums";

export interface Reachable {
  channel: Channel;
  address: string;
}

/** The newest attempts at an address that are looked at: a streak is five. */
const MOST = 40;

interface Row extends Reachable {
  kind: string;
  soft: boolean;
  reason: string | null;
  at: Date;
}

/** What receipts said about these addresses, newest attempts first. One query, however many. */
export async function findExperiences(
  tx: Tx,
  ctx: Ctx,
  addresses: readonly Reachable[],
): Promise<(one: Reachable) => Experience[]> {
  const asked = [
    ...new Map(
      addresses.map(({ channel, address }) => [keyOf({ channel, address }), { channel, address }]),
    ).values(),
  ];
  const rows = await tx.$queryRaw<Row[]>`
    SELECT v.channel, v.address, r.kind, r.soft, r.reason, r.at
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS v(channel text, address text)
    CROSS JOIN LATERAL (
      SELECT d.id FROM "MessageDelivery" d
      WHERE d."clinicId" = ${ctx.clinicId}::uuid AND d."toAddress" = v.address AND d.channel = v.channel::"Channel"
      ORDER BY d."claimedAt" DESC LIMIT ${MOST}) d
    JOIN "Receipt" r ON r."clinicId" = ${ctx.clinicId}::uuid AND r."deliveryId" = d.id
      AND r.kind IN ('delivered', 'failed', 'bounced')`;
  const told = groupBy(rows, keyOf);
  return (one) => (told.get(keyOf(one)) ?? []).flatMap((row) => experienceOf(row) ?? []);
}

const keyOf = ({ channel, address }: Reachable) => `${channel} ${address}`;
