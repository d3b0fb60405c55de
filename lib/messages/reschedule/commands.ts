import { v7 as uuid } from "uuid";
import type { z } from "zod";
import { may } from "@/lib/auth/permissions";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import { staleWordIn, writtenFor } from "@/lib/delivery/rules/time-words";
import type { Content } from "@/lib/delivery/schema";
import { AppError } from "@/lib/errors";
import { checkWaits, lockMessage, tellScreens } from "@/lib/messages/commands";
import { PERMISSION } from "@/lib/messages/overrides/commands";
import { plannedAt } from "@/lib/messages/planned/rules";
import { findDetail } from "@/lib/messages/queries";
import type { Reschedule } from "@/lib/messages/reschedule/schema";
import { checkPlannedTime } from "@/lib/messages/rules";
import type { MessageDetail } from "@/lib/messages/schema";
import { zoneOf } from "@/lib/messages/shown/views";
import { Prisma } from "@/prisma/generated/client";

/**
 * Moves a message that waits to another time, or to now (`scheduledAt: null`); the rules are asked again. Against a
 * worker that claims it at the same moment exactly one of the two wins. Throws `not_found`, `conflict` (`already_sent`, `has_ended`),
 * `forbidden` (`permission`: a rule was lifted for the time it has) and `invalid` (`too_far`, `after_expiry`, `time_words`: its words
 * mean another day).
 */
export function reschedule(
  ctx: Ctx,
  id: string,
  move: z.output<typeof Reschedule>,
): Promise<z.input<typeof MessageDetail>> {
  return write(ctx, async (tx, audit) => {
    const message = await lockMessage(tx, ctx, id);
    await checkWaits(tx, ctx, message, "moved");
    const patient = await tx.patient.findFirstOrThrow({
      where: { clinicId: ctx.clinicId, id: message.patientId },
      include: { contactPoints: true },
    });
    const clinic = await tx.clinic.findUniqueOrThrow({ where: { id: ctx.clinicId } });
    const zone = zoneOf(patient, { clinic, now: ctx.now });
    const { at, read } = plannedAt(move, zone);
    checkPlannedTime(at, ctx.now);
    if (at) await checkLifted(tx, ctx, id);
    if (at && message.expiresAt && at >= message.expiresAt) throw afterExpiry();
    const words = { plan: message.plan, content: message.content as Content };
    // The new day would become the one the words were written for, and nobody would look at them again.
    const word = staleWordIn(words, writtenFor(message), at && at > ctx.now ? at : ctx.now, zone);
    if (word) throw saysAnotherDay(word);
    await tx.message.updateMany({
      where: { clinicId: ctx.clinicId, id },
      data: { scheduledAt: at, scheduledFor: read ?? Prisma.DbNull, updatedAt: ctx.now },
    });
    const { createdBy } = authorOf(ctx.actor);
    await tx.reschedule.create({
      data: {
        id: uuid(),
        clinicId: ctx.clinicId,
        messageId: id,
        scheduledAt: at,
        createdBy,
        createdAt: ctx.now,
      },
    });
    audit({
      action: "message.rescheduled",
      subjectKind: "message",
      subjectId: id,
      patientId: message.patientId,
      fields: ["scheduledAt"],
    });
    await settle(tx, ctx, [id]);
    await tellScreens(tx, ctx, message);
    return findDetail(tx, ctx, id);
  });
}

/** A rule was lifted for the time that the message then had: only who may lift it takes that along to another time. */
async function checkLifted(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const rules = Object.keys(PERMISSION) as (keyof typeof PERMISSION)[];
  const lifted = await tx.override.findMany({
    where: { clinicId: ctx.clinicId, messageId: id, rule: { in: rules } },
    select: { rule: true },
  });
  const lacking = rules.find(
    (rule) => lifted.some((one) => one.rule === rule) && !may(ctx.actor, PERMISSION[rule]),
  );
  if (!lacking) return;
  const words =
    "It was released for the time it has now. Ask a clinician to move it, or cancel it and write it anew.";
  throw new AppError("forbidden", words, "permission", { permission: PERMISSION[lacking] });
}

function saysAnotherDay(word: string): AppError {
  const problem = `It says “${word}”, which would be wrong on that day. Cancel it and write it anew.`;
  return new AppError("invalid", problem, "time_words", { fields: [{ field: "scheduledAt", problem }] });
}

function afterExpiry(): AppError {
  const problem = "By then the message is no longer useful. Choose an earlier time.";
  return new AppError("invalid", problem, "after_expiry", { fields: [{ field: "scheduledAt", problem }] });
}
