import type { z } from "zod";
import { findRows } from "@/lib/conversations/rows/queries";
import type { ConversationSchema, UpdateConversation } from "@/lib/conversations/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { touch } from "@/lib/db/touch";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { ago } from "@/lib/messages/words/times";
import type { Conversation, Prisma } from "@/prisma/generated/client";

type Change = z.output<typeof UpdateConversation>;
type Row = z.input<typeof ConversationSchema>;

/**
 * Takes, hands back, gives to a team, closes, snoozes or reopens a conversation, and notes how far one has read. Throws `not_found`,
 * `invalid` (no such colleague or team, a snooze without a time to come) and `conflict` (`already_assigned`).
 */
export async function updateConversation(ctx: Ctx, id: string, change: Change): Promise<Row> {
  if (change.read !== undefined) await noteReading(ctx, id, change.read);
  const { assigneeId, teamId, status } = change;
  const decided = assigneeId !== undefined || teamId !== undefined || status !== undefined;
  return decided ? decide(ctx, id, change) : rowOf(ctx, id);
}

function decide(ctx: Ctx, id: string, change: Change): Promise<Row> {
  return write(ctx, async (tx, audit) => {
    await tx.$queryRaw`
      SELECT 1 FROM "Conversation" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    const conversation = await tx.conversation.findFirst({ where: { clinicId: ctx.clinicId, id } });
    if (!conversation) throw notFound("conversation");
    if (change.assigneeId !== undefined) await assign(tx, ctx, audit, conversation, change);
    if (change.teamId !== undefined) await giveToTeam(tx, ctx, audit, conversation, change.teamId);
    if (change.status !== undefined) await move(tx, ctx, audit, conversation, change);
    await recordChanges(tx, ctx, [{ kind: "conversation", subjectId: id, conversationId: id }]);
    return rowOf(ctx, id);
  });
}

async function assign(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  conversation: Conversation,
  change: Change,
): Promise<void> {
  const assigneeId = change.assigneeId ?? null;
  if (assigneeId === conversation.assigneeId) {
    audit(recordOf("conversation.assigned", conversation));
    return;
  }
  const expected = change.ifAssigneeId;
  if (expected !== undefined && expected !== conversation.assigneeId)
    throw await taken(tx, ctx, conversation);
  if (assigneeId) {
    const where = { clinicId: ctx.clinicId, id: assigneeId, disabledAt: null };
    if ((await tx.staff.count({ where, take: 1 })) === 0) {
      const problem = "There is no such colleague.";
      throw new AppError("invalid", problem, "no_such_staff", { fields: [{ field: "assigneeId", problem }] });
    }
  }
  const data = { assigneeId, assignedAt: assigneeId ? ctx.now : null };
  await tx.conversation.updateMany({ where: { clinicId: ctx.clinicId, id: conversation.id }, data });
  audit(recordOf(assigneeId ? "conversation.assigned" : "conversation.released", conversation));
}

async function giveToTeam(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  conversation: Conversation,
  teamId: string | null,
): Promise<void> {
  const { clinicId } = ctx;
  if (teamId && (await tx.team.count({ where: { clinicId, id: teamId }, take: 1 })) === 0) {
    const problem = "There is no such team.";
    throw new AppError("invalid", problem, "no_such_team", { fields: [{ field: "teamId", problem }] });
  }
  await tx.conversation.updateMany({ where: { clinicId, id: conversation.id }, data: { teamId } });
  audit(recordOf("conversation.team_given", conversation));
}

/** "Jordan took this one 3 seconds ago." */
async function taken(tx: Tx, ctx: Ctx, conversation: Conversation): Promise<AppError> {
  const { assigneeId, assignedAt } = conversation;
  const assignee = assigneeId
    ? await tx.staff.findFirst({ where: { clinicId: ctx.clinicId, id: assigneeId }, select: { name: true } })
    : null;
  const words = assignee
    ? `${assignee.name} took this one ${assignedAt ? ago(assignedAt, ctx.now) : "just now"}.`
    : "It was handed back meanwhile.";
  return new AppError("conflict", words, "already_assigned", {
    assigneeId,
    assigneeName: assignee?.name ?? null,
    assignedAt: assignedAt?.toISOString() ?? null,
  });
}

async function move(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  conversation: Conversation,
  change: Change,
): Promise<void> {
  const { status, snoozedUntil } = change;
  if (status === "snoozed" && (!snoozedUntil || snoozedUntil <= ctx.now)) {
    const problem = "Say until when, at a time to come.";
    throw new AppError("invalid", problem, "snooze_needs_time", {
      fields: [{ field: "snoozedUntil", problem }],
    });
  }
  const data: Prisma.ConversationUpdateManyMutationInput =
    status === "snoozed"
      ? { status, snoozedUntil: snoozedUntil ?? null }
      : status === "closed"
        ? // The wait ends here: the next message starts a clock of its own.
          { status, snoozedUntil: null, waitingSince: null }
        : { status: "open", snoozedUntil: null };
  await tx.conversation.updateMany({ where: { clinicId: ctx.clinicId, id: conversation.id }, data });
  const action = { open: "reopened", snoozed: "snoozed", closed: "closed" }[status ?? "open"];
  audit(recordOf(`conversation.${action}`, conversation));
}

const recordOf = (action: string, { id, patientId }: Conversation) => ({
  action,
  subjectKind: "conversation",
  subjectId: id,
  patientId,
});

/** How far one has read is one's own bookmark; that one opened the thread is audited where it is opened. */
function noteReading(ctx: Ctx, id: string, isRead: boolean): Promise<void> {
  return touch(ctx, async (tx) => {
    const { clinicId, actor, now } = ctx;
    const where = { clinicId, id };
    if ((await tx.conversation.count({ where, take: 1 })) === 0) throw notFound("conversation");
    if (actor.kind !== "staff") return;
    const mine = { conversationId: id, staffId: actor.id };
    if (isRead) {
      await tx.conversationRead.upsert({
        where: { conversationId_staffId: mine },
        create: { ...mine, clinicId, readAt: now },
        update: { readAt: now },
      });
    } else await tx.conversationRead.deleteMany({ where: { ...mine, clinicId } });
    await recordChanges(tx, ctx, [{ kind: "conversation", subjectId: id, conversationId: id }]);
  });
}

function rowOf(ctx: Ctx, id: string): Promise<Row> {
  return read(ctx, async (tx) => {
    const [row] = await findRows(tx, ctx, [id]);
    if (!row) throw notFound("conversation");
    return row;
  });
}
