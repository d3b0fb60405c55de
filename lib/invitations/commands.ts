import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { AppError } from "@/lib/errors";
import { findPortalView } from "@/lib/invitations/queries";
import { invitationWords } from "@/lib/invitations/rules";
import type { Invited, InvitePatient } from "@/lib/invitations/schema";
import { sendMessage } from "@/lib/messages/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import type { SendMessage } from "@/lib/messages/schema";
import { standInvitation } from "@/lib/portal/commands";
import { INVITATION_TAG } from "@/lib/portal/rules";

/**
 * Invites a patient to sign in by themselves, and answers the code when it is to be given in person: it is shown this
 * once. A link goes out as a private message that asks for the date of birth, through the one decision as any other.
 * Throws `not_found`, `conflict` (`way_closed`: it would not prove that it reached the patient, or no message may go
 * this way) and `forbidden` (`in_person`: a program checks nobody's identity).
 */
export async function invitePatient(
  ctx: Ctx,
  patientId: string,
  { way, checked }: InvitePatient,
): Promise<z.input<typeof Invited>> {
  if (way === "code" && ctx.actor.kind !== "staff") {
    throw new AppError("forbidden", "A code is given in person: only staff can make one.", "in_person");
  }
  return write(ctx, async (tx, audit) => {
    const before = await findPortalView(tx, ctx, patientId);
    const problem = before.ways.find((one) => one.way === way)?.problem;
    if (problem) throw new AppError("conflict", problem, "way_closed");
    if (way === "code") {
      const reason = checked ? { reason: checked } : {};
      const { code } = await standInvitation(tx, ctx, audit, { patientId, via: way, ...reason });
      return { ...(await findPortalView(tx, ctx, patientId)), code };
    }
    const { language, clinic } = await tx.patient.findFirstOrThrow({
      where: { clinicId: ctx.clinicId, id: patientId },
      select: { language: true, clinic: { select: { name: true } } },
    });
    const { subject, body } = invitationWords(language, clinic.name);
    const message: SendMessage = {
      patientId,
      channel: way,
      body,
      ...(way === "EMAIL" ? { subject } : {}),
      category: "treatment",
      tags: [INVITATION_TAG],
      secureLink: { proof: "date_of_birth" },
    };
    const { decision } = await previewMessage(ctx, message);
    if (decision.kind === "block") {
      const words = "No message may go this way at the moment. Use another way, or give a code in person.";
      throw new AppError("conflict", words, "way_closed", { rule: decision.rule });
    }
    await standInvitation(tx, ctx, audit, { patientId, via: way });
    await sendMessage(ctx, message);
    return { ...(await findPortalView(tx, ctx, patientId)), code: null };
  });
}
