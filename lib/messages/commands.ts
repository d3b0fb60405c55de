import type { z } from "zod";
import { attachFiles } from "@/lib/attachments/planning/commands";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import { loadHistories } from "@/lib/delivery/history/queries";
import { stateOf } from "@/lib/delivery/rules/attempt";
import { isOpen } from "@/lib/delivery/rules/ending";
import { readBeside } from "@/lib/delivery/settle/commands";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { accept } from "@/lib/messages/accept/commands";
import { prepare } from "@/lib/messages/accept/queries";
import { checkLength, missingVariables } from "@/lib/messages/content/compose";
import { leavingWords, shownWords } from "@/lib/messages/privacy/queries";
import { detailOfNew, findDetail } from "@/lib/messages/queries";
import { hasFailed, isCancellable } from "@/lib/messages/rules";
import type { MessageDetail, SendMessage } from "@/lib/messages/schema";
import { enterConversation } from "@/lib/messages/thread/commands";
import { refreshConversation, refreshFailed } from "@/lib/messages/thread/refresh/commands";
import type { Prisma } from "@/prisma/generated/client";

type Detail = z.input<typeof MessageDetail>;

/**
 * Accepts a message and decides about it once. A hold or a block is an outcome that is recorded and shown, not an
 * error. Throws `not_found` (patient, template), `invalid` (too far ahead, missing variables, no words) and `conflict`
 * (`newer_message`).
 */
export function sendMessage(ctx: Ctx, input: SendMessage): Promise<Detail> {
  return write(ctx, async (tx, audit) => {
    const ready = await prepare(tx, ctx, input);
    if (ready.missing.length > 0) throw missingVariables(ready.missing);
    checkLength(shownWords(leavingWords(ready.content, ready.privacy)), input.content?.SMS);
    const [home, beside] = await Promise.all([
      enterConversation(tx, ctx, ready, input),
      readBeside(tx, ctx, ready.patient.id),
    ]);
    if (input.draftId) {
      const { createdBy } = authorOf(ctx.actor);
      const draft = { clinicId: ctx.clinicId, id: input.draftId, createdBy, status: "DRAFT" as const };
      await tx.message.deleteMany({ where: { ...draft, conversationId: home.id } });
    }
    const accepted = await accept(tx, ctx, audit, {
      patientId: ready.patient.id,
      home,
      beside,
      plan: ready.plan,
      content: ready.content,
      privacy: ready.privacy,
      keepWords: input.keepWords ?? null,
      category: ready.category,
      priority: input.priority ?? "normal",
      templateId: ready.template?.template.id ?? null,
      templateVersionId: ready.template?.versionId ?? null,
      scheduledAt: ready.scheduledAt,
      scheduledFor: ready.scheduledFor,
      fallbackOnHold: input.fallbackOnHold ?? false,
      fallbackMinutes: input.fallbackMinutes ?? null,
      basis: ready.basis,
      expiresAt: input.expiresAt ?? null,
      tags: input.tags ?? [],
      metadata: (input.metadata as Prisma.InputJsonObject | undefined) ?? null,
      inReplyToId: input.inReplyTo ?? null,
      action: "message.sent",
    });
    await attachFiles(tx, ctx, accepted.id, ready.files);
    if (input.replaces) await markReplaced(tx, ctx, input.replaces, home.id);
    const conversation = { lastInboundAt: home.lastInboundAt };
    // What was written down beside the decision (an override, a link) is read again.
    const { hidden, short } = ready.privacy;
    const addsMore = hidden !== null || short.links.length > 0 || ready.files.rows.length > 0;
    if (input.keepWords || addsMore) return findDetail(tx, ctx, accepted.id);
    const { patient, clinic } = ready;
    return detailOfNew(tx, ctx, accepted, { patient, clinic, conversation });
  });
}

/** The failure that a new message stands for is dealt with. */
async function markReplaced(tx: Tx, ctx: Ctx, id: string, conversationId: string): Promise<void> {
  const failed = { status: { in: ["FAILED" as const, "BOUNCED" as const] }, handledAt: null };
  const { count } = await tx.message.updateMany({
    where: { clinicId: ctx.clinicId, id, conversationId, ...failed },
    data: { handledAt: ctx.now, updatedAt: ctx.now },
  });
  if (count === 0) return;
  await refreshFailed(tx, ctx, conversationId);
  await tellScreens(tx, ctx, { id, conversationId });
}

