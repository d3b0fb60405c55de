import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { findMembers, type Household } from "@/lib/households/queries";
import { phoneOf } from "@/lib/households/rules";
import type { Channel, ContactHealth, ContactKind } from "@/prisma/generated/enums";

/** Whom a message is for, and by which ways. */
export interface Addressee {
  patient: {
    id: string;
    contactPoints: { kind: ContactKind; value: string; isPrimary: boolean; health: ContactHealth }[];
  };
  plan: readonly Channel[];
  /** Everyone at the patient's phones; null: not read yet. */
  household: Household | null;
}

/** The messages that a writer names: the one that is answered, and the newest that was seen. */
export interface Answering {
  inReplyTo?: string | undefined;
  seenMessageId?: string | undefined;
}

/** The conversation that a writer names by a message of it; null: none. Throws `invalid` (`wrong_conversation`). */
export async function findNamed(
  tx: Tx,
  ctx: Ctx,
  { patient }: Pick<Addressee, "patient">,
  answer: Answering,
) {
  const seen = answer.seenMessageId ? await findAnchor(tx, ctx, answer.seenMessageId) : null;
  const replied = answer.inReplyTo ? await findAnchor(tx, ctx, answer.inReplyTo) : null;
  const named = (replied ?? seen)?.conversation ?? null;
  if (named && seen && seen.conversation.id !== named.id) throw wrongConversation();
  if (named && named.patientId !== patient.id && !shares(patient, named.address)) throw wrongConversation();
  return { named, seen };
}

const shares = ({ contactPoints }: Addressee["patient"], address: string | null) =>
  address !== null && contactPoints.some((point) => point.value === address);

/** The phone that a text to this patient goes to, when others have it too; null: nobody else has, or it is no text. */
export async function findSharedPhone(
  tx: Tx,
  ctx: Ctx,
  { patient, plan, household }: Addressee,
): Promise<string | null> {
  const phone = plan[0] === "SMS" ? phoneOf(patient) : null;
  if (phone === null) return null;
  const members = household ? household.get(phone) : await findMembers(tx, ctx, phone);
  return members === undefined || members.length < 2 ? null : phone;
}

/** Where a message would stand: as `enterConversation` says, which also locks it and makes what is not there yet. */
export async function findHome(
  tx: Tx,
  ctx: Ctx,
  about: Addressee,
  answer: Answering,
): Promise<{ id: string | null; address: string | null; lastInboundAt: Date | null }> {
  const { clinicId } = ctx;
  const { named } = await findNamed(tx, ctx, about, answer);
  if (named) return named;
  const address = await findSharedPhone(tx, ctx, about);
  const own = { patientId: about.patient.id, kind: { not: "household" as const } };
  const home = await tx.conversation.findFirst({
    where: { clinicId, ...(address === null ? own : { address, kind: "household" as const }) },
    orderBy: [{ kind: "asc" }, { createdAt: "asc" }],
    select: { id: true, address: true, lastInboundAt: true },
  });
  return home ?? { id: null, address, lastInboundAt: null };
}

/** The message that an answer names, with where it stands. */
export async function findAnchor(tx: Tx, ctx: Ctx, id: string) {
  const anchor = await tx.message.findFirst({
    where: { clinicId: ctx.clinicId, id },
    select: { id: true, conversation: true },
  });
  if (!anchor) throw wrongConversation();
  return anchor;
}

export const wrongConversation = () => {
  const problem = "The message you answer is not in this patient's conversation.";
  return new AppError("invalid", problem, "wrong_conversation", {
    fields: [{ field: "inReplyTo", problem }],
  });
};

/**
 * Throws `conflict` (`newer_message`) when the patient or a colleague wrote after the message the writer had seen.
 * Call it under the conversation's lock.
 */
export async function checkSeen(tx: Tx, ctx: Ctx, conversationId: string, seenId: string): Promise<void> {
  const author = "id" in ctx.actor ? ctx.actor.id : "";
  const newer = await tx.message.findFirst({
    where: {
      clinicId: ctx.clinicId,
      conversationId,
      status: { notIn: ["DRAFT", "CANCELLED"] },
      // An inbound message bears its vendor's time and may come late: ids (UUID v7) tell the order of recording.
      id: { gt: seenId },
      OR: [
        { direction: "INBOUND", isAutomatic: false },
        { createdByKind: "staff", createdBy: { not: author } },
      ],
    },
    orderBy: { id: "desc" },
    select: { id: true, direction: true, createdBy: true },
  });
  if (!newer) return;
  const colleague =
    newer.direction === "OUTBOUND"
      ? await tx.staff.findFirst({
          where: { clinicId: ctx.clinicId, id: newer.createdBy },
          select: { name: true },
        })
      : null;
  const byPatient = newer.direction === "INBOUND";
  const who = byPatient ? "The patient wrote again" : `${colleague?.name ?? "A colleague"} answered`;
  throw new AppError(
    "conflict",
    `${who} while you were typing. Your draft is kept. Read ${byPatient ? "it" : "the answer"} above, then send yours or drop it.`,
    "newer_message",
    { newerMessageId: newer.id, conversationId, by: byPatient ? "patient" : "colleague" },
  );
}
