import { hashPassword } from "@/lib/auth/password";
import { ctxOf, findBearer, findChart } from "@/lib/auth/portal-bearers";
import { inClinic, inInstallation } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { chosenName } from "@/lib/portal/choosing/rules";
import { activate } from "@/lib/portal/commands";
import { codeHashOf, MOST_TRIES, typedCode } from "@/lib/portal/rules";
import type { JoinByCode } from "@/lib/portal/schema";
import { openSession } from "@/lib/portal/sessions/commands";

/**
 * Takes the invitation behind a code that staff gave in person, and signs in. The code counts once, with the patient's
 * date of birth (of whoever acts for patients: of one of these); three wrong ones end it. Answers the session's token. Throws `invalid` and `forbidden` (`wrong_code`:
 * one answer for a code that is none, that ended, and for a wrong birthday).
 */
export async function joinByCode(given: JoinByCode): Promise<string> {
  const name = chosenName(given);
  const code = typedCode(given.code);
  const codeHash = codeHashOf(code ?? "", env().secret);
  const found = await inInstallation((tx) =>
    tx.portalAccount.findUnique({
      where: { codeHash },
      select: { id: true, clinicId: true, patientId: true },
    }),
  );
  const wrong = new AppError("forbidden", "This code and date of birth do not match.", "wrong_code");
  if (!code || !found) throw wrong;
  const pinHash = await hashPassword(given.pin);
  const { id, clinicId } = found;
  const nobody = ctxOf(found);
  const bearer = await inClinic(clinicId, (tx) => findBearer(tx, nobody, found, given.dateOfBirth));
  const ctx = bearer ? ctxOf(found, bearer) : nobody;
  const token = await write(ctx, async (tx, audit) => {
    const patientId = bearer?.patientId ?? (await findChart(tx, ctx, found));
    const subject = { subjectKind: "portal_account", subjectId: id, patientId };
    const [row] = await tx.$queryRaw<{ codeTries: number }[]>`
      SELECT "codeTries" FROM "PortalAccount"
      WHERE "clinicId" = ${clinicId}::uuid AND id = ${id}::uuid AND "codeHash" = ${codeHash}
        AND "inviteEndsAt" > ${ctx.now} FOR UPDATE`;
    if (row && bearer) {
      const account = { id, patientId: bearer.patientId };
      await activate(tx, ctx, audit, account, { name, pinHash });
      return openSession(tx, ctx, audit, account);
    }
    audit({ action: "portal.refused", ...subject, fields: ["code"] });
    if (!row) return null;
    const codeTries = row.codeTries + 1;
    const ends = codeTries >= MOST_TRIES ? { codeHash: null, inviteEndsAt: null } : {};
    await tx.portalAccount.updateMany({ where: { clinicId, id }, data: { codeTries, ...ends } });
    if (codeTries >= MOST_TRIES) audit({ action: "portal.code_locked", ...subject });
    return null;
  });
  if (!token) throw wrong;
  return token;
}
