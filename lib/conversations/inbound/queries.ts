import type { Candidate } from "@/lib/conversations/inbound/rules";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { ContactKind } from "@/prisma/generated/enums";

/**
 * Everyone of the clinic who has this address; merged charts are left out, and those to which somebody there said
 * "wrong number": whoever writes from it now is somebody else.
 */
export async function findByAddress(
  tx: Tx,
  ctx: Ctx,
  kind: ContactKind,
  value: string,
): Promise<Candidate[]> {
  const points = await tx.contactPoint.findMany({
    where: { clinicId: ctx.clinicId, kind, value, patient: { mergedIntoId: null } },
    select: { patientId: true, health: true, healthReason: true, patient: { select: { kind: true } } },
    take: 20,
  });
  return points
    .filter((point) => !(point.health === "closed" && point.healthReason === "wrong_number"))
    .map((point) => ({ patientId: point.patientId, kind: point.patient.kind }));
}

/** The patient of a conversation, if this address is theirs: a reply token alone proves nothing about its sender. */
export async function findReplier(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  value: string,
): Promise<Candidate | null> {
  const conversation = await tx.conversation.findFirst({
    where: {
      clinicId: ctx.clinicId,
      id: conversationId,
      patient: { contactPoints: { some: { kind: "email", value } } },
    },
    select: { patientId: true, patient: { select: { kind: true } } },
  });
  return conversation && { patientId: conversation.patientId, kind: conversation.patient.kind };
}
