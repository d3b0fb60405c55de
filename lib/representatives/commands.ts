import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { endAccount, standInvitation } from "@/lib/portal/commands";
import type { RevokePortal } from "@/lib/portal/schema";
import type { InvitedRepresentative, InviteRepresentative } from "@/lib/representatives/schema";
import { findRepresentatives } from "@/lib/representatives/views/queries";

/**
 * Gives a sign-in to somebody who acts for a patient: by a code for a new PIN, told in person and shown this once; or,
 * where the same person signs in for other patients already (`sameAs`), by letting that sign-in open this one's too.
 * Throws `not_found`, `conflict` (`way_closed`: they do not stand for the patient today, or are not the same) and
 * `forbidden` (`in_person`: a program checks nobody's identity).
 */
export async function inviteRepresentative(
  ctx: Ctx,
  patientId: string,
  personId: string,
  { checked, sameAs }: InviteRepresentative,
): Promise<z.input<typeof InvitedRepresentative>> {
  if (ctx.actor.kind !== "staff") {
    throw new AppError("forbidden", "A code is given in person: only staff can make one.", "in_person");
  }
  return write(ctx, async (tx, audit) => {
    const { clinicId } = ctx;
    const person = await lockPerson(tx, ctx, patientId, personId);
    const before = await viewOf(tx, ctx, patientId, personId);
    if (before.problem) throw new AppError("conflict", before.problem, "way_closed");
    if (sameAs) {
      if (before.known?.relatedPersonId !== sameAs || before.state === "active") {
        throw new AppError("conflict", "This sign-in is not known to be theirs. Make a code.", "way_closed");
      }
      const { accountId } = await tx.relatedPerson.findFirstOrThrow({ where: { clinicId, id: sameAs } });
      await tx.relatedPerson.updateMany({ where: { clinicId, id: personId }, data: { accountId } });
      const subject = { subjectKind: "portal_account", subjectId: accountId, patientId };
      audit({ action: "portal.extended", ...subject, reason: checked });
      await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
      return { ...(await viewOf(tx, ctx, patientId, personId)), code: null };
    }
    const representative = { accountId: person.accountId };
    const asked = { patientId, via: "code" as const, reason: checked, representative };
    const { accountId, code } = await standInvitation(tx, ctx, audit, asked);
    await tx.relatedPerson.updateMany({ where: { clinicId, id: personId }, data: { accountId } });
    return { ...(await viewOf(tx, ctx, patientId, personId)), code };
  });
}

/**
 * Staff take the sign-in away from somebody who acts for a patient, or an invitation back. What it opens for other
 * patients stays open. Throws `not_found` and `conflict` (`no_change`).
 */
export function revokeRepresentative(
  ctx: Ctx,
  patientId: string,
  personId: string,
  { reason }: RevokePortal,
): Promise<void> {
  return write(ctx, async (tx, audit) => {
    const { clinicId } = ctx;
    const { accountId } = await lockPerson(tx, ctx, patientId, personId);
    const none = new AppError("conflict", "There is no sign-in to close.", "no_change");
    if (!accountId) throw none;
    const others = { clinicId, accountId, id: { not: personId } };
    if (!(await tx.relatedPerson.findFirst({ where: others, select: { id: true } }))) {
      const ended = await endAccount(
        tx,
        ctx,
        audit,
        { id: accountId, patientId },
        { cause: "staff", reason },
      );
      if (!ended) throw none;
      return;
    }
    await tx.relatedPerson.updateMany({ where: { clinicId, id: personId }, data: { accountId: null } });
    const subject = { subjectKind: "portal_account", subjectId: accountId, patientId };
    audit({ action: "portal.withdrawn", ...subject, reason });
    await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
  });
}

async function lockPerson(tx: Tx, { clinicId }: Ctx, patientId: string, id: string) {
  const [row] = await tx.$queryRaw<{ accountId: string | null }[]>`
    SELECT "accountId" FROM "RelatedPerson"
    WHERE "clinicId" = ${clinicId}::uuid AND "patientId" = ${patientId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  if (!row) throw notFound("related person");
  return row;
}

async function viewOf(tx: Tx, ctx: Ctx, patientId: string, personId: string) {
  const view = (await findRepresentatives(tx, ctx, patientId)).find(
    ({ relatedPersonId }) => relatedPersonId === personId,
  );
  if (!view) throw notFound("related person");
  return view;
}
