import type { z } from "zod";
import { suppressContact } from "@/lib/consents/commands";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { recordDeath } from "@/lib/deaths/commands";
import { holdAddresses } from "@/lib/delivery/addresses/commands";
import { lockUnderway } from "@/lib/delivery/closing/commands";
import { settle } from "@/lib/delivery/commands";
import { AppError, notFound } from "@/lib/errors";
import { quarantineNumber, type WrongNumber } from "@/lib/incidents/wrong-number/commands";
import { recordChanges } from "@/lib/live/changes";
import { answerKeyword } from "@/lib/revocations/answers/commands";
import { closeOwned } from "@/lib/revocations/in-app/commands";
import { findAddressesOf, findOwned, type OwnedAddress } from "@/lib/revocations/queries";
import { evidenceOf } from "@/lib/revocations/rules/heard";
import { waysMeant } from "@/lib/revocations/rules/in-app";
import { isWrongNumber } from "@/lib/revocations/rules/wrong-number";
import type { DecidedQuestion, DecideQuestion } from "@/lib/revocations/schema";
import type { RevocationQuestion } from "@/prisma/generated/client";

type Question = RevocationQuestion & { message: { patientId: string; conversationId: string; body: string } };

/**
 * A person has read the patient's words. *Yes* ends our messages to that address as a STOP does, quarantines it where the
 * words say that it is somebody else's, or records the death;
 * *no* lets what waited go on. Both are audited with who decided. Throws `not_found`, `conflict` (`already_decided`) and
 * `invalid` (a death needs its source).
 */
export function decideQuestion(
  ctx: Ctx,
  id: string,
  told: DecideQuestion,
): Promise<z.input<typeof DecidedQuestion>> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    const question = await findQuestion(tx, ctx, id);
    const { channel, address, kind } = question;
    if (kind === "death" && told.answer === "yes" && !told.source) {
      const problem = "Say who told us.";
      throw new AppError("invalid", problem, "bad_field", { fields: [{ field: "source", problem }] });
    }
    const { patientId, conversationId } = question.message;
    const about = [
      ...(channel === "IN_APP" ? await findMeant(tx, ctx, question) : [{ channel, address }]),
      ...(kind === "death" ? await findAddressesOf(tx, ctx, patientId) : []),
    ];
    await holdAddresses(
      tx,
      ctx,
      about.map((one) => one.address),
    );
    const held = await lockUnderway(tx, ctx, about);
    await close(tx, ctx, question, told.answer);
    audit({
      action: `revocation.decided_${kind}`,
      subjectKind: "message",
      subjectId: question.messageId,
      patientId,
      fields: [told.answer],
      ...(told.source ? { reason: told.source } : {}),
    });
    if (told.answer === "yes" && kind === "stop") await end(tx, ctx, audit, question);
    if (told.answer === "yes" && kind === "death") {
      await recordDeath(ctx, patientId, { deceased: true, source: told.source ?? "" });
    }
    await settle(tx, ctx, held);
    await recordChanges(tx, ctx, [
      { kind: "conversation", subjectId: conversationId, conversationId },
      { kind: "patient", subjectId: patientId },
      { kind: "question", subjectId: question.messageId, conversationId },
    ]);
    return { id, answer: told.answer, decidedAt: now };
  });

  async function findQuestion(tx: Tx, { clinicId }: Ctx, questionId: string): Promise<Question> {
    const question = await tx.revocationQuestion.findFirst({
      where: { clinicId, id: questionId },
      include: { message: { select: { patientId: true, conversationId: true, body: true } } },
    });
    if (!question) throw notFound("question");
    return question;
  }

  /** All that ask the same of one address are one question. The count tells whether a colleague was first. */
  async function close(tx: Tx, _ctx: Ctx, question: Question, answer: "yes" | "no"): Promise<void> {
    const { kind, channel, address } = question;
    const data = { answer, decidedAt: now, decidedBy: "id" in ctx.actor ? ctx.actor.id : null };
    const own = { clinicId, id, decidedAt: null };
    const { count } = await tx.revocationQuestion.updateMany({ where: own, data });
    if (count === 0) {
      throw new AppError("conflict", "A colleague has decided this already.", "already_decided");
    }
    await tx.revocationQuestion.updateMany({
      where: { clinicId, kind, channel, address, decidedAt: null },
      data,
    });
  }
}

/** What words in the portal are about: the chart's numbers and mail addresses, of the ways they name. */
async function findMeant(tx: Tx, ctx: Ctx, { message }: Question): Promise<OwnedAddress[]> {
  return findOwned(tx, ctx, message.patientId, waysMeant(message.body));
}

async function end(tx: Tx, ctx: Ctx, audit: Audit, question: Question): Promise<void> {
  const { channel, address, messageId, askedAt, word, message, visitAt } = question;
  const { patientId, conversationId } = message;
  if (channel === "PUSH") return;
  if (channel === "IN_APP") {
    const meant = await findMeant(tx, ctx, question);
    await closeOwned(tx, ctx, audit, meant, { patientId, messageId, word });
  } else {
    const isWrong = isWrongNumber({ word });
    // Of a shared phone it is this chart's no more; where others keep it, it is texted again: no promise is made.
    const said: WrongNumber = { channel, address, messageId, patientIds: [patientId], by: "text" };
    if (isWrong && !(await quarantineNumber(tx, ctx, audit, said)).nobodyLeft) return;
    const closing = { channel, address, evidence: evidenceOf(word), messageId };
    if (!isWrong) await suppressContact(tx, ctx, audit, { ...closing, reason: "stop" });
  }
  const verdict = { kind: "stop", certain: true, word, language: null, death: false } as const;
  await answerKeyword(tx, ctx, audit, {
    channel,
    from: address,
    messageId,
    patientId,
    conversationId,
    ...(channel === "IN_APP" ? { ends: waysMeant(message.body) } : {}),
    at: askedAt,
    heard: { verdict, answered: false },
    kind: "stop",
    changed: true,
    nearVisit: visitAt !== null,
  });
}
