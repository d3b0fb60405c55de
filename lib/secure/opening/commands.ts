import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { momentFor } from "@/lib/secure/days/rules";
import { findJoining } from "@/lib/secure/joining/queries";
import { findFiles, findLink, findTerms, type LinkRow, mannersOf, shutFor } from "@/lib/secure/queries";
import { AGAIN_MS, isBirthDate, MOST_TRIES, mayReadAgain, stateOf } from "@/lib/secure/rules";
import type { Letter, OpenLetter } from "@/lib/secure/schema";

type Opened = { kind: "open"; letter: z.input<typeof Letter> } | Refusal;
type Refusal =
  | { kind: "opened" | "expired" | "locked" | "sign_in" | "not_yours" }
  | { kind: "wrong"; triesLeft: number };

/**
 * Shows the words behind a link, once: to whoever proves to be the patient, and for half an hour again to the same
 * browser. Tries are counted under the link's lock before they are looked at, so that a hundred at once are three; the
 * third wrong one locks the link for good. A proof that is too weak by now ends the link. `signedIn`: the patient
 * themselves, by the portal, which stands for every proof; so does the sign-in of a representative, where what they ask
 * for is theirs to read at this moment. Throws `not_found` and `conflict` (`opened`, `expired`, `locked`) or `forbidden`
 * (`wrong_birth_date`, with `triesLeft`; `sign_in`; `not_yours`).
 */
export async function openLetter(ctx: Ctx, id: string, given: OpenLetter, signedIn = false) {
  const answer = await write(ctx, (tx, audit) => open(tx, ctx, audit, id, { ...given, signedIn }));
  if (answer.kind === "open") return answer.letter;
  if (answer.kind === "wrong") {
    const words = "This is not the date of birth we have.";
    throw new AppError("forbidden", words, "wrong_birth_date", { triesLeft: answer.triesLeft });
  }
  if (answer.kind === "sign_in") {
    throw new AppError("forbidden", "Sign in as the person this message was sent to.", "sign_in");
  }
  if (answer.kind === "not_yours") {
    throw new AppError("forbidden", "This message does not open with your sign-in. Call us.", "not_yours");
  }
  throw new AppError("conflict", REFUSED[answer.kind], answer.kind);
}

const REFUSED = {
  opened: "This link has been opened already.",
  expired: "This link works no more.",
  locked: "This link is locked after too many tries.",
};

type Given = OpenLetter & { signedIn: boolean };

