import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { CODE_LENGTH, CODE_MS, codeFrom, codeHashOf, LINK_MS, shownCode } from "@/lib/portal/rules";
import type { InviteWay, RevokePortal } from "@/lib/portal/schema";
import { endSessions } from "@/lib/portal/sessions/commands";

const subjectOf = (id: string, patientId: string) => ({
  subjectKind: "portal_account",
  subjectId: id,
  patientId,
});

/**
 * Lets a patient set a PIN, or whoever acts for the patient (`representative`: by their account, null for a new one), until the
 * invitation ends; it takes the place of the one before. A PIN that stands stays good until then: an invitation also
 * mends a forgotten one. Answers the account, and the code to give in person, once; null for a link.
 */
export async function standInvitation(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  asked: {
    patientId: string;
    via: InviteWay;
    reason?: string;
    representative?: { accountId: string | null };
  },
): Promise<{ accountId: string; code: string | null }> {
  const { clinicId, now } = ctx;
  const { patientId, via, reason, representative } = asked;
  const code = via === "code" ? codeFrom(randomBytes(CODE_LENGTH)) : null;
  const stands = {
    invitedAt: now,
    invitedVia: via,
    inviteEndsAt: new Date(now.getTime() + (code ? CODE_MS : LINK_MS)),
    codeHash: code ? codeHashOf(code, env().secret) : null,
    codeTries: 0,
    endedAt: null,
    endedWhy: null,
  };
  const owner = representative ? null : patientId;
  const { id } = await tx.portalAccount.upsert({
    where: representative
      ? { clinicId_id: { clinicId, id: representative.accountId ?? uuid() } }
      : { clinicId_patientId: { clinicId, patientId } },
    create: { id: uuid(), clinicId, patientId: owner, createdAt: now, ...stands },
    update: stands,
    select: { id: true },
  });
  audit({
    action: "portal.invited",
    ...subjectOf(id, patientId),
    fields: [via],
    ...(reason ? { reason } : {}),
  });
  await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
  return { accountId: id, code: code ? shownCode(code) : null };
}

/** Takes a standing invitation: the PIN counts from now on, and no browser stays signed in by an older one. */
export async function activate(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  account: { id: string; patientId: string },
  { name, pinHash }: { name: string; pinHash: string },
): Promise<void> {
  const { clinicId, now } = ctx;
  await tx.portalAccount.updateMany({
    where: { clinicId, id: account.id },
    data: {
      signInAs: name,
      pinHash,
      activatedAt: now,
      inviteEndsAt: null,
      codeHash: null,
      wrongInARow: 0,
      lockedUntil: null,
    },
  });
  await endSessions(tx, ctx, account.id);
  audit({
    action: "portal.joined",
    ...subjectOf(account.id, account.patientId),
    fields: ["signInAs", "pin"],
  });
  await recordChanges(tx, ctx, [{ kind: "patient", subjectId: account.patientId }]);
}

/** Nobody signs in for this patient any more, and every browser is out. False: there was nothing to end. */
export async function endPortal(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  patientId: string,
  why: { cause: "staff" | "tries" | "deceased"; reason?: string },
): Promise<boolean> {
  const where = { clinicId: ctx.clinicId, patientId };
  const own = await tx.portalAccount.findFirst({ where, select: { id: true } });
  return own !== null && endAccount(tx, ctx, audit, { id: own.id, patientId }, why);
}

/** The same for any account; `patientId`: in whose chart it is written down. */
export async function endAccount(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  { id, patientId }: { id: string; patientId: string },
  why: { cause: "staff" | "tries" | "deceased"; reason?: string },
): Promise<boolean> {
  const { clinicId, now } = ctx;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "PortalAccount"
    WHERE "clinicId" = ${clinicId}::uuid AND id = ${id}::uuid AND "endedAt" IS NULL FOR UPDATE`;
  if (rows.length === 0) return false;
  await tx.portalAccount.updateMany({
    where: { clinicId, id },
    data: { endedAt: now, endedWhy: why.cause, pinHash: null, codeHash: null, inviteEndsAt: null },
  });
  await endSessions(tx, ctx, id);
  const reason = why.reason ? { reason: why.reason } : {};
  audit({ action: "portal.ended", ...subjectOf(id, patientId), fields: [why.cause], ...reason });
  await recordChanges(tx, ctx, [{ kind: "patient", subjectId: patientId }]);
  return true;
}

/** Staff close a patient's sign-in or take an invitation back. Throws `not_found` and `conflict` (`no_change`). */
export function revokePortal(ctx: Ctx, patientId: string, { reason }: RevokePortal): Promise<void> {
  return write(ctx, async (tx, audit) => {
    const where = { clinicId: ctx.clinicId, id: patientId };
    if (!(await tx.patient.findFirst({ where, select: { id: true } }))) throw notFound("patient");
    if (await endPortal(tx, ctx, audit, patientId, { cause: "staff", reason })) return;
    throw new AppError("conflict", "There is no sign-in to close.", "no_change");
  });
}