/**
 * Stops a message that nobody is handing over. Cancelling it twice changes nothing. Throws `not_found` and `conflict`
 * (`already_sent`: it left, or may have left).
 */
export function cancelMessage(ctx: Ctx, id: string): Promise<Detail> {
  return write(ctx, async (tx, audit) => {
    const message = await lockMessage(tx, ctx, id);
    audit({
      action: "message.cancelled",
      subjectKind: "message",
      subjectId: id,
      patientId: message.patientId,
    });
    if (message.cancelledAt) return findDetail(tx, ctx, id);
    await checkWaits(tx, ctx, message, "stopped");
    const by = "id" in ctx.actor ? ctx.actor.id : "system";
    await tx.message.updateMany({
      where: { clinicId: ctx.clinicId, id },
      data: { cancelledAt: ctx.now, cancelledBy: by, updatedAt: ctx.now },
    });
    await settle(tx, ctx, [id]);
    await refreshConversation(tx, ctx, message.conversationId);
    await tellScreens(tx, ctx, message);
    return findDetail(tx, ctx, id);
  });
}

/**
 * Throws `conflict` (`already_sent`; `has_ended`: cancelled or failed) unless the message still waits. Call it under the message's lock: a claim of the
 * engine takes the same one, so it has either made its attempt already, or will see what the caller changes.
 */
export async function checkWaits(
  tx: Tx,
  ctx: Ctx,
  message: Awaited<ReturnType<typeof lockMessage>>,
  change: "stopped" | "moved",
): Promise<void> {
  // What a vendor accepted and then dropped (30036, a phone that was off) waits again, as the fold of its facts says.
  const { attempts } = (await loadHistories(tx, ctx, [message.id]))(message.id);
  const isGone = attempts.some((attempt) => {
    const state = stateOf(attempt, ctx.now);
    return isOpen(state) || state.kind === "delivered";
  });
  if (message.direction === "OUTBOUND" && isCancellable(message.status) && !isGone) return;
  const details = { messageStatus: message.status };
  if (message.status === "CANCELLED" || hasFailed(message.status)) {
    const ended = message.status === "CANCELLED" ? "was cancelled" : "failed";
    throw new AppError("conflict", `It can no longer be ${change}: it ${ended}.`, "has_ended", details);
  }
  const words = `It can no longer be ${change}: it has left, or is leaving right now.`;
  throw new AppError("conflict", words, "already_sent", details);
}

/** A person has dealt with a failure; the thread leaves the Failed view with its last one. Throws `not_found`, `conflict` (`not_failed`). */
export function markHandled(ctx: Ctx, id: string): Promise<Detail> {
  return write(ctx, async (tx, audit) => {
    const message = await lockMessage(tx, ctx, id);
    if (!hasFailed(message.status)) {
      throw new AppError("conflict", "This message has not failed.", "not_failed", {
        messageStatus: message.status,
      });
    }
    audit({ action: "message.handled", subjectKind: "message", subjectId: id, patientId: message.patientId });
    await tx.message.updateMany({
      where: { clinicId: ctx.clinicId, id, handledAt: null },
      data: { handledAt: ctx.now, updatedAt: ctx.now },
    });
    await refreshFailed(tx, ctx, message.conversationId);
    await tellScreens(tx, ctx, message);
    return findDetail(tx, ctx, id);
  });
}

/** The row, locked before it is read, so that a claim of the engine is either seen or waits. Throws `not_found`. */
export async function lockMessage(tx: Tx, ctx: Ctx, id: string) {
  await tx.$queryRaw`
    SELECT 1 FROM "Message" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const message = await tx.message.findFirst({
    where: { clinicId: ctx.clinicId, id, status: { not: "DRAFT" } },
  });
  if (!message) throw notFound("message");
  return message;
}

/** Screens read the message and its row in the list again. */
export function tellScreens(
  tx: Tx,
  ctx: Ctx,
  message: { id: string; conversationId: string },
): Promise<void> {
  const { id, conversationId } = message;
  return recordChanges(tx, ctx, [
    { kind: "message", subjectId: id, conversationId },
    { kind: "conversation", subjectId: conversationId, conversationId },
  ]);
}
