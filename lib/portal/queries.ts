import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { portalStateOf, shownName } from "@/lib/portal/rules";
import type { InviteWay, PortalHome, PortalState } from "@/lib/portal/schema";
import type { PortalAccount } from "@/prisma/generated/client";

type State = z.input<typeof PortalState>;

/** Whether the patient can sign in: one indexed read. */
export async function hasPortal(tx: Tx, { clinicId }: Ctx, patientId: string): Promise<boolean> {
  const where = { clinicId, patientId, pinHash: { not: null } };
  return (await tx.portalAccount.findFirst({ where, select: { id: true } })) !== null;
}

/** How this patient's own sign-in stands, for staff. */
export async function findPortal(tx: Tx, { clinicId, now }: Ctx, patientId: string): Promise<State> {
  const row = await tx.portalAccount.findUnique({ where: { clinicId_patientId: { clinicId, patientId } } });
  return stateView(row, now);
}

/** How an account stands, for staff; null: there is none. */
export function stateView(row: PortalAccount | null, now: Date): State {
  const standing = row?.inviteEndsAt && now < row.inviteEndsAt ? row.inviteEndsAt : null;
  return {
    state: portalStateOf(row, now),
    invitedAt: row?.invitedAt ?? null,
    invitedVia: (row?.invitedVia as InviteWay | undefined) ?? null,
    inviteEndsAt: standing,
    signInAs: row?.signInAs ? shownName(row.signInAs) : null,
    activatedAt: row?.activatedAt ?? null,
    lastSignInAt: row?.lastSignInAt ?? null,
    lockedUntil: row?.lockedUntil && row.lockedUntil > now ? row.lockedUntil : null,
    endedAt: row?.endedAt ?? null,
    endedWhy: (row?.endedWhy as State["endedWhy"]) ?? null,
  };
}

/** The invitation that a private message of this moment may carry; null where none stands by this way. */
export async function findInvitation(
  tx: Tx,
  { clinicId, now }: Ctx,
  message: { patientId: string; createdAt: Date },
): Promise<{ id: string } | null> {
  return tx.portalAccount.findFirst({
    where: {
      clinicId,
      patientId: message.patientId,
      invitedVia: { in: ["SMS", "EMAIL"] },
      invitedAt: { lte: message.createdAt },
      inviteEndsAt: { gt: now },
    },
    select: { id: true },
  });
}

/** The signed-in patient's own page. Throws `not_found`. */
export function getHome(ctx: Ctx, patientId: string): Promise<PortalHome> {
  return read(ctx, async (tx) => {
    const row = await tx.patient.findFirst({
      where: { clinicId: ctx.clinicId, id: patientId },
      select: { firstName: true, language: true, clinic: { select: { name: true, phone: true } } },
    });
    if (!row) throw notFound("page");
    return {
      firstName: row.firstName,
      language: row.language.startsWith("es") ? "es" : "en",
      clinicName: row.clinic.name,
      clinicPhone: row.clinic.phone,
    };
  });
}
