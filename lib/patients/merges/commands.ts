import { v7 as uuid } from "uuid";
import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { refreshSearch } from "@/lib/patients/commands";
import { addContacts } from "@/lib/patients/contacts/commands";
import { moveConversation, summarize } from "@/lib/patients/merges/conversations/commands";
import { type MergeAnswer, type Moved, MovedSchema } from "@/lib/patients/merges/schema";
import { displayName } from "@/lib/patients/rules";

type Answer = z.output<typeof MergeAnswer>;

/** The thread of a patient, made when there is none. */
async function conversationOf(tx: Tx, ctx: Ctx, patientId: string): Promise<{ id: string; made: boolean }> {
  const { clinicId, now } = ctx;
  // A first message from or to the patient may be making it at this moment.
  const made = await tx.$executeRaw`
    INSERT INTO "Conversation" (id, "clinicId", kind, "patientId", "lastMessageAt", "createdAt")
    VALUES (${uuid()}::uuid, ${clinicId}::uuid, 'patient', ${patientId}::uuid, ${now}, ${now})
    ON CONFLICT DO NOTHING`;
  const { id } = await tx.conversation.findFirstOrThrow({
    where: { clinicId, patientId, kind: "patient" },
    select: { id: true },
  });
  return { id, made: made > 0 };
}

/**
 * Says who an unknown sender is: messages, notes and the number move to that patient's thread. Can be undone.
 * Throws `not_found`, and `conflict` when `fromId` is not an unknown sender or `intoId` is not a living record.
 */
export function mergePatients(ctx: Ctx, fromId: string, intoId: string): Promise<Answer> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    const from = await tx.patient.findUnique({ where: { clinicId_id: { clinicId, id: fromId } } });
    const into = await tx.patient.findUnique({ where: { clinicId_id: { clinicId, id: intoId } } });
    if (!from || !into) throw notFound("patient");
    if (from.kind !== "unsorted") {
      throw new AppError("conflict", "Only an unknown sender can be linked to a patient.", "not_unsorted");
    }
    if (into.kind !== "person" || into.mergedIntoId) {
      throw new AppError("conflict", "Choose a patient whose record is in use.", "not_a_person");
    }
    // The first of two people who link the same sender wins; the second finds nothing to claim.
    const claimed = await tx.patient.updateMany({
      where: { clinicId, id: fromId, mergedIntoId: null },
      data: { mergedIntoId: intoId, updatedAt: now },
    });
    if (claimed.count === 0) {
      throw new AppError("conflict", "Someone has just said who this is.", "already_merged");
    }
    const points = await tx.contactPoint.findMany({ where: { clinicId, patientId: fromId } });
    const threads = await tx.conversation.findMany({
      where: { clinicId, patientId: fromId },
      orderBy: { id: "asc" },
    });
    const target = await conversationOf(tx, ctx, intoId);
    const conversations: Moved["conversations"] = [];
    for (const thread of threads) {
      conversations.push(await moveConversation(tx, ctx, thread.id, { patientId: intoId, id: target.id }));
    }
    const address = threads.find((thread) => thread.address)?.address ?? points[0]?.value ?? null;
    const made = await takeContacts(tx, ctx, from.id, into.id, address);
    await summarize(tx, clinicId, target.id);
    await refreshSearch(tx, ctx, intoId);
    const moved: Moved = {
      from: displayName(from, address),
      conversations,
      contactPoints: made.moved,
      madeContactPoints: made.added,
      madeConversation: target.made ? target.id : null,
      intoConversation: target.id,
    };
    const id = uuid();
    await tx.patientMerge.create({
      data: { id, clinicId, fromId, intoId, moved, mergedBy: actorId(ctx), mergedAt: now },
    });
    audit({ action: "patient.merged", subjectKind: "merge", subjectId: id, patientId: intoId });
    await recordChanges(tx, ctx, changesOf(moved, fromId, intoId));
    const messages = conversations.reduce((sum, one) => sum + one.messages.length, 0);
    return { id, fromId, intoId, conversationId: target.id, messages };
  });
}

const actorId = (ctx: Ctx) =>
  ctx.actor.kind === "provider" ? ctx.actor.name : ctx.actor.kind === "system" ? ctx.actor.job : ctx.actor.id;

