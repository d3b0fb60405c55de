import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { withLinks } from "@/lib/delivery/link/rules";
import type { Projection } from "@/lib/delivery/rules/receipts";
import type { AttemptFact, History, ReceiptFact, Said } from "@/lib/delivery/rules/schema";
import type { Answer, MessageFacts, Reason } from "@/lib/delivery/schema";
import { env } from "@/lib/env";
import { groupBy } from "@/lib/group-by";
import type { CreatedByKind, MessageStatus } from "@/prisma/generated/enums";

/** A message as stored: its facts, and the columns that cache `next`. */
export interface Stored {
  facts: MessageFacts;
  createdByKind: CreatedByKind;
  cache: Cache;
}

interface Cache {
  status: MessageStatus;
  reason: string | null;
  hop: number;
  nextAt: Date | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
}

/** What the engine reads of a message's row. */
type Row = Omit<MessageFacts, "isAfterHoursReply" | "isKeywordReply"> & Cache & { tags: string[] };

/**
 * Locks outbound messages in the order of their ids and reads them as they are under the lock. Ids of other kinds are
 * left out. (Raw: through the ORM, reading a hundred messages costs more CPU than deciding about them.)
 */
export async function lockMessages(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Stored[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, "patientId", "conversationId", category::text, priority::text, plan::text[], content, "scheduledAt",
      "expiresAt", "cancelledAt", "cancelledBy", "isAutomatic",
      -- A shared phone's thread stays bound to that phone, whatever way was tried before.
      coalesce(thread.address, "toAddress") AS "toAddress", thread.address IS NOT NULL AS "isBound",
      "fallbackOnHold", "fallbackMinutes", basis, "createdAt", "inReplyToId", "templateId", tags, "createdByKind"::text,
      status::text, reason, hop, "nextAt", "sentAt", "deliveredAt"
    FROM "Message" LEFT JOIN LATERAL (
      SELECT c.address FROM "Conversation" c
      WHERE c."clinicId" = "Message"."clinicId" AND c.id = "Message"."conversationId") thread ON true
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ANY(${ids}::uuid[]) AND direction = 'OUTBOUND'
      AND status <> 'DRAFT'
    ORDER BY id FOR UPDATE OF "Message"`;
  return rows.map(storedOf);
}

/** A message's row as the engine sees it. */
export function storedOf(row: Row): Stored {
  const { createdByKind, tags, status, reason, hop, nextAt, sentAt, deliveredAt, ...facts } = row;
  const { publicUrl, secret } = env();
  return {
    createdByKind,
    cache: { status, reason, hop, nextAt, sentAt, deliveredAt },
    facts: {
      ...facts,
      createdByKind,
      content: withLinks(facts.content ?? {}, { publicUrl, secret }),
      isAfterHoursReply: facts.isAutomatic && tags.includes("after_hours_reply"),
      isKeywordReply: facts.isAutomatic && tags.includes("keyword_reply"),
    },
  };
}

/** An attempt with its stored projection, so that only what changed is written. */
export interface StoredAttempt extends AttemptFact {
  shown: Pick<Projection, "status" | "deliveredAt" | "openedAt" | "clickedAt" | "webhookData">;
}

export interface StoredHistory extends History {
  attempts: StoredAttempt[];
  said: Said;
}

type AttemptRow = Omit<AttemptFact, "receipts"> & StoredAttempt["shown"] & { messageId: string };

interface DecisionRow {
  messageId: string;
  hop: number;
  kind: Answer["kind"];
  until: Date | null;
  reasons: Reason[];
}

/** A message about which nothing was recorded. */
export const NOTHING = (): StoredHistory => ({ attempts: [], blocked: [], said: new Map() });

/** What was recorded about these messages: attempts with receipts, and decisions. Three queries at once, however many. */
export async function loadHistories(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
): Promise<(id: string) => StoredHistory> {
  const { clinicId } = ctx;
  const [attempts, receipts, decisions] = await Promise.all([
    tx.$queryRaw<AttemptRow[]>`
      SELECT id, "messageId", hop, attempt, channel::text, provider, "claimedAt", outcome, "outcomeAt", "outcomeReason",
        coalesce("outcomeRetry", false) AS "outcomeRetry", "notBefore", status::text, "deliveredAt", "openedAt",
        "clickedAt", "webhookData"
      FROM "MessageDelivery"
      WHERE "clinicId" = ${clinicId}::uuid AND "messageId" = ANY(${ids}::uuid[])`,
    tx.$queryRaw<(ReceiptFact & { deliveryId: string })[]>`
      SELECT r."deliveryId", r."eventId", r.kind, r.status, r.code, r.reason, r.detail, r.soft, r.machine, r.at,
        r."recordedAt"
      FROM "Receipt" r JOIN "MessageDelivery" d ON d."clinicId" = r."clinicId" AND d.id = r."deliveryId"
      WHERE d."clinicId" = ${clinicId}::uuid AND d."messageId" = ANY(${ids}::uuid[])`,
    tx.$queryRaw<DecisionRow[]>`
      SELECT "messageId", hop, kind, until, reasons FROM "Decision"
      WHERE "clinicId" = ${clinicId}::uuid AND "messageId" = ANY(${ids}::uuid[]) ORDER BY at, id`,
  ]);
  const receiptsOf = groupBy(receipts, (receipt) => receipt.deliveryId);
  const histories = new Map<string, StoredHistory>();
  const of = (id: string) => histories.get(id) ?? histories.set(id, NOTHING()).get(id) ?? NOTHING();
  for (const row of attempts) {
    const { messageId, status, deliveredAt, openedAt, clickedAt, webhookData, ...attempt } = row;
    of(messageId).attempts.push({
      ...attempt,
      receipts: receiptsOf.get(row.id) ?? [],
      shown: { status, deliveredAt, openedAt, clickedAt, webhookData },
    });
  }
  for (const row of decisions) {
    const history = of(row.messageId);
    const rules = row.reasons.map((reason) => reason.rule);
    history.said.set(row.hop, { kind: row.kind, until: row.until, rules });
    if (row.kind === "block") history.blocked.push({ hop: row.hop, rule: rules[0] ?? "expired" });
  }
  return of;
}
