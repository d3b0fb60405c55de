import { v7 as uuid } from "uuid";
import { LIFETIME_MS } from "@/lib/auth/rules";
import { mintCtx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { ports } from "@/lib/ports";
import type { StaffRole } from "@/prisma/generated/enums";

export interface StaffIdentity {
  id: string;
  clinicId: string;
  role: StaffRole;
}

const MOST_USER_AGENT = 300;

/** Opens a session, clears failed tries and audits it. Answers the session's id, the only thing the cookie carries. */
export async function startSession(
  staff: StaffIdentity,
  how: "password" | "openid",
  userAgent: string | null,
): Promise<string> {
  const sid = uuid();
  const actor = { kind: "staff", id: staff.id, role: staff.role, sessionId: sid } as const;
  const ctx = mintCtx(staff.clinicId, actor, ports());
  await write(ctx, async (tx, audit) => {
    await tx.staff.updateMany({
      where: { id: staff.id, clinicId: staff.clinicId },
      data: { failedSignIns: 0, lockedUntil: null },
    });
    await tx.session.create({
      data: {
        id: sid,
        clinicId: staff.clinicId,
        staffId: staff.id,
        createdAt: ctx.now,
        lastSeenAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + LIFETIME_MS),
        userAgent: userAgent?.slice(0, MOST_USER_AGENT) ?? null,
      },
    });
    audit({ action: "session.started", subjectKind: "session", subjectId: sid, reason: how });
  });
  return sid;
}

/** Signs one session out for good. Unknown and already ended ones are left as they are. */
export async function endSession(sid: string): Promise<void> {
  const found = await inInstallation((tx) =>
    tx.session.findUnique({ where: { id: sid }, include: { staff: { select: { role: true } } } }),
  );
  if (!found || found.revokedAt) return;
  const actor = { kind: "staff", id: found.staffId, role: found.staff.role, sessionId: sid } as const;
  const ctx = mintCtx(found.clinicId, actor, ports());
  await write(ctx, async (tx, audit) => {
    await tx.session.updateMany({
      where: { id: sid, clinicId: found.clinicId, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    audit({ action: "session.ended", subjectKind: "session", subjectId: sid });
  });
}

/** The person an identity provider vouches for, by verified mail address. Null: nobody here, or no longer. */
export async function findStaffByEmail(email: string): Promise<StaffIdentity | null> {
  return inInstallation((tx) =>
    tx.staff.findFirst({
      where: { email: email.trim().toLowerCase(), disabledAt: null },
      select: { id: true, clinicId: true, role: true },
    }),
  );
}
