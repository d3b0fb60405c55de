import { validate as isUuid, v7 as uuid } from "uuid";
import { suppressContact } from "@/lib/consents/commands";
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
import { type HealthEvidence, recordHealth, recordRecoveries } from "@/lib/patients/health/commands";
import type { ReceiptInbound } from "@/lib/providers/port";
import { type AttemptRow, findAttempts, type WaitingEvent } from "@/lib/webhooks/queries";
import { ORPHAN_MS } from "@/lib/webhooks/rules";
import { unpackReceipt } from "@/lib/webhooks/schema";
import type { Channel, SuppressionReason } from "@/prisma/generated/enums";

interface Known {
  event: WaitingEvent;
  receipt: ReceiptInbound;
  attempt: AttemptRow;
}

/** What a receipt says about the address itself, beyond this one message. */
const CLOSES: Partial<Record<ReceiptInbound["receipt"], SuppressionReason>> = {
  unsubscribed: "unsubscribe",
  complained: "complaint",
};

const closingOf = (receipt: ReceiptInbound): SuppressionReason | undefined =>
  receipt.reason === "opted_out" ? "vendor_block" : CLOSES[receipt.receipt];

/** Applies a vendor's receipts clinic by clinic. Doing it twice, or in another order, changes nothing. */
export async function applyReceipts(ports: Ports, provider: string, events: WaitingEvent[]): Promise<void> {
  const parsed = events.map((event) => ({ event, receipt: unpackReceipt(event.payload) }));
  const attempts = await findAttempts(
    provider,
    parsed.flatMap(({ receipt }) => (receipt.key && isUuid(receipt.key) ? [receipt.key] : [])),
    parsed.flatMap(({ receipt }) => (receipt.ref ? [receipt.ref] : [])),
  );
  const byKey = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const byRef = new Map(attempts.map((attempt) => [attempt.providerMessageId, attempt]));
  const known: Known[] = [];
  const orphans: WaitingEvent[] = [];
  for (const { event, receipt } of parsed) {
    const attempt = byKey.get(receipt.key ?? "") ?? (receipt.ref ? byRef.get(receipt.ref) : undefined);
    if (attempt) known.push({ event, receipt, attempt });
    else orphans.push(event);
  }
  for (const [clinicId, group] of groupBy(known, ({ attempt }) => attempt.clinicId)) {
    const ctx = mintCtx(clinicId, { kind: "provider", name: provider }, ports);
    await write(ctx, async (tx, audit) => {
      await applyToClinic(tx, ctx, audit, group);
      faultPoint("before_receipts_commit");
    });
    faultPoint("after_receipts_commit");
  }
  await setAside(orphans, ports.clock());
}

async function applyToClinic(tx: Tx, ctx: Ctx, audit: Audit, group: Known[]): Promise<void> {
  const messageIds = [...new Set(group.map(({ attempt }) => attempt.messageId))].sort();
  // All messages are locked at once and by id, those that an opt-out in this batch will cancel among them: two batches
  // that locked one after the other could wait for each other.
  const closings = group.flatMap(({ receipt, attempt }) =>
    closingOf(receipt) ? [{ channel: attempt.channel as Channel, address: attempt.toAddress }] : [],
  );
  await holdAddresses(
    tx,
    ctx,
    closings.map(({ address }) => address),
  );
  await lockUnderway(tx, ctx, closings, messageIds);
  await insertReceipts(tx, ctx, group);
  await noteReceipts(
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
  );
  audit.fact();
  for (const known of group) await closeAddress(tx, ctx, audit, known);
  await learnHealth(tx, ctx, audit, group);
  await settle(tx, ctx, messageIds);
  const done = group.map(({ event }) => event.id);
  await tx.$executeRaw`
    UPDATE "WebhookEvent" SET "processedAt" = ${ctx.now}, "clinicId" = ${ctx.clinicId}::uuid, error = NULL
    WHERE id = ANY(${done}::uuid[])`;
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

async function closeAddress(tx: Tx, ctx: Ctx, audit: Audit, { receipt, attempt }: Known): Promise<void> {
  const reason = closingOf(receipt);
  if (!reason) return;
  await suppressContact(tx, ctx, audit, {
    channel: attempt.channel as Channel,
    address: attempt.toAddress,
    reason,
    evidence: { event: receipt.status, code: receipt.code ?? null },
    messageId: attempt.messageId,
    at: receipt.at,
  });
}

/** Of an address with bad news in this batch, one by one and in turn; of all that only worked, at once. */
async function learnHealth(tx: Tx, ctx: Ctx, audit: Audit, group: Known[]): Promise<void> {
  const evidence = group.flatMap(({ receipt, attempt }): HealthEvidence[] => {
    const verdict = verdictOf(receipt);
    if (!verdict) return [];
    const { channel, toAddress: address } = attempt;
    return [
      { channel: channel as Channel, address, verdict, reason: receipt.reason ?? null, at: receipt.at },
    ];
  });
  const troubled = new Set(evidence.flatMap(({ verdict, address }) => (verdict === "ok" ? [] : [address])));
  for (const one of evidence) if (troubled.has(one.address)) await recordHealth(tx, ctx, audit, one);
  await recordRecoveries(
    tx,
    ctx,
    evidence.filter(({ address }) => !troubled.has(address)),
  );
}

function verdictOf(receipt: ReceiptInbound): HealthEvidence["verdict"] | null {
  if (receipt.closes) return "closed";
  // Never sent: it says nothing about the phone.
  if (receipt.reason === "expired_in_queue" && receipt.receipt === "failed") return null;
  if (receipt.receipt === "delivered") return "ok";
  return receipt.soft ? "failing" : null;
}

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
