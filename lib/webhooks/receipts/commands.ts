import { validate as isUuid, v7 as uuid } from "uuid";
import { liftSuppression, suppressContact } from "@/lib/consents/commands";
import type { Ctx } from "@/lib/ctx";
import { mintCtx, type Ports } from "@/lib/ctx";
import { inInstallation, type Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { lockUnderway } from "@/lib/delivery/closing/commands";
import { settle } from "@/lib/delivery/commands";
import { noteReceipts } from "@/lib/failover/measure/commands";
import { faultPoint } from "@/lib/faults";
import { groupBy } from "@/lib/group-by";
import { log } from "@/lib/log";
import { type HealthEvidence, learnHealth } from "@/lib/patients/health/commands";
import type { ReceiptInbound } from "@/lib/providers/port";
import { applyOnCall } from "@/lib/webhooks/on-call/commands";
import { adoptByAddress } from "@/lib/webhooks/orphans/commands";
import { type AttemptRow, findAttempts, type WaitingEvent } from "@/lib/webhooks/queries";
import { closingOf, verdictOf } from "@/lib/webhooks/receipts/rules";
import { ORPHAN_MS } from "@/lib/webhooks/rules";
import { unpackReceipt } from "@/lib/webhooks/schema";
import type { Channel } from "@/prisma/generated/enums";

/** An event with the attempt that it speaks of. */
export interface Known {
  event: WaitingEvent;
  receipt: ReceiptInbound;
  attempt: AttemptRow;
}

/** Applies a vendor's receipts clinic by clinic. Doing it twice, or in another order, changes nothing. */
export async function applyReceipts(ports: Ports, provider: string, events: WaitingEvent[]): Promise<void> {
  const parsed = events.map((event) => ({ event, receipt: unpackReceipt(event.payload) }));
  const attempts = await findAttempts(
    provider,
    parsed.flatMap(({ receipt }) => (receipt.key && isUuid(receipt.key) ? [receipt.key] : [])),
    parsed.flatMap(({ receipt }) => (receipt.ref ? [receipt.ref] : [])),
  );
  const byKey = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const byRef = groupBy(attempts, (attempt) => attempt.providerMessageId ?? "");
  const known: Known[] = [];
  const orphans: WaitingEvent[] = [];
  const examples: WaitingEvent[] = [];
  for (const { event, receipt } of parsed) {
    if (receipt.test) {
      examples.push(event);
      continue;
    }
    const named = [byKey.get(receipt.key ?? ""), ...(receipt.ref ? (byRef.get(receipt.ref) ?? []) : [])];
    // A clinic's own account tells about that clinic's attempts, whatever ids it names.
    const attempt = named.find((one) => one && (!event.clinicId || one.clinicId === event.clinicId));
    if (attempt) known.push({ event, receipt, attempt });
    else orphans.push(event);
  }
  const others = await applyOnCall(ports, provider, orphans);
  const { adopted, left } = await adoptByAddress(ports, provider, others.left);
  known.push(...adopted);
  await learnRefs(known, ports.clock());
  for (const [clinicId, group] of groupBy(known, ({ attempt }) => attempt.clinicId)) {
    const ctx = mintCtx(clinicId, { kind: "provider", name: provider }, ports);
    await write(ctx, async (tx, audit) => {
      await applyToClinic(tx, ctx, audit, group);
      faultPoint("before_receipts_commit");
    });
    faultPoint("after_receipts_commit");
  }
  await setAside(left, ports.clock());
  if (examples.length > 0) {
    const done = { id: { in: examples.map(({ id }) => id) } };
    const data = { processedAt: ports.clock(), error: null };
    await inInstallation((tx) => tx.webhookEvent.updateMany({ where: done, data }));
  }
}

async function applyToClinic(tx: Tx, ctx: Ctx, audit: Audit, group: Known[]): Promise<void> {
  const messageIds = [...new Set(group.map(({ attempt }) => attempt.messageId))].sort();
  // All messages are locked at once and by id, those that an opt-out in this batch will cancel among them: two batches
  // that locked one after the other could wait for each other.
  const closings = group.flatMap(({ receipt, attempt }) =>
    closingOf(receipt, attempt.channel as Channel) || receipt.receipt === "resubscribed"
      ? [{ channel: attempt.channel as Channel, address: attempt.toAddress }]
      : [],
  );
  await holdAddresses(
    tx,
    ctx,
    closings.map(({ address }) => address),
  );
  const locked = lockUnderway(tx, ctx, closings, messageIds);
  // With an address to close it reads before it locks; without one the connection keeps the order.
  if (closings.length > 0) await locked;
  const stored = Promise.all([
    locked,
    insertReceipts(tx, ctx, group),
    noteReceipts(
      tx,
      ctx,
      group.map(({ receipt, attempt: { provider, channel, claimedAt } }) => ({
        provider,
        channel: channel as Channel,
        claimedAt,
        receipt: receipt.receipt,
        reason: receipt.reason,
        at: receipt.at,
      })),
    ),
  ]);
  // Awaited below; until then its failure has somebody who hears it.
  stored.catch(() => undefined);
  audit.fact();
  if (closings.length > 0) await stored;
  for (const known of group) await closeAddress(tx, ctx, audit, known);
  for (const known of group) await openAddress(tx, ctx, audit, known);
  await learnHealth(tx, ctx, audit, group.flatMap(evidenceOf));
  const done = group.map(({ event }) => event.id);
  await Promise.all([
    stored,
    settle(tx, ctx, messageIds),
    tx.$executeRaw`
      UPDATE "WebhookEvent" SET "processedAt" = ${ctx.now}, "clinicId" = ${ctx.clinicId}::uuid, error = NULL
      WHERE id = ANY(${done}::uuid[])`,
  ]);
}

async function insertReceipts(tx: Tx, ctx: Ctx, group: Known[]): Promise<void> {
  const rows = group.map(({ receipt, attempt }) => ({
    id: uuid(),
    deliveryId: attempt.id,
    provider: attempt.provider,
    eventId: receipt.eventId,
    kind: receipt.receipt,
    status: receipt.status,
    code: receipt.code ?? null,
    reason: receipt.reason ?? null,
    detail: receipt.detail ?? null,
    soft: receipt.soft ?? false,
    closes: receipt.closes ?? false,
    machine: receipt.machine ?? false,
    at: receipt.at,
  }));
  await tx.$executeRaw`
    INSERT INTO "Receipt" (id, "clinicId", "deliveryId", provider, "eventId", kind, status, code, reason, detail, soft,
      closes, machine, at, "recordedAt")
    SELECT v.id, ${ctx.clinicId}::uuid, v."deliveryId", v.provider, v."eventId", v.kind, v.status, v.code, v.reason,
      v.detail, v.soft, v.closes, v.machine, v.at, ${ctx.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, "deliveryId" uuid, provider text, "eventId" text, kind text, status text, code text, reason text,
      detail text, soft boolean, closes boolean, machine boolean, at timestamptz)
    ON CONFLICT DO NOTHING`;
}

/** A receipt may overtake the answer to its hand-off, which is written down within this time. */
const ANSWER_MS = 3_000;

/**
 * Nobody heard the answer to these hand-offs: the vendor's id of the message stands in its receipt, and it can be asked
 * by that. One that is known as another attempt's, of any clinic, stays that one's; no receipt waits for this.
 */
async function learnRefs(known: readonly Known[], now: Date): Promise<void> {
  const unanswered = new Date(now.getTime() - ANSWER_MS);
  const refs = known.flatMap(({ receipt, attempt }) =>
    receipt.ref && attempt.providerMessageId === null && attempt.claimedAt < unanswered
      ? [[receipt.ref, attempt.id] as const]
      : [],
  );
  const rows = [...new Map(refs)].map(([ref, id]) => ({ id, ref }));
  if (rows.length === 0) return;
  try {
    await inInstallation(
      (tx) => tx.$executeRaw`
        UPDATE "MessageDelivery" d SET "providerMessageId" = v.ref, "updatedAt" = ${now}
        FROM (
          SELECT m.id, r.ref FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, ref text)
          JOIN "MessageDelivery" m ON m.id = r.id
          WHERE m."providerMessageId" IS NULL AND NOT EXISTS (
            SELECT FROM "MessageDelivery" o WHERE o.provider = m.provider AND o."providerMessageId" = r.ref)
          -- Whose answer is being written at this moment needs nobody's help.
          FOR UPDATE OF m SKIP LOCKED) v
        WHERE d.id = v.id`,
    );
  } catch (cause) {
    // Two processes learned one at the same moment.
    log.error("receipt.ref_not_learned", cause, { count: rows.length });
  }
}

async function closeAddress(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  { event, receipt, attempt }: Known,
): Promise<void> {
  const reason = closingOf(receipt, attempt.channel as Channel);
  if (!reason || (await isTakenBack(tx, ctx, { event, receipt, attempt }))) return;
  await suppressContact(tx, ctx, audit, {
    channel: attempt.channel as Channel,
    address: attempt.toAddress,
    reason,
    evidence: { event: receipt.status, code: receipt.code ?? null },
    messageId: attempt.messageId,
    at: receipt.at,
  });
}

/** She subscribed again at the vendor: only what an unsubscribe closed, and before that, is open again. */
async function openAddress(tx: Tx, ctx: Ctx, audit: Audit, { receipt, attempt }: Known): Promise<void> {
  if (receipt.receipt !== "resubscribed") return;
  await liftSuppression(tx, ctx, audit, {
    channel: attempt.channel as Channel,
    address: attempt.toAddress,
    reasons: ["unsubscribe"],
    source: "resubscribe",
    at: receipt.at,
  });
}

/** Whether an unsubscribe that came late was taken back since. */
async function isTakenBack(tx: Tx, ctx: Ctx, { receipt, attempt }: Known): Promise<boolean> {
  const { clinicId } = ctx;
  const delivery = { clinicId, toAddress: attempt.toAddress };
  const where = { clinicId, kind: "resubscribed", at: { gte: receipt.at }, delivery };
  return receipt.receipt === "unsubscribed" && (await tx.receipt.count({ where, take: 1 })) > 0;
}

const evidenceOf = ({ receipt, attempt }: Known): HealthEvidence[] => {
  const verdict = verdictOf(receipt);
  const { channel, toAddress: address } = attempt;
  const about = { channel: channel as Channel, address, reason: receipt.reason ?? null, at: receipt.at };
  return verdict ? [{ ...about, verdict }] : [];
};

async function setAside(orphans: WaitingEvent[], now: Date): Promise<void> {
  if (orphans.length === 0) return;
  const tooOld = (event: WaitingEvent) => now.getTime() - event.receivedAt.getTime() > ORPHAN_MS;
  await inInstallation(async (tx) => {
    await tx.webhookEvent.updateMany({
      where: { id: { in: orphans.filter(tooOld).map((event) => event.id) } },
      data: { processedAt: now, error: "no_such_attempt" },
    });
    const waiting = orphans.filter((event) => !tooOld(event)).map((event) => event.id);
    const nextAt = new Date(now.getTime() + 2_000);
    await tx.webhookEvent.updateMany({ where: { id: { in: waiting } }, data: { nextAt } });
  });
}
