import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { AttemptFact, History, ReceiptFact, Said } from "@/lib/delivery/rules/schema";
import type { Answer, Content, MessageFacts, Reason } from "@/lib/delivery/schema";
import { groupBy } from "@/lib/group-by";
import type { ReceiptKind } from "@/lib/providers/port";
import type { CreatedByKind, DeliveryStatus, MessageStatus } from "@/prisma/generated/enums";

/** A message as stored: its facts, and the columns that cache `next`. */
export interface Stored {
  facts: MessageFacts;
  subject: string | null;
  createdByKind: CreatedByKind;
  cache: {
    status: MessageStatus;
    reason: string | null;
    hop: number;
    nextAt: Date | null;
    sentAt: Date | null;
    deliveredAt: Date | null;
  };
}

/** Locks outbound messages by id, then reads them as they are under the lock. Ids of other kinds are left out. */
export async function lockMessages(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Stored[]> {
  await tx.$queryRaw`
    SELECT id FROM "Message"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ANY(${ids}::uuid[]) AND direction = 'OUTBOUND'
    ORDER BY id FOR UPDATE`;
  return readMessages(tx, ctx, ids);
}

async function readMessages(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Stored[]> {
  const rows = await tx.message.findMany({
    where: {
      clinicId: ctx.clinicId,
      id: { in: [...ids] },
      direction: "OUTBOUND",
      status: { not: "DRAFT" },
    },
    omit: { metadata: true, htmlBody: true },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({
    subject: row.subject,
    createdByKind: row.createdByKind,
    cache: {
      status: row.status,
      reason: row.reason,
      hop: row.hop,
      nextAt: row.nextAt,
      sentAt: row.sentAt,
      deliveredAt: row.deliveredAt,
    },
    facts: {
      id: row.id,
      patientId: row.patientId,
      conversationId: row.conversationId,
      category: row.category,
      priority: row.priority,
      plan: row.plan,
      content: (row.content ?? {}) as Content,
      scheduledAt: row.scheduledAt,
      expiresAt: row.expiresAt,
      cancelledAt: row.cancelledAt,
      cancelledBy: row.cancelledBy,
      isAutomatic: row.isAutomatic,
      isKeywordReply: row.isAutomatic && row.tags.includes("keyword_reply"),
      toAddress: row.toAddress,
    },
  }));
}

/** An attempt with its stored projection, so that only what changed is written. */
export interface StoredAttempt extends AttemptFact {
  shown: { status: DeliveryStatus; deliveredAt: Date | null; openedAt: Date | null; clickedAt: Date | null };
}

export interface StoredHistory extends History {
  attempts: StoredAttempt[];
  said: Said;
}

const NOTHING = (): StoredHistory => ({ attempts: [], blocked: [], said: new Map() });

/** What was recorded about these messages: attempts with receipts, and decisions. Three queries, however many. */
export async function loadHistories(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
): Promise<(id: string) => StoredHistory> {
  const { clinicId } = ctx;
  const messageId = { in: [...ids] };
  const attempts = await tx.messageDelivery.findMany({
    where: { clinicId, messageId },
    omit: { webhookData: true },
  });
  const receipts =
    attempts.length === 0
      ? []
      : await tx.receipt.findMany({
          where: { clinicId, deliveryId: { in: attempts.map((attempt) => attempt.id) } },
          omit: { provider: true, status: true, code: true },
        });
  const decisions = await tx.decision.findMany({
    where: { clinicId, messageId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { messageId: true, hop: true, kind: true, until: true, reasons: true },
  });
  const receiptsOf = groupBy(receipts, (receipt) => receipt.deliveryId);
  const histories = new Map<string, StoredHistory>();
  const of = (id: string) => histories.get(id) ?? histories.set(id, NOTHING()).get(id) ?? NOTHING();
  for (const row of attempts) {
    of(row.messageId).attempts.push({
      id: row.id,
      hop: row.hop,
      attempt: row.attempt,
      channel: row.channel,
      claimedAt: row.claimedAt,
      outcome: row.outcome as AttemptFact["outcome"],
      outcomeAt: row.outcomeAt,
      outcomeReason: row.outcomeReason,
      outcomeRetry: row.outcomeRetry ?? false,
      notBefore: row.notBefore,
      receipts: (receiptsOf.get(row.id) ?? []).map(
        (receipt): ReceiptFact => ({ ...receipt, kind: receipt.kind as ReceiptKind }),
      ),
      shown: {
        status: row.status,
        deliveredAt: row.deliveredAt,
        openedAt: row.openedAt,
        clickedAt: row.clickedAt,
      },
    });
  }
  for (const row of decisions) {
    const history = of(row.messageId);
    const rules = (row.reasons as unknown as Reason[]).map((reason) => reason.rule);
    history.said.set(row.hop, { kind: row.kind as Answer["kind"], until: row.until, rules });
    if (row.kind === "block") history.blocked.push({ hop: row.hop, rule: rules[0] ?? "expired" });
  }
  return of;
}
