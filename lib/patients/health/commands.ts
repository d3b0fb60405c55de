import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { findExperiences, type Reachable } from "@/lib/patients/health/queries";
import { standingOf, type Verdict } from "@/lib/patients/health/rules";
import type { Channel, ContactHealth, ContactKind } from "@/prisma/generated/enums";

const KIND: Record<Channel, ContactKind> = { SMS: "phone", EMAIL: "email", PUSH: "device", IN_APP: "device" };

export interface HealthEvidence extends Reachable {
  verdict: Verdict;
  /** A failure reason of `lib/providers/port.ts`. */
  reason: string | null;
  at: Date;
}

/** An address is dead, for every patient who has it, until a person confirms it. */
export async function closeForGood(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  evidence: Omit<HealthEvidence, "verdict">,
): Promise<void> {
  const { channel, address, reason, at } = evidence;
  const { count } = await tx.contactPoint.updateMany({
    where: {
      clinicId: ctx.clinicId,
      kind: KIND[channel],
      value: address,
      AND: [
        { OR: [{ health: { not: "closed" } }, { softFailures: { gt: 0 } }] },
        // What a person confirmed since is not closed again by what happened before.
        { OR: [{ lastConfirmedAt: null }, { lastConfirmedAt: { lte: at } }] },
      ],
    },
    data: { health: "closed", healthReason: reason, healthAt: at, softFailures: 0 },
  });
  if (count > 0)
    audit({ action: "contact.closed", subjectKind: "contact", fields: [channel, reason ?? "unknown"] });
}

/**
 * What a batch of receipts, already stored, teaches about addresses: dead ones are closed for good, the others stand
 * where all their receipts since a person's last word put them. Doing it twice, or in another order, changes nothing.
 */
export async function learnHealth(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  evidence: readonly HealthEvidence[],
): Promise<void> {
  for (const one of evidence) if (one.verdict === "closed") await closeForGood(tx, ctx, audit, one);
  const worked = evidence.filter(({ verdict }) => verdict === "ok");
  const troubled = [
    ...evidence.filter(({ verdict }) => verdict === "failing"),
    ...(await findTroubled(tx, ctx, worked)),
  ];
  if (troubled.length > 0) await standAnew(tx, ctx, audit, troubled);
}

/** Of addresses that have just worked, those that had not: of most nothing is to be written. */
async function findTroubled(tx: Tx, ctx: Ctx, worked: readonly Reachable[]): Promise<Reachable[]> {
  if (worked.length === 0) return [];
  const kinds = [...new Set(worked.map(({ channel }) => KIND[channel]))];
  const addresses = [...new Set(worked.map(({ address }) => address))];
  const rows = await tx.$queryRaw<{ kind: ContactKind; value: string }[]>`
    SELECT kind::text, value FROM "ContactPoint"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND kind = ANY(${kinds}::"ContactKind"[]) AND value = ANY(${addresses})
      AND (health = 'failing' OR (health = 'closed' AND "softFailures" > 0))`;
  const known = new Set(rows.map(({ kind, value }) => `${kind} ${value}`));
  return worked.filter(({ channel, address }) => known.has(`${KIND[channel]} ${address}`));
}

async function standAnew(tx: Tx, ctx: Ctx, audit: Audit, addresses: readonly Reachable[]): Promise<void> {
  const told = await findExperiences(tx, ctx, addresses);
  const points = await tx.$queryRaw<PointRow[]>`
    SELECT id, kind::text, value, health::text, "lastConfirmedAt" FROM "ContactPoint"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND value = ANY(${addresses.map(({ address }) => address)})
      AND (health <> 'closed' OR "softFailures" > 0)
    ORDER BY id FOR UPDATE`;
  for (const { id, kind, value, health, lastConfirmedAt } of points) {
    const channel = addresses.find((one) => KIND[one.channel] === kind && one.address === value)?.channel;
    if (!channel) continue;
    const own = told({ channel, address: value }).filter(
      ({ at }) => !lastConfirmedAt || at > lastConfirmedAt,
    );
    const standing = standingOf(own);
    if (!standing) continue;
    const data = {
      health: standing.health,
      healthReason: standing.reason,
      healthAt: standing.at,
      softFailures: standing.softFailures,
    };
    await tx.contactPoint.updateMany({ where: { clinicId: ctx.clinicId, id }, data });
    if (standing.health === "closed" && health !== "closed") {
      audit({
        action: "contact.closed",
        subjectKind: "contact",
        fields: [channel, standing.reason ?? "unknown"],
      });
    }
  }
}

interface PointRow {
  id: string;
  kind: ContactKind;
  value: string;
  health: ContactHealth;
  lastConfirmedAt: Date | null;
}
