import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { findInvitation } from "@/lib/portal/queries";
import { INVITATION_TAG, shownName } from "@/lib/portal/rules";
import { findTerms, type LinkRow } from "@/lib/secure/queries";

/**
 * Whether this opened letter invites to the portal, and the name it offers: its own number or address. Null: it is no
 * invitation, none stands any more, or the address has become somebody else's too meanwhile.
 */
export async function findJoining(tx: Tx, ctx: Ctx, row: LinkRow): Promise<{ name: string } | null> {
  const { message } = row;
  const { patient, conversationId, templateId } = message;
  if (
    ctx.actor.kind === "representative" ||
    row.proof !== "date_of_birth" ||
    !message.tags.includes(INVITATION_TAG)
  )
    return null;
  if (!(await findInvitation(tx, ctx, message))) return null;
  const terms = await findTerms(tx, ctx, patient, [row.channel], { conversationId, templateId });
  if (!terms.proofs.includes("date_of_birth")) return null;
  const kind = row.channel === "EMAIL" ? "email" : "phone";
  const points = patient.contactPoints.filter((point) => point.kind === kind && point.health !== "closed");
  const point = points.find(({ isPrimary }) => isPrimary) ?? points[0];
  return { name: point ? shownName(point.value) : "" };
}
