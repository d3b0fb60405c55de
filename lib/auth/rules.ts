/** Idle sign-out after an hour without a request (HIPAA 164.312(a)(2)(iii) asks for automatic logoff, names no figure). */
export const IDLE_MS = 60 * 60_000;

/** A session ends with the working day whatever happens. */
export const LIFETIME_MS = 12 * 3_600_000;

/** Five wrong passwords lock the account for 15 minutes (NIST SP 800-63B 5.2.2 allows up to 100 tries). */
export const MAX_FAILURES = 5;
export const LOCK_MS = 15 * 60_000;

export type SessionVerdict = "alive" | "idle" | "expired" | "revoked" | "disabled";

export function judgeSession(
  session: { lastSeenAt: Date; expiresAt: Date; revokedAt: Date | null },
  staff: { disabledAt: Date | null },
  now: Date,
): SessionVerdict {
  if (staff.disabledAt) return "disabled";
  if (session.revokedAt) return "revoked";
  if (session.expiresAt <= now) return "expired";
  if (now.getTime() - session.lastSeenAt.getTime() >= IDLE_MS) return "idle";
  return "alive";
}

/** What the next failed sign-in makes of an account. */
export function afterFailure(
  failures: number,
  now: Date,
): { failedSignIns: number; lockedUntil: Date | null } {
  const failedSignIns = failures + 1;
  return failedSignIns >= MAX_FAILURES
    ? { failedSignIns: 0, lockedUntil: new Date(now.getTime() + LOCK_MS) }
    : { failedSignIns, lockedUntil: null };
}
