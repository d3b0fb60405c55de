import { v7 as uuid } from "uuid";
import type { z } from "zod";
import { may } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import { AppError } from "@/lib/errors";
import { lockMessage, tellScreens } from "@/lib/messages/commands";
import { findDetail } from "@/lib/messages/queries";
import type { MessageDetail, OverrideRule } from "@/lib/messages/schema";
import { reasonsOf } from "@/lib/messages/shown/views";
import { isWaitingForAnswer } from "@/lib/messages/words/facts";

const PERMISSION = { quiet_hours: "quiet.override", daily_cap: "cap.release" } as const;

type Message = Awaited<ReturnType<typeof lockMessage>>;

/**
 * Lifts one rule for one message, with a reason that is kept and audited. Those with the permission may; and anybody
 * for their own reply to a patient who wrote within the last 60 minutes. Throws `not_found`, `forbidden` and `conflict`
 * (`not_held`: this rule is not what holds it).
 */
export function overrideRule(
  ctx: Ctx,
  id: string,
  lift: z.output<typeof OverrideRule>,
): Promise<z.input<typeof MessageDetail>> {
  return write(ctx, async (tx, audit) => {
    const message = await lockMessage(tx, ctx, id);
    await checkMay(tx, ctx, message, lift.rule);
    await checkHeld(tx, ctx, message, lift.rule);
    // Lifting it twice is lifting it once: the first reason stands.
    await tx.$executeRaw`
      INSERT INTO "Override" (id, "clinicId", "messageId", rule, reason, "createdBy", "createdAt")
      VALUES (${uuid()}::uuid, ${ctx.clinicId}::uuid, ${id}::uuid, ${lift.rule}, ${lift.reason},
        ${"id" in ctx.actor ? ctx.actor.id : null}::uuid, ${ctx.now})
      ON CONFLICT ("messageId", rule) DO NOTHING`;
    audit({
      action: "message.rule_lifted",
      subjectKind: "message",
      subjectId: id,
      patientId: message.patientId,
      fields: [lift.rule],
      reason: lift.reason,
    });
    await settle(tx, ctx, [id]);
    await tellScreens(tx, ctx, message);
    return findDetail(tx, ctx, id);
  });
}

async function checkMay(tx: Tx, ctx: Ctx, message: Message, rule: keyof typeof PERMISSION): Promise<void> {
  const { actor } = ctx;
  if (may(actor, PERMISSION[rule])) return;
  const conversation = await tx.conversation.findFirst({
    where: { clinicId: ctx.clinicId, id: message.conversationId },
    select: { lastInboundAt: true },
  });
  const waiting = isWaitingForAnswer({ lastInboundAt: conversation?.lastInboundAt ?? null, now: ctx.now });
  if (actor.kind === "staff" && message.createdBy === actor.id && waiting) return;
  throw new AppError(
    "forbidden",
    "You may lift this for your own answer within an hour of the patient's message. Otherwise ask a clinician.",
    "permission",
    { permission: PERMISSION[rule] },
  );
}

async function checkHeld(tx: Tx, ctx: Ctx, message: Message, rule: string): Promise<void> {
  const decision = await tx.decision.findFirst({
    where: { clinicId: ctx.clinicId, messageId: message.id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  const held = decision?.kind === "hold" && reasonsOf(decision).some((reason) => reason.rule === rule);
  if (message.status === "SCHEDULED" && (message.reason === rule || held)) return;
  throw new AppError("conflict", "This rule is not what holds the message.", "not_held", {
    status: message.status,
  });
}
