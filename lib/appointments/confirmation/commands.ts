import { ASKED_WITHIN_MS, asksToConfirm, VISIT_WITHIN_MS } from "@/lib/appointments/confirmation/rules";
import type { InboundChannel } from "@/lib/channel";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { recordChanges } from "@/lib/live/changes";

/**
 * A bare YES, SÍ or C: when our last message in this thread asked to confirm a visit, the patient's next booked one is
 * confirmed for its present start (a visit that is moved afterwards is not). Anything else changes nothing. Returns the
 * visit's id. Which patient: the one our question was about, not whoever the answer is filed to.
 */
export async function confirmVisit(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  said: { channel: InboundChannel; conversationId: string; at: Date },
): Promise<string | null> {
  const { clinicId } = ctx;
  const { channel, conversationId, at } = said;
  const asked = await tx.message.findFirst({
    where: {
      clinicId,
      conversationId,
      channel,
      direction: "OUTBOUND",
      isAutomatic: false,
      status: { in: ["SENT", "DELIVERED"] },
      createdAt: { gte: new Date(at.getTime() - ASKED_WITHIN_MS), lte: at },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { body: true, patientId: true },
  });
  if (!asked || !asksToConfirm(asked.body)) return null;
  const visit = await tx.appointment.findFirst({
    where: {
      clinicId,
      patientId: asked.patientId,
      status: { in: ["booked", "confirmed"] },
      startsAt: { gt: at, lt: new Date(at.getTime() + VISIT_WITHIN_MS) },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { id: true, startsAt: true },
  });
  if (!visit) return null;
  await tx.appointment.update({
    where: { id: visit.id, clinicId },
    data: { confirmedAt: at, confirmedFor: visit.startsAt },
  });
  audit({
    action: "appointment.confirmed",
    subjectKind: "appointment",
    subjectId: visit.id,
    patientId: asked.patientId,
    fields: ["confirmedAt"],
  });
  await recordChanges(tx, ctx, [{ kind: "patient", subjectId: asked.patientId }]);
  return visit.id;
}
