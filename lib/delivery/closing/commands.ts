import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { fallbacksClosed, REVOCATIONS } from "@/lib/delivery/closing/rules";
import { loadFacts, loadHouse } from "@/lib/delivery/facts/queries";
import { loadHistories, lockMessages } from "@/lib/delivery/history/queries";
import { KIND_OF } from "@/lib/delivery/rules/target";
import { foldAndSave } from "@/lib/delivery/settle/commands";
import type { Channel, ContactKind } from "@/prisma/generated/enums";

export interface ClosedAddress {
  channel: Channel;
  address: string;
}

/**
 * Locks, in the house's order (by id), the messages underway to patients who have one of these addresses, and the given
 * ones with them. Underway: queued, scheduled, being tried, or out with a fallback still to come. Returns their ids.
 */
export async function lockUnderway(
  tx: Tx,
  ctx: Ctx,
  closed: readonly ClosedAddress[],
  others: readonly string[] = [],
): Promise<string[]> {
  const { clinicId } = ctx;
  const points = closed.flatMap(({ channel, address }): { kind: ContactKind; value: string }[] =>
    channel === "IN_APP" ? [] : [{ kind: KIND_OF[channel], value: address }],
  );
  if (points.length === 0) {
    await tx.$queryRaw`
      SELECT id FROM "Message" WHERE "clinicId" = ${clinicId}::uuid AND id = ANY(${[...others]}::uuid[])
      ORDER BY id FOR UPDATE`;
    return [];
  }
  const people = await tx.contactPoint.findMany({
    where: { clinicId, OR: points },
    select: { patientId: true },
  });
  const patientIds = people.map((point) => point.patientId);
  const locked = await tx.$queryRaw<{ id: string; underway: boolean }[]>`
    SELECT id, "nextAt" IS NOT NULL OR status IN ('PENDING', 'SCHEDULED') AS underway FROM "Message"
    WHERE "clinicId" = ${clinicId}::uuid AND (id = ANY(${[...others]}::uuid[])
      OR ("patientId" = ANY(${patientIds}::uuid[]) AND status IN ('PENDING', 'SCHEDULED'))
      OR ("patientId" = ANY(${patientIds}::uuid[]) AND status = 'SENT' AND "nextAt" IS NOT NULL))
    ORDER BY id FOR UPDATE`;
  return locked.filter((message) => message.underway).map((message) => message.id);
}

/**
 * Cancels what could only have gone to an address that has just been closed, and ends every fallback to it; what has
 * another way goes on by that. Call it with the address held (`holdAddresses`) and the suppression written.
 */
export async function cancelQueued(tx: Tx, ctx: Ctx, closed: ClosedAddress): Promise<void> {
  await cancelForbidden(tx, ctx, await lockUnderway(tx, ctx, [closed]));
}

/** The same for locked messages about which somebody has just taken a consent back. */
export async function cancelForbidden(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  const { clinicId } = ctx;
  if (ids.length === 0) return;
  await endFallbacks(tx, ctx, ids);
  // The one decision says which of them could only have gone there; those are cancelled, not failed.
  await foldAndSave(tx, ctx, ids, ctx.now, { wakes: true });
  const blocked = await tx.message.findMany({
    where: {
      clinicId,
      id: { in: [...ids] },
      status: "FAILED",
      reason: { in: [...REVOCATIONS] },
      isAutomatic: false,
    },
    select: { id: true },
  });
  const cancelled = blocked.map((message) => message.id);
  if (cancelled.length === 0) return;
  await tx.message.updateMany({
    where: { clinicId, id: { in: cancelled } },
    data: { cancelledAt: ctx.now, cancelledBy: "opt_out", reason: "opt_out", updatedAt: ctx.now },
  });
  await foldAndSave(tx, ctx, cancelled, ctx.now, { wakes: false });
}

/** The same for locked messages to an address that turned out to be somebody else's, once its contact points are closed. */
export async function cancelMisdirected(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  const { clinicId, now } = ctx;
  if (ids.length === 0) return;
  await foldAndSave(tx, ctx, ids, now, { wakes: true });
  const failed = {
    status: "FAILED" as const,
    reason: "contact_closed",
    isAutomatic: false,
    cancelledAt: null,
  };
  const stopped = await tx.message.updateManyAndReturn({
    where: { clinicId, id: { in: [...ids] }, ...failed },
    data: { cancelledAt: now, cancelledBy: "wrong_number", updatedAt: now },
    select: { id: true },
  });
  const cancelled = stopped.map(({ id }) => id);
  if (cancelled.length > 0) await foldAndSave(tx, ctx, cancelled, now, { wakes: false });
}

/** Hops still to come that the opt-out forbids are decided now, so that nobody is told of a fallback that cannot come. */
async function endFallbacks(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  const stored = (await lockMessages(tx, ctx, ids)).filter(({ facts }) => facts.plan.length > 1);
  if (stored.length === 0) return;
  const house = await loadHouse(tx, ctx);
  const messages = stored.map(({ facts }) => facts);
  const facts = await loadFacts(tx, ctx, house, messages, ctx.now);
  const historyOf = await loadHistories(tx, ctx, ids);
  const rows = stored.flatMap(({ facts: { id, plan }, cache }) => {
    const known = facts.get(id);
    if (!known) return [];
    return fallbacksClosed(known, house.policy, historyOf(id), cache.hop, ctx.now).map(
      ({ hop, reasons }) => ({
        id: uuid(),
        messageId: id,
        hop,
        channel: plan[hop],
        reasons,
      }),
    );
  });
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "Decision" (id, "clinicId", "messageId", hop, channel, kind, reasons, at)
    SELECT v.id, ${ctx.clinicId}::uuid, v."messageId", v.hop, v.channel::"Channel", 'block', v.reasons, ${ctx.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, "messageId" uuid, hop int, channel text, reasons jsonb)`;
}
