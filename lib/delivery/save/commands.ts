import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import { afterCommit, type Tx } from "@/lib/db/transaction";
import type { House } from "@/lib/delivery/facts/queries";
import type { Stored, StoredHistory } from "@/lib/delivery/history/queries";
import type { Next } from "@/lib/delivery/rules/schema";
import { saveAttempts } from "@/lib/delivery/save/attempts/commands";
import { saveQueue } from "@/lib/delivery/save/queue/commands";
import { type NewDecision, newDecisions, nextAtOf } from "@/lib/delivery/save/rules";
import { type ChangeRecord, recordChanges } from "@/lib/live/changes";
import type { MessageStatus } from "@/prisma/generated/enums";

export interface Folded {
  stored: Stored;
  history: StoredHistory;
  next: Next;
  /** What a claim chose, kept with the message so that its retries and its thread stay with it. */
  from?: string;
  to?: string;
  /** The sender that carries it, or would if it left now, whose lane it waits in; absent: not asked. */
  senderId?: string | null;
}

export interface SaveOptions {
  /** Whether the clock is told after commit. A clock that calls this itself needs no telling. */
  wakes: boolean;
  /** Writes the queue even where nothing changed: it may have been lost, or be left over. */
  requeues?: boolean;
  /** The messages' own rows say already what `next` says. */
  rowsAreSaved?: boolean;
}

/**
 * Saves what `next` said about locked messages: status and `nextAt`, decisions that are new, attempts' projections, and
 * the queue. Writes only what changed, each kind in one statement.
 */
export async function saveAll(
  tx: Tx,
  ctx: Ctx,
  house: House,
  folded: readonly Folded[],
  now: Date,
  options: SaveOptions,
): Promise<StoredDecision[]> {
  const changed = folded.filter((entry) => isChanged(entry, now));
  const queued = options.requeues
    ? folded
    : folded.filter((entry) => changed.includes(entry) || entry.next.act.kind === "send");
  // None needs another's answer: they travel together and run in this order.
  const [decisions] = await Promise.all([
    saveDecisions(tx, ctx, folded, now),
    saveAttempts(tx, ctx, folded, now),
    saveMessages(tx, ctx, options.rowsAreSaved ? [] : changed, now),
    saveQueue(tx, ctx, house, queued, now),
    announce(tx, ctx, changed),
  ]);
  if (options.wakes) {
    // What waited and rests now is told as well: a clock may sleep for it.
    const due = changed.filter(
      ({ stored, next }) => next.act.kind !== "rest" || stored.cache.nextAt !== null,
    );
    if (due.length > 0) afterCommit(() => ctx.ports.wake(due.map(({ stored }) => stored.facts.id)));
  }
  return decisions;
}

/** A row of `Decision`. */
export interface StoredDecision extends NewDecision {
  id: string;
  messageId: string;
}

async function saveDecisions(
  tx: Tx,
  ctx: Ctx,
  folded: readonly Folded[],
  now: Date,
): Promise<StoredDecision[]> {
  const rows = folded.flatMap(({ stored, history, next }) =>
    newDecisions(stored.facts.plan, history.said, next.decisions).map((decision) => ({
      ...decision,
      id: uuid(),
      messageId: stored.facts.id,
    })),
  );
  if (rows.length === 0) return rows;
  await tx.$executeRaw`
    INSERT INTO "Decision" (id, "clinicId", "messageId", hop, channel, kind, until, reasons, at)
    SELECT v.id, ${ctx.clinicId}::uuid, v."messageId", v.hop, v.channel::"Channel", v.kind, v.until, v.reasons, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, "messageId" uuid, hop int, channel text, kind text, until timestamptz, reasons jsonb)`;
  return rows;
}

const same = (a: Date | null, b: Date | null) => a?.getTime() === b?.getTime();

function isVisible({ stored: { cache }, next }: Folded): boolean {
  return (
    cache.status !== next.status ||
    cache.reason !== next.reason ||
    cache.hop !== next.hop ||
    !same(cache.sentAt, next.sentAt) ||
    !same(cache.deliveredAt, next.deliveredAt)
  );
}

function isChanged(entry: Folded, now: Date): boolean {
  const { cache } = entry.stored;
  const kept = same(cache.nextAt, nextAtOf(entry.next, cache.nextAt, now));
  return !kept || entry.from !== undefined || isVisible(entry);
}

async function saveMessages(tx: Tx, ctx: Ctx, changed: readonly Folded[], now: Date): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ stored, next, from, to }) => ({
    id: stored.facts.id,
    status: next.status,
    reason: next.reason,
    hop: next.hop,
    channel: stored.facts.plan[next.hop] ?? stored.facts.plan[0],
    nextAt: nextAtOf(next, stored.cache.nextAt, now),
    sentAt: next.sentAt,
    deliveredAt: next.deliveredAt,
    from: from ?? null,
    to: to ?? null,
  }));
  await tx.$executeRaw`
    UPDATE "Message" m SET
      status = v.status::"MessageStatus", reason = v.reason, hop = v.hop, channel = v.channel::"Channel",
      "nextAt" = v."nextAt", "sentAt" = v."sentAt", "deliveredAt" = v."deliveredAt",
      "fromAddress" = coalesce(v."from", m."fromAddress"), "toAddress" = coalesce(v."to", m."toAddress"),
      "updatedAt" = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, status text, reason text, hop int, channel text, "nextAt" timestamptz, "sentAt" timestamptz,
      "deliveredAt" timestamptz, "from" text, "to" text)
    WHERE m.id = v.id AND m."clinicId" = ${ctx.clinicId}::uuid`;
}

const isFailure = (status: MessageStatus) => status === "FAILED" || status === "BOUNCED";

/** A bulk's failures are listed with the bulk: five hundred of them would bury the threads that need a person. */
const isBulk = ({ facts }: Stored) => facts.priority === "bulk";

/** Tells the screens, and keeps the thread's mark of a failure nobody has dealt with. */
async function announce(tx: Tx, ctx: Ctx, changed: readonly Folded[]): Promise<void> {
  const visible = changed.filter(isVisible);
  const turned = visible.filter(
    ({ stored, next }) => !isBulk(stored) && isFailure(stored.cache.status) !== isFailure(next.status),
  );
  const threads = [...new Set(turned.flatMap(({ stored }) => stored.facts.conversationId ?? []))].sort();
  if (threads.length > 0) {
    await tx.$executeRaw`
      WITH locked AS (
        SELECT id FROM "Conversation" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ANY(${threads}::uuid[])
        ORDER BY id FOR NO KEY UPDATE)
      UPDATE "Conversation" c SET "failedSince" = (
        SELECT min(m."updatedAt") FROM "Message" m
        WHERE m."clinicId" = c."clinicId" AND m."conversationId" = c.id
          AND m.status IN ('FAILED', 'BOUNCED') AND m."handledAt" IS NULL AND m.priority <> 'bulk'
          -- A vendor that blocks after a STOP has answered it: nobody needs to deal with our own answer.
          AND NOT (m.reason = 'opted_out' AND 'keyword_reply' = ANY(m.tags)))
      FROM locked WHERE c.id = locked.id`;
  }
  const changes: ChangeRecord[] = visible.map(({ stored }) => ({
    kind: isBulk(stored) ? "bulk_message" : "message",
    subjectId: stored.facts.id,
    conversationId: stored.facts.conversationId,
  }));
  for (const id of threads) changes.push({ kind: "conversation", subjectId: id, conversationId: id });
  await recordChanges(tx, ctx, changes);
}
