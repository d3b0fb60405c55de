import { checkCrowd, verifyPassword } from "@/lib/auth/password";
import { type Account, type Bearer, ctxOf, findBearer } from "@/lib/auth/portal-bearers";
import { tryStranger } from "@/lib/auth/strangers";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { endAccount } from "@/lib/portal/commands";
import { afterStranger, afterWrong, signInName } from "@/lib/portal/rules";
import type { SignIn } from "@/lib/portal/schema";
import { openSession } from "@/lib/portal/sessions/commands";
import { ports } from "@/lib/ports";

interface Charged extends Account {
  bearer: Bearer;
  pinHash: string;
  /** Tries in a row, this one included. */
  wrongInARow: number;
}

/** A family with one phone, twins and a second clinic among them. */
const MOST_ALIKE = 12;

/** What a try came to before the PIN was looked at: nobody here, locked until then, or somebody whose PIN may be tried. */
type Tried = { kind: "nobody" } | { kind: "locked"; until: Date } | { kind: "open"; account: Charged };

/**
 * Name, date of birth and PIN. An unknown name, a wrong birthday and a wrong PIN give one answer in about the same time;
 * three wrong ones lock for 15 minutes, twelve in a row close the sign-in. Answers the session's token. Throws
 * `forbidden` (`wrong_sign_in`) and `rate_limited` (`locked`, `crowded`).
 */
export async function signInPatient(given: SignIn): Promise<string> {
  checkCrowd();
  const now = ports().clock();
  const name = signInName(given.name);
  const tried = name ? await tryAll(name, given.dateOfBirth, now) : [];
  const open = tried.flatMap((one) => (one.kind === "open" ? [one.account] : []));
  const locked = tried.flatMap((one) => (one.kind === "locked" ? [one.until] : []));
  const nobody = open.length === 0 && locked.length === 0;
  const strangerUntil = nobody
    ? tryStranger(`portal ${name ?? given.name.toLowerCase()} ${given.dateOfBirth}`, now, afterStranger)
    : null;
  const until = strangerUntil ?? (open.length === 0 ? locked[0] : undefined);
  if (until) throw lockedUntil(until, now);
  const right = await firstRight(open, given.pin);
  if (right) return startFor(right);
  if (nobody) log.warn("portal.stranger");
  for (const account of open) await refuse(account, now);
  throw new AppError("forbidden", "Something of this does not match what we have.", "wrong_sign_in");
}

function lockedUntil(until: Date, now: Date): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000));
  return new AppError("rate_limited", "Too many tries: wait 15 minutes, or call us.", "locked", {
    retryAfterSeconds,
    minutes: Math.ceil(retryAfterSeconds / 60),
  });
}

async function tryAll(name: string, dateOfBirth: string, now: Date): Promise<Tried[]> {
  const candidates = await inInstallation(
    (tx) => tx.$queryRaw<Account[]>`
      SELECT id, "clinicId", "patientId" FROM "PortalAccount"
      WHERE "signInAs" = ${name} AND "pinHash" IS NOT NULL ORDER BY id LIMIT ${MOST_ALIKE}`,
  );
  const tried: Tried[] = [];
  for (const candidate of candidates) tried.push(await charge(candidate, dateOfBirth, now));
  return tried.filter(({ kind }) => kind !== "nobody");
}

/**
 * Counts the try before the PIN is looked at, under the account's lock: a hundred guesses at once would otherwise all
 * see no failure yet. A wrong birthday is nobody's.
 */
function charge(candidate: Account, dateOfBirth: string, now: Date): Promise<Tried> {
  const { clinicId, id } = candidate;
  return inClinic(clinicId, async (tx) => {
    const bearer = await findBearer(tx, ctxOf(candidate), candidate, dateOfBirth);
    if (!bearer) return { kind: "nobody" };
    const [row] = await tx.$queryRaw<
      { pinHash: string | null; wrongInARow: number; lockedUntil: Date | null }[]
    >`
      SELECT "pinHash", "wrongInARow", "lockedUntil" FROM "PortalAccount"
      WHERE "clinicId" = ${clinicId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    if (!row?.pinHash) return { kind: "nobody" };
    if (row.lockedUntil && row.lockedUntil > now) return { kind: "locked", until: row.lockedUntil };
    const { wrongInARow, lockedUntil } = afterWrong(row.wrongInARow, now);
    await tx.portalAccount.updateMany({ where: { clinicId, id }, data: { wrongInARow, lockedUntil } });
    return { kind: "open", account: { ...candidate, bearer, pinHash: row.pinHash, wrongInARow } };
  });
}

async function firstRight(accounts: readonly Charged[], pin: string): Promise<Charged | null> {
  if (accounts.length === 0) await verifyPassword(pin, null);
  for (const account of accounts) if (await verifyPassword(pin, account.pinHash)) return account;
  return null;
}

/** Throws `forbidden` when the sign-in was closed while its PIN was looked at. */
function startFor(account: Charged): Promise<string> {
  const { bearer } = account;
  const ctx = ctxOf(account, bearer);
  return write(ctx, async (tx, audit) => {
    const where = { clinicId: ctx.clinicId, id: account.id, pinHash: account.pinHash };
    if (!(await tx.portalAccount.findFirst({ where, select: { id: true } }))) {
      throw new AppError("forbidden", "Something of this does not match what we have.", "wrong_sign_in");
    }
    return openSession(tx, ctx, audit, { id: account.id, patientId: bearer.patientId });
  });
}

async function refuse(account: Charged, now: Date): Promise<void> {
  const { id, bearer, wrongInARow } = account;
  const ctx = ctxOf(account, bearer);
  const { patientId } = bearer;
  const after = afterWrong(wrongInARow - 1, now);
  await write(ctx, async (tx, audit) => {
    const subject = { subjectKind: "portal_account", subjectId: id, patientId };
    audit({ action: "portal.refused", ...subject });
    if (after.lockedUntil) audit({ action: "portal.locked", ...subject });
    if (after.closes) await endAccount(tx, ctx, audit, { id, patientId }, { cause: "tries" });
  });
}