function changesOf(moved: Moved, fromId: string, intoId: string) {
  const threads = [moved.intoConversation, ...moved.conversations.map((one) => one.id)];
  return [
    ...threads.map((id) => ({ kind: "conversation" as const, subjectId: id, conversationId: id })),
    ...[fromId, intoId].map((id) => ({ kind: "patient" as const, subjectId: id })),
  ];
}

/** The sender's own contact points move; what the patient already has stays behind. */
async function takeContacts(tx: Tx, ctx: Ctx, fromId: string, intoId: string, address: string | null) {
  const { clinicId } = ctx;
  const own = await tx.contactPoint.findMany({ where: { clinicId, patientId: intoId } });
  const has = (kind: string, value: string) => own.some((one) => one.kind === kind && one.value === value);
  const points = await tx.contactPoint.findMany({ where: { clinicId, patientId: fromId } });
  const moving = points.filter((point) => !has(point.kind, point.value));
  for (const point of moving) {
    const isPrimary = !own.some((one) => one.kind === point.kind && one.isPrimary);
    await tx.contactPoint.updateMany({
      where: { clinicId, id: point.id },
      data: { patientId: intoId, isPrimary },
    });
  }
  const kind = address?.startsWith("+") ? "phone" : "email";
  // A short code or a company's name is nothing that one could write to.
  const writable = address !== null && (kind === "phone" || address.includes("@"));
  const known = !writable || has(kind, address) || points.some((point) => point.value === address);
  if (known) return { moved: moving.map((point) => point.id), added: [] };
  await addContacts(tx, ctx, intoId, [{ kind, value: address, label: null, isPrimary: false }]);
  const added = await tx.contactPoint.findFirstOrThrow({
    where: { clinicId, patientId: intoId, kind, value: address },
  });
  return { moved: moving.map((point) => point.id), added: [added.id] };
}

/** Puts every moved row back. What came in since stays with the patient. Throws `not_found` and `conflict`. */
export function undoMerge(ctx: Ctx, mergeId: string): Promise<Answer> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    const merge = await tx.patientMerge.findFirst({ where: { clinicId, id: mergeId } });
    if (!merge) throw notFound("merge");
    const { count } = await tx.patientMerge.updateMany({
      where: { clinicId, id: mergeId, undoneAt: null },
      data: { undoneAt: now },
    });
    if (count === 0) throw new AppError("conflict", "This link was undone already.", "already_undone");
    const { fromId, intoId } = merge;
    const moved = MovedSchema.parse(merge.moved);
    await tx.patient.update({
      where: { clinicId_id: { clinicId, id: fromId } },
      data: { mergedIntoId: null, updatedAt: now },
    });
    for (const thread of moved.conversations) {
      const id = await restoreConversation(tx, ctx, fromId, thread);
      const back = { patientId: fromId, id, only: thread };
      await moveConversation(tx, ctx, moved.intoConversation, back);
      await summarize(tx, clinicId, id);
    }
    await tx.contactPoint.updateMany({
      where: { clinicId, patientId: intoId, id: { in: moved.contactPoints } },
      data: { patientId: fromId },
    });
    await tx.contactPoint.deleteMany({
      where: { clinicId, patientId: intoId, id: { in: moved.madeContactPoints } },
    });
    await summarize(tx, clinicId, moved.intoConversation, moved.madeConversation !== null);
    await refreshSearch(tx, ctx, intoId);
    audit({ action: "patient.unmerged", subjectKind: "merge", subjectId: mergeId, patientId: intoId });
    await recordChanges(tx, ctx, changesOf(moved, fromId, intoId));
    const messages = moved.conversations.reduce((sum, one) => sum + one.messages.length, 0);
    return { id: mergeId, fromId, intoId, conversationId: moved.intoConversation, messages };
  });
}

/** The sender's thread as it was, or the one that the same number has opened meanwhile. */
async function restoreConversation(tx: Tx, ctx: Ctx, patientId: string, was: Moved["conversations"][number]) {
  const { clinicId, now } = ctx;
  const { id, kind, address, status, assigneeId, teamId } = was;
  const newer = address
    ? await tx.conversation.findFirst({ where: { clinicId, address, kind: { not: "patient" } } })
    : null;
  if (newer) return newer.id;
  const open = status === "snoozed" ? "open" : status;
  await tx.conversation.create({
    data: {
      ...{ id, clinicId, patientId, kind, address, assigneeId, teamId, status: open },
      createdAt: new Date(was.createdAt),
      lastMessageAt: now,
    },
  });
  return id;
}
