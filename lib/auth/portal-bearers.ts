import { type Actor, type Ctx, mintCtx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { ports } from "@/lib/ports";
import { findActing } from "@/lib/representatives/queries";

export interface Account {
  id: string;
  clinicId: string;
  /** Null: somebody's who acts for patients. */
  patientId: string | null;
}

/** As whom somebody comes in, and in whose chart it is written down. */
export interface Bearer {
  actor: Actor;
  patientId: string;
}

/** Before anybody proved anything: the account acts by itself. */
export function ctxOf({ id, clinicId, patientId }: Account, bearer?: Bearer): Ctx {
  const nobody: Actor = patientId ? { kind: "patient", id: patientId } : { kind: "representative", id };
  return mintCtx(clinicId, bearer?.actor ?? nobody, ports());
}

/**
 * Whom a date of birth finds behind an account: the patient, alive and born that day, whose it is; or who acts today
 * for a patient born that day. Null: nobody.
 */
export async function findBearer(
  tx: Tx,
  ctx: Ctx,
  account: Account,
  dateOfBirth: string,
): Promise<Bearer | null> {
  const { patientId } = account;
  if (!patientId) {
    const people = await findActing(tx, ctx, account.id);
    const found = people.find((one) => one.acts && one.dateOfBirth === dateOfBirth);
    return found ? { actor: { kind: "representative", id: found.id }, patientId: found.patientId } : null;
  }
  const born = {
    clinicId: ctx.clinicId,
    id: patientId,
    dateOfBirth: new Date(`${dateOfBirth}T00:00:00Z`),
    deceasedAt: null,
  };
  const known = await tx.patient.findFirst({ where: born, select: { id: true } });
  return known && { actor: { kind: "patient", id: patientId }, patientId };
}

/** In whose chart a failed try with this account is written down: the patient's own, or the first of a representative's. */
export async function findChart(tx: Tx, ctx: Ctx, account: Account): Promise<string | null> {
  if (account.patientId) return account.patientId;
  const where = { clinicId: ctx.clinicId, accountId: account.id };
  const first = await tx.relatedPerson.findFirst({
    where,
    select: { patientId: true },
    orderBy: { id: "asc" },
  });
  return first?.patientId ?? null;
}
