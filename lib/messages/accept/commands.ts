import { v7 as uuid } from "uuid";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import type { Folded, StoredDecision } from "@/lib/delivery/save/commands";
import { nextAtOf } from "@/lib/delivery/save/rules";
import { foldNew, readBeside, saveNew } from "@/lib/delivery/settle/commands";
import { mintShortLinks } from "@/lib/links/commands";
import { recordChanges } from "@/lib/live/changes";
import {
  type Acceptance,
  insertMessage,
  type MessageRow,
  newlyStored,
  rowOf,
} from "@/lib/messages/accept/storing/commands";
import { leavingWords, usefulUntil } from "@/lib/messages/privacy/queries";
import { touchConversation } from "@/lib/messages/thread/refresh/commands";
import { mintLinks } from "@/lib/secure/commands";

/** A message as it was just taken in: its row, and the answers of the one decision, oldest first. */
export interface Accepted {
  id: string;
  row: MessageRow;
  decisions: StoredDecision[];
}

/**
 * Takes a message in: the row with its final words, the conversation's last words and the first decision, in the
 * caller's transaction and under the conversation's lock. The engine wakes after commit.
 */
export async function accept(tx: Tx, ctx: Ctx, audit: Audit, asked: Acceptance): Promise<Accepted> {
  const { home, privacy, keepWords, action } = asked;
  const id = uuid();
  const author = authorOf(ctx.actor);
  const row = rowOf(asked, {
    id,
    clinicId: ctx.clinicId,
    author,
    content: leavingWords(asked.content, privacy),
    expiresAt: usefulUntil(asked.expiresAt, privacy),
    now: ctx.now,
  });
  const lifted = keepWords && ctx.actor.kind === "staff" ? ["phi"] : [];
  const beside = asked.beside ?? (await readBeside(tx, ctx, asked.patientId));
  const folded = await foldNew(tx, ctx, beside, newlyStored(row, home), lifted);
  const decided = settled(row, folded, ctx.now);
  // What follows is asked for in the same breath; the connection keeps the order.
  const stored = insertMessage(tx, decided);
  // Awaited at the end; what is awaited before would leave its failure to nobody, which ends the process.
  stored.catch(() => undefined);
  if (privacy.hidden) await mintLinks(tx, ctx, id, privacy.hidden);
  await mintShortLinks(tx, ctx, [{ ...privacy.short, messageId: id, scheduledAt: asked.scheduledAt }]);
  if (keepWords) await keepOpen(tx, ctx, audit, { id, patientId: asked.patientId, reason: keepWords });
  const answers = author.createdByKind === "staff" || asked.inReplyToId !== null;
  const last = { id, patientId: asked.patientId, channel: row.channel, body: row.body, answers };
  const touched = asked.isAutomatic ? null : touchConversation(tx, ctx, home.id, last);
  audit({ action, subjectKind: "message", subjectId: id, patientId: asked.patientId, fields: asked.plan });
  const told = recordChanges(tx, ctx, [
    { kind: "message", subjectId: id, conversationId: home.id },
    { kind: "conversation", subjectId: home.id, conversationId: home.id },
  ]);
  const [decisions] = await Promise.all([saveNew(tx, ctx, beside.house, folded), stored, touched, told]);
  return { id, row: decided, decisions };
}

/** The row as the first decision leaves it. */
function settled(row: MessageRow, { next }: Folded, now: Date): MessageRow {
  const { status, reason, hop, sentAt, deliveredAt } = next;
  const nextAt = nextAtOf(next, row.nextAt, now);
  return { ...row, status, reason, hop, channel: row.plan[hop] ?? row.channel, nextAt, sentAt, deliveredAt };
}

/** A person says why private words must stay: kept with the message, and audited. */
async function keepOpen(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  { id, patientId, reason }: { id: string; patientId: string; reason: string },
): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const { clinicId, now: createdAt } = ctx;
  const row = {
    id: uuid(),
    clinicId,
    messageId: id,
    rule: "phi",
    reason,
    createdBy: ctx.actor.id,
    createdAt,
  };
  await tx.override.create({ data: row });
  audit({ action: "message.words_kept", subjectKind: "message", subjectId: id, patientId, reason });
}
