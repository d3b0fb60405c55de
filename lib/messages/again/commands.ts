import type { z } from "zod";
import { attachFiles, filesAgain } from "@/lib/attachments/planning/commands";
import { may } from "@/lib/auth/permissions";
import type { FallbackChoice } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import { staleWordIn, writtenFor } from "@/lib/delivery/rules/time-words";
import { AppError } from "@/lib/errors";
import { accept } from "@/lib/messages/accept/commands";
import { lockMessage, tellScreens } from "@/lib/messages/commands";
import { checkLength, compose } from "@/lib/messages/content/compose";
import { leavingWords, privacyAgain, shownWords } from "@/lib/messages/privacy/queries";
import { findDetail } from "@/lib/messages/queries";
import { hasFailed } from "@/lib/messages/rules";
import type { MessageDetail, SendAgain } from "@/lib/messages/schema";
import { zoneOf } from "@/lib/messages/shown/views";
import { enterConversation } from "@/lib/messages/thread/commands";
import { refreshFailed } from "@/lib/messages/thread/refresh/commands";
import type { Prisma } from "@/prisma/generated/client";

/**
 * A new message with the words of one that failed, or with better ones, linked by `metadata.resendOf`; the old one is
 * dealt with. One that may have arrived is sent again only with `confirmUnknown`, which ends the first; none while a copy of it is on its
 * way or has arrived. Throws `not_found`, `invalid` (`edit_words`: its words are no longer true) and `conflict` (`not_failed`, `may_reach_twice`, `already_sent_again`).
 */
export function sendAgain(
  ctx: Ctx,
  id: string,
  input: z.output<typeof SendAgain>,
): Promise<z.input<typeof MessageDetail>> {
  return write(ctx, async (tx, audit) => {
    const first = await lockMessage(tx, ctx, id);
    const unknown = first.status === "PENDING" && first.reason === "unknown";
    if (!hasFailed(first.status) && !unknown) {
      const words = "Only a message that failed, or that may not have arrived, can be sent again.";
      throw new AppError("conflict", words, "not_failed", { messageStatus: first.status });
    }
    if (unknown && !input.confirmUnknown) {
      const words =
        "It may have arrived, and we are still checking. Sending again could reach the patient twice.";
      throw new AppError("conflict", words, "may_reach_twice");
    }
    await refuseSecondCopy(tx, ctx, first);
    const patient = await tx.patient.findFirstOrThrow({
      where: { clinicId: ctx.clinicId, id: first.patientId },
      include: { contactPoints: true },
    });
    const clinic = await tx.clinic.findUniqueOrThrow({ where: { id: ctx.clinicId } });
    const own = { subject: first.subject ?? undefined, body: input.body };
    const about = { clinicName: clinic.name, language: patient.language, category: first.category };
    const home = await enterConversation(
      tx,
      ctx,
      { patient, plan: [], household: null },
      { inReplyTo: first.id },
    );
    const edited = input.body?.trim() ? compose(first.plan, own, null, {}, about).content : null;
    const { templateId, plan, category } = first;
    const ready = { patient, clinic, plan, category, templateId, conversationId: home.id };
    const { content: words, ...privacy } = await privacyAgain(tx, ctx, first, ready, edited);
    const zone = zoneOf(patient, { clinic, now: ctx.now });
    const guarded = { zone, scheduledAt: null, hidden: privacy.hidden !== null };
    const files = await filesAgain(tx, ctx, first.id, { ...ready, ...guarded, content: words });
    const { content } = files;
    checkLength(shownWords(leavingWords(content, privacy)), null);
    const written = writtenFor(first);
    if (!edited && staleWordIn({ plan: first.plan, content }, written, ctx.now, zone)) {
      throw needsWords("It names a day or a time that has passed. Change the words, then send it again.");
    }
    if (!edited && first.reason === "facts_changed") {
      throw needsWords("What our records say has changed since. Change the words, then send it again.");
    }
    const { id: copy } = await accept(tx, ctx, audit, {
      patientId: first.patientId,
      home,
      plan: first.plan,
      content,
      privacy,
      category: first.category,
      // What a colleague may mark as urgent is normal when somebody else says it again.
      priority: first.priority === "urgent" && !may(ctx.actor, "message.urgent") ? "normal" : first.priority,
      templateId: first.templateId,
      templateVersionId: first.templateVersionId,
      scheduledAt: null,
      fallbackOnHold: first.fallbackOnHold,
      fallbackMinutes: first.fallbackMinutes as FallbackChoice | null,
      basis: edited ? null : (first.basis as Record<string, string> | null),
      expiresAt: first.expiresAt && first.expiresAt > ctx.now ? first.expiresAt : null,
      tags: first.tags,
      metadata: { ...(first.metadata as Prisma.InputJsonObject | null), resendOf: first.id },
      inReplyToId: first.inReplyToId,
      action: unknown ? "message.sent_again_unknown" : "message.sent_again",
    });
    await attachFiles(tx, ctx, copy, files);
    if (unknown) {
      // Its copy goes on alone: no fallback and no retry of the first; a receipt that comes late still counts.
      await tx.message.updateMany({
        where: { clinicId: ctx.clinicId, id, cancelledAt: null },
        data: { cancelledAt: ctx.now, cancelledBy: "sent_again", updatedAt: ctx.now },
      });
      await settle(tx, ctx, [id]);
    } else {
      const data = { handledAt: ctx.now, updatedAt: ctx.now };
      await tx.message.updateMany({ where: { clinicId: ctx.clinicId, id, handledAt: null }, data });
      await refreshFailed(tx, ctx, first.conversationId);
    }
    await tellScreens(tx, ctx, first);
    return findDetail(tx, ctx, copy);
  });
}

function needsWords(problem: string): AppError {
  return new AppError("invalid", problem, "edit_words", { fields: [{ field: "body", problem }] });
}

/** Two colleagues at the same failure, or two open tabs: under the message's lock the second sees the first one's copy. */
async function refuseSecondCopy(tx: Tx, ctx: Ctx, first: { id: string; patientId: string }): Promise<void> {
  const copy = await tx.message.findFirst({
    where: {
      clinicId: ctx.clinicId,
      patientId: first.patientId,
      metadata: { path: ["resendOf"], equals: first.id },
      status: { notIn: ["FAILED", "BOUNCED", "CANCELLED"] },
    },
    select: { id: true },
  });
  if (!copy) return;
  const words = "This message has already been sent again.";
  throw new AppError("conflict", words, "already_sent_again", { messageId: copy.id });
}
