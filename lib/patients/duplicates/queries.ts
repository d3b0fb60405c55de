import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { displayName, fold } from "@/lib/patients/rules";
import type { DuplicateSchema } from "@/lib/patients/schema";

type Duplicate = z.output<typeof DuplicateSchema>;

/**
 * Others who may be the same person: same name and birth date, or same phone or address. A hint, never a refusal:
 * families share phones.
 */
export function listPossibleDuplicates(
  ctx: Ctx,
  person: {
    id: string;
    firstName: string;
    lastName: string;
    dateOfBirth: Date | null;
    contacts: readonly { kind: "phone" | "email"; value: string }[];
  },
): Promise<Duplicate[]> {
  return read(ctx, async (tx) => {
    const { clinicId } = ctx;
    const wanted = { clinicId, kind: "person" as const, mergedIntoId: null, id: { not: person.id } };
    const born = person.dateOfBirth
      ? await tx.patient.findMany({ where: { ...wanted, dateOfBirth: person.dateOfBirth }, take: 500 })
      : [];
    const name = fold(displayName(person));
    const twins = born.filter((one) => fold(displayName(one)) === name);
    const sharing = await tx.contactPoint.findMany({
      where: { clinicId, OR: person.contacts.map(({ kind, value }) => ({ kind, value })), patient: wanted },
      include: { patient: true },
      take: 20,
    });
    const found = [
      ...twins.map((one) => ({ row: one, same: "name_and_birth" as const })),
      ...sharing.map((point) => ({
        row: point.patient,
        same: point.kind === "email" ? ("email" as const) : ("phone" as const),
      })),
    ];
    const once = [...new Map(found.reverse().map((one) => [one.row.id, one])).values()].reverse();
    return once.slice(0, 10).map(({ row, same }) => ({
      id: row.id,
      name: displayName(row),
      dateOfBirth: row.dateOfBirth?.toISOString().slice(0, 10) ?? null,
      same,
    }));
  });
}
