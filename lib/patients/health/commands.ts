import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import type { Channel, ContactKind } from "@/prisma/generated/enums";

const KIND: Record<Channel, ContactKind> = { SMS: "phone", EMAIL: "email", PUSH: "device", IN_APP: "device" };

export interface HealthEvidence {
  channel: Channel;
  address: string;
  verdict: "ok" | "failing" | "closed";
  /** A failure reason of `lib/providers/port.ts`. */
  reason: string | null;
  at: Date;
}

/**
 * What a receipt teaches about an address, for every patient who has it. A closed address stays closed until a person
 * confirms it; success ends a streak of temporary failures.
 */
export async function recordHealth(tx: Tx, ctx: Ctx, audit: Audit, evidence: HealthEvidence): Promise<void> {
  const { channel, address, verdict, reason, at } = evidence;
  const where = { clinicId: ctx.clinicId, kind: KIND[channel], value: address };
  if (verdict === "ok") {
    const recovering = { ...where, health: "failing" as const };
    await tx.contactPoint.updateMany({
      where: recovering,
      data: { health: "ok", healthReason: null, healthAt: at, softFailures: 0 },
    });
    return;
  }
  const streak = verdict === "failing" ? { softFailures: { increment: 1 } } : {};
  const { count } = await tx.contactPoint.updateMany({
    where: { ...where, health: { not: "closed" } },
    data: { health: verdict, healthReason: reason, healthAt: at, ...streak },
  });
  if (count > 0 && verdict === "closed") {
    audit({ action: "contact.closed", subjectKind: "contact", fields: [channel, reason ?? "unknown"] });
  }
}

/** What `recordHealth` does with verdicts "ok", for many addresses in one statement. */
export async function recordRecoveries(
  tx: Tx,
  ctx: Ctx,
  worked: readonly Pick<HealthEvidence, "channel" | "address" | "at">[],
): Promise<void> {
  if (worked.length === 0) return;
  const rows = worked.map(({ channel, address, at }) => ({ kind: KIND[channel], value: address, at }));
  await tx.$executeRaw`
    UPDATE "ContactPoint" p SET health = 'ok', "healthReason" = NULL, "healthAt" = v.at, "softFailures" = 0
    FROM (
      SELECT kind, value, max(at) AS at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(kind "ContactKind", value text, at timestamptz)
      GROUP BY kind, value) v
    WHERE p."clinicId" = ${ctx.clinicId}::uuid AND p.kind = v.kind AND p.value = v.value AND p.health = 'failing'`;
}
