import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type Audit, write } from "@/lib/db/write";
import { LIFETIME_MS, tokenHashOf } from "@/lib/portal/rules";

/** Signs a browser in and clears wrong tries. Answers the token, which only the cookie keeps. */
export async function openSession(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  account: { id: string; patientId: string },
): Promise<string> {
  const { clinicId, now } = ctx;
  const token = randomBytes(32).toString("base64url");
  const id = uuid();
  await tx.portalAccount.updateMany({
    where: { clinicId, id: account.id },
    data: { wrongInARow: 0, lockedUntil: null, lastSignInAt: now },
  });
  await tx.portalSession.create({
    data: {
      id,
      clinicId,
      accountId: account.id,
      tokenHash: tokenHashOf(token),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + LIFETIME_MS),
    },
  });
  audit({
    action: "portal.signed_in",
    subjectKind: "portal_session",
    subjectId: id,
    patientId: account.patientId,
  });
  return token;
}

/** Ends every open sign-in of an account, in the caller's transaction. */
export async function endSessions(tx: Tx, { clinicId, now }: Ctx, accountId: string): Promise<void> {
  await tx.portalSession.updateMany({
    where: { clinicId, accountId, endedAt: null },
    data: { endedAt: now },
  });
}

/** Whoever signed in signs this browser out. One that is over is left as it is. */
export function endSession(ctx: Ctx, id: string, patientId: string | null): Promise<void> {
  return write(ctx, async (tx, audit) => {
    await tx.portalSession.updateMany({
      where: { clinicId: ctx.clinicId, id, endedAt: null },
      data: { endedAt: ctx.now },
    });
    audit({ action: "portal.signed_out", subjectKind: "portal_session", subjectId: id, patientId });
  });
}