async function open(tx: Tx, ctx: Ctx, audit: Audit, id: string, given: Given): Promise<Opened> {
  await tx.$queryRaw`
    SELECT 1 FROM "SecureMessage" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = await findLink(tx, ctx, id);
  if (!row) throw notFound("message");
  const { patientId } = row.message;
  const subject = { subjectKind: "message", subjectId: row.message.id, patientId };
  const reader = createHash("sha256").update(given.reader).digest("hex");
  const shut = await shutFor(tx, ctx, row);
  if (shut) {
    audit({ action: "secure.refused", ...subject, fields: [shut] });
    return { kind: "not_yours" };
  }
  const byOther = ctx.actor.kind === "representative" ? ctx.actor.id : null;
  const signedIn = given.signedIn || byOther !== null;
  const state = stateOf(row, ctx.now);
  const { openedAt } = row;
  const knows = signedIn || mayReadAgain(row, reader);
  if (openedAt && knows && ctx.now.getTime() < openedAt.getTime() + AGAIN_MS) {
    audit({ action: "secure.read_again", ...subject });
    return { kind: "open", letter: await letterOf(tx, ctx, row, openedAt) };
  }
  if (state !== "ready") {
    audit({ action: "secure.refused", ...subject, fields: [state] });
    return { kind: state };
  }
  if (!signedIn && !(await holds(tx, ctx, row))) {
    await tx.secureMessage.updateMany({
      where: { clinicId: ctx.clinicId, id },
      data: { expiresAt: ctx.now },
    });
    audit({ action: "secure.refused", ...subject, fields: ["terms"] });
    await tell(tx, ctx, row);
    return { kind: "expired" };
  }
  if (row.proof === "portal" && !signedIn) {
    audit({ action: "secure.refused", ...subject, fields: ["portal"] });
    return { kind: "sign_in" };
  }
  if (row.proof === "date_of_birth" && !signedIn && !proves(row, given))
    return refuse(tx, ctx, audit, row, subject);
  await tx.secureMessage.updateMany({
    where: { clinicId: ctx.clinicId, id, openedAt: null },
    data: { openedAt: ctx.now, readerHash: reader, openedById: byOther },
  });
  audit({ action: "secure.opened", ...subject });
  await receipt(tx, ctx, row);
  await tell(tx, ctx, row);
  return { kind: "open", letter: await letterOf(tx, ctx, row, ctx.now) };
}

/** Whether its proof would still do today: a number may have become shared since, or the chart restricted. */
async function holds(tx: Tx, ctx: Ctx, row: LinkRow): Promise<boolean> {
  const { patient, conversationId, templateId } = row.message;
  const terms = await findTerms(tx, ctx, patient, [row.channel], { conversationId, templateId });
  return terms.proofs.includes(row.proof);
}

function proves(row: LinkRow, given: OpenLetter): boolean {
  const known = row.message.patient.dateOfBirth?.toISOString().slice(0, 10) ?? null;
  return isBirthDate(given.dateOfBirth ?? "", known);
}

async function refuse(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  row: LinkRow,
  subject: { subjectKind: string; subjectId: string; patientId: string },
): Promise<Opened> {
  const wrongTries = row.wrongTries + 1;
  const locks = wrongTries >= MOST_TRIES;
  await tx.secureMessage.updateMany({
    where: { clinicId: ctx.clinicId, id: row.id },
    data: { wrongTries, ...(locks ? { lockedAt: ctx.now } : {}) },
  });
  audit({ action: "secure.refused", ...subject, fields: ["date_of_birth"] });
  if (!locks) return { kind: "wrong", triesLeft: MOST_TRIES - wrongTries };
  audit({ action: "secure.locked", ...subject });
  await tell(tx, ctx, row);
  return { kind: "locked" };
}

/** Who reads it has it: an opening is a receipt of ours, and ends the wait for the next way. */
async function receipt(tx: Tx, ctx: Ctx, row: LinkRow): Promise<void> {
  const { clinicId, now } = ctx;
  const attempt = await tx.messageDelivery.findFirst({
    where: {
      clinicId,
      messageId: row.messageId,
      channel: row.channel,
      OR: [{ outcome: null }, { outcome: "accepted" }],
    },
    orderBy: [{ claimedAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  if (!attempt) return;
  await tx.receipt.create({
    data: {
      id: uuid(),
      clinicId,
      deliveryId: attempt.id,
      provider: "hub",
      eventId: `secure-link ${row.id}`,
      kind: "opened",
      status: "opened",
      at: now,
      recordedAt: now,
    },
  });
  await settle(tx, ctx, [row.messageId]);
}

function tell(tx: Tx, ctx: Ctx, { message }: LinkRow): Promise<void> {
  const { id: subjectId, conversationId } = message;
  return recordChanges(tx, ctx, [{ kind: "message", subjectId, conversationId }]);
}

async function letterOf(tx: Tx, ctx: Ctx, row: LinkRow, openedAt: Date) {
  const { zone, language } = mannersOf(row, ctx.now);
  return {
    subject: row.subject,
    body: row.body,
    sent: momentFor(row.message.createdAt, zone, language),
    again: new Date(openedAt.getTime() + AGAIN_MS),
    files: await findFiles(tx, ctx, row),
    joins: await findJoining(tx, ctx, row),
  };
}
