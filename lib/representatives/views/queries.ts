import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import { stateView } from "@/lib/portal/queries";
import { loadWards } from "@/lib/representatives/queries";
import { actsFor, isAlike, whyNot } from "@/lib/representatives/rules";
import type { Representative, Representatives } from "@/lib/representatives/schema";

type View = z.input<typeof Representative>;

/** How the sign-ins of those who act or acted for a patient stand, for staff. Throws `not_found`. */
export function listRepresentatives(ctx: Ctx, patientId: string): Promise<z.input<typeof Representatives>> {
  return read(ctx, async (tx) => ({ items: await findRepresentatives(tx, ctx, patientId) }));
}

/** The same inside a transaction. */
export async function findRepresentatives(tx: Tx, ctx: Ctx, patientId: string): Promise<View[]> {
  const { clinicId, now } = ctx;
  const ward = (await loadWards(tx, ctx, [patientId])).get(patientId);
  if (!ward) throw notFound("patient");
  const people = await tx.relatedPerson.findMany({
    where: { clinicId, patientId },
    include: { account: true },
    orderBy: { id: "asc" },
  });
  if (people.length === 0) return [];
  const elsewhere = await tx.relatedPerson.findMany({
    where: {
      clinicId,
      patientId: { not: patientId },
      account: { pinHash: { not: null } },
      OR: [
        { accountId: { in: people.flatMap(({ accountId }) => accountId ?? []) } },
        { phone: { in: people.flatMap(({ phone }) => phone ?? []) } },
        { email: { in: people.flatMap(({ email }) => email ?? []) } },
      ],
    },
    include: { patient: { select: { firstName: true, lastName: true } } },
    orderBy: { id: "asc" },
  });
  const named = (one: (typeof elsewhere)[number]) =>
    `${one.patient.firstName} ${one.patient.lastName}`.trim();
  const byAccount = groupBy(elsewhere, ({ accountId }) => accountId ?? "");
  return people.map(({ account, ...person }): View => {
    const fact = ward.related.find(({ id }) => id === person.id);
    const alike = elsewhere.find((one) => one.accountId !== person.accountId && isAlike(one, person));
    return {
      ...stateView(account, now),
      relatedPersonId: person.id,
      name: person.name,
      problem: whyNot({
        hasBirthDate: ward.patient.dateOfBirth !== null,
        deceased: ward.patient.deceasedAt !== null,
        acts: actsFor(ward.patient, fact, now),
        relation: person.relation,
        limited: person.limits !== null,
      }),
      alsoFor: (byAccount.get(person.accountId ?? "none") ?? []).map(named),
      known: alike
        ? {
            relatedPersonId: alike.id,
            forPatients: (byAccount.get(alike.accountId ?? "") ?? []).map(named),
          }
        : null,
    };
  });
}
