import { v7 as uuid } from "uuid";
import type { z } from "zod";
import { may } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import { findRelease } from "@/lib/delivery/release/queries";
import { AppError } from "@/lib/errors";
import { lockMessage, tellScreens } from "@/lib/messages/commands";
import { findDetail } from "@/lib/messages/queries";
import type { MessageDetail, OverrideRule } from "@/lib/messages/schema";
import { reasonsOf } from "@/lib/messages/shown/views";

/** Who may lift which rule for a message. */
export const PERMISSION = {
  quiet_hours: "quiet.override",
  daily_cap: "cap.release",
  household_cap: "cap.release",
} as const;

type Message = Awaited<ReturnType<typeof lockMessage>>;

/**
 * Lifts one rule for one message, with a reason that is kept, told in its story and audited. Those with the permission
 * may. A reply to a patient who waits may be sent past quiet hours by anybody who may send, and past a cap by its
 * author. Throws `not_found`, `forbidden` and `conflict` (`not_held`: this rule is not what holds it).
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
  if (actor.kind === "staff") {
    const release = await findRelease(tx, ctx, message.id);
    const own = message.createdBy === actor.id;
    const until = rule === "quiet_hours" ? release.quietHours : own ? release.caps : null;
    if (until && ctx.now <= until) return;
  }
  const words =
    rule === "quiet_hours"
      ? "You may send a reply now while the patient is waiting for it. Otherwise ask a clinician."
      : "You may release your own reply within an hour of the patient's message. Otherwise ask a clinician.";
  throw new AppError("forbidden", words, "permission", { permission: PERMISSION[rule] });
}

async function checkHeld(tx: Tx, ctx: Ctx, message: Message, rule: string): Promise<void> {
  const decision = await tx.decision.findFirst({
    where: { clinicId: ctx.clinicId, messageId: message.id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  const held = decision?.kind === "hold" && reasonsOf(decision).some((reason) => reason.rule === rule);
  if (message.status === "SCHEDULED" && (message.reason === rule || held)) return;
  throw new AppError("conflict", "This rule is not what holds the message.", "not_held", {
    messageStatus: message.status,
  });
}
