import { checkCrowd, verifyPassword } from "@/lib/auth/password";
import { afterFailure } from "@/lib/auth/rules";
import { type StaffIdentity, startSession } from "@/lib/auth/sessions";
import { tryStranger } from "@/lib/auth/strangers";
import { systemCtx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { log } from "@/lib/log";
import { ports } from "@/lib/ports";
import type { StaffRole } from "@/prisma/generated/enums";

export type SignIn =
  | { kind: "in"; staffId: string; sid: string }
  | { kind: "wrong" }
  | { kind: "locked"; until: Date };

interface Candidate extends StaffIdentity {
  role: StaffRole;
  passwordHash: string | null;
  failedSignIns: number;
  lockedUntil: Date | null;
  disabledAt: Date | null;
}

/**
 * Email and password. A wrong address, a wrong password and a disabled account give one answer in about the same time;
 * five wrong ones lock for 15 minutes. Every answer but a repeated lock is audited. Throws `rate_limited` in a crowd,
 * before the try is counted.
 */
export async function signIn(given: {
  email: string;
  password: string;
  userAgent: string | null;
}): Promise<SignIn> {
  checkCrowd();
  const email = given.email.trim().toLowerCase();
  const now = ports().clock();
  const found = await chargeTry(email, now);
  const lockedUntil = found ? found.lockedUntil : tryStranger(email, now);
  if (lockedUntil && lockedUntil > now) return { kind: "locked", until: lockedUntil };
  const right = await verifyPassword(given.password, found?.passwordHash ?? null);
  if (found && right && !found.disabledAt) {
    return { kind: "in", staffId: found.id, sid: await startSession(found, "password", given.userAgent) };
  }
  if (found) await auditRefusal(found, now);
  else log.warn("sign_in.stranger");
  return { kind: "wrong" };
}

/**
 * Counts the try before the password is looked at: a hundred guesses at once would otherwise all see no failure yet.
 * Answers the account as it was before this try.
 */
async function chargeTry(email: string, now: Date): Promise<Candidate | null> {
  return inInstallation(async (tx) => {
    const [found] = await tx.$queryRaw<Candidate[]>`
      SELECT "id", "clinicId", "role", "passwordHash", "failedSignIns", "lockedUntil", "disabledAt"
      FROM "Staff" WHERE "email" = ${email} FOR UPDATE`;
    if (!found || (found.lockedUntil && found.lockedUntil > now)) return found ?? null;
    await tx.staff.updateMany({
      where: { id: found.id, clinicId: found.clinicId },
      data: afterFailure(found.failedSignIns, now),
    });
    return found;
  });
}

async function auditRefusal(found: Candidate, now: Date): Promise<void> {
  const locks = afterFailure(found.failedSignIns, now).lockedUntil !== null;
  await write(systemCtx(found.clinicId, "sign-in", ports()), async (_, audit) => {
    audit({ action: "session.refused", subjectKind: "staff", subjectId: found.id });
    if (locks) audit({ action: "staff.locked", subjectKind: "staff", subjectId: found.id });
  });
}
