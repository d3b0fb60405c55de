import { type Ctx, later } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import type { Claimed } from "@/lib/delivery/claim/commands";
import { returnSlots } from "@/lib/delivery/claim/days/commands";
import { type ClosedAddress, cancelQueued, lockUnderway } from "@/lib/delivery/closing/commands";
import { foldAndSave } from "@/lib/delivery/settle/commands";
import { noteHandOffs } from "@/lib/failover/measure/commands";
import { faultPoint } from "@/lib/faults";
import { closeForGood } from "@/lib/patients/health/commands";
import type { Outcome } from "@/lib/providers/port";

/** What became of one claim. */
export interface Answered {
  attempt: Pick<Claimed, "attemptId" | "messageId" | "channel" | "provider" | "to">;
  outcome: Outcome | { kind: "released" };
  at: Date;
}

/**
 * Stores outcomes and folds their messages again: one transaction for many. An outcome is written once; only an
 * acceptance that came late overwrites a refusal that was concluded from silence.
 */
export async function recordOutcomes(ctx: Ctx, answered: readonly Answered[]): Promise<void> {
  const messageIds = [...new Set(answered.map(({ attempt }) => attempt.messageId))].sort();
  await write(ctx, async (tx, audit) => {
    audit.fact();
    const closed = answered
      .filter(({ outcome }) => isClosing(outcome))
      .map(({ attempt: { channel, to } }): ClosedAddress => ({ channel, address: to }));
    await holdAddresses(
      tx,
      ctx,
      closed.map(({ address }) => address),
    );
    const locked = lockUnderway(tx, ctx, closed, messageIds);
    // With an address to close it reads before it locks; without one the connection keeps the order.
    if (closed.length > 0) await locked;
    const now = ctx.ports.clock();
    const failed = answered.filter(({ outcome }) => outcome.kind !== "accepted");
    const stored = [
      locked,
      returnSlots(
        tx,
        ctx,
        failed.map(({ attempt }) => attempt.attemptId),
        now,
      ),
      storeOutcomes(tx, ctx, answered, now),
      noteHandOffs(
        tx,
        ctx,
        answered.flatMap(({ attempt, outcome, at }) =>
          attempt.channel === "IN_APP" ? [] : [{ provider: attempt.provider, outcome, at }],
        ),
      ),
    ];
    if (failed.length > 0) await Promise.all(stored);
    for (const answer of failed) await learn(tx, ctx, audit, answer);
    await Promise.all([...stored, foldAndSave(tx, ctx, messageIds, now, { wakes: false })]);
    for (const address of closed) await cancelQueued(tx, later(ctx), address);
    faultPoint("before_record_commit");
  });
  faultPoint("after_record_commit");
}

async function storeOutcomes(tx: Tx, ctx: Ctx, answered: readonly Answered[], now: Date): Promise<void> {
  const rows = answered.map(({ attempt, outcome, at }) => ({
    id: attempt.attemptId,
    outcome: outcome.kind,
    at,
    ref: outcome.kind === "accepted" ? outcome.ref : null,
    reason: outcome.kind === "rejected" ? outcome.reason : null,
    retry: outcome.kind === "rejected" ? outcome.retry : null,
    notBefore: outcome.kind === "rejected" ? (outcome.notBefore ?? null) : null,
  }));
  await tx.$executeRaw`
    UPDATE "MessageDelivery" d SET
      outcome = v.outcome, "outcomeAt" = v.at, "outcomeReason" = v.reason, "outcomeRetry" = v.retry,
      "notBefore" = v."notBefore", "providerMessageId" = coalesce(d."providerMessageId", v.ref), "updatedAt" = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, outcome text, at timestamptz, ref text, reason text, retry boolean, "notBefore" timestamptz)
    WHERE d.id = v.id AND d."clinicId" = ${ctx.clinicId}::uuid
      AND (d.outcome IS NULL OR (d.outcome <> 'accepted' AND v.outcome = 'accepted'))`;
}

/** The vendor refuses this address because its owner asked for that. */
const isClosing = (outcome: Answered["outcome"]) =>
  outcome.kind === "rejected" &&
  (outcome.reason === "opted_out" || outcome.reason === "suppressed_at_vendor");

/** What a refusal says about the address itself, beyond this one message. */
async function learn(tx: Tx, ctx: Ctx, audit: Audit, { attempt, outcome, at }: Answered): Promise<void> {
  if (outcome.kind !== "rejected") return;
  const { channel, to: address } = attempt;
  const { reason } = outcome;
  if (outcome.closes) await closeForGood(tx, ctx, audit, { channel, address, reason, at });
  if (!isClosing(outcome)) return;
  const closing = { since: at, evidence: { code: outcome.code ?? null }, messageId: attempt.messageId };
  await tx.suppression.updateMany({
    where: { clinicId: ctx.clinicId, channel, address, reason: "vendor_block", endedAt: { lt: at } },
    data: { ...closing, endedAt: null },
  });
  await tx.suppression.upsert({
    where: {
      clinicId_channel_address_reason: {
        clinicId: ctx.clinicId,
        channel,
        address,
        reason: "vendor_block",
      },
    },
    create: {
      clinicId: ctx.clinicId,
      channel,
      address,
      reason: "vendor_block",
      ...closing,
    },
    update: {},
  });
  audit({ action: "contact.suppressed", subjectKind: "contact", fields: [channel, "vendor_block"] });
}
