import type { ColumnProblem } from "@/lib/bulk/audience/schema";
import {
  type Columns,
  type Named,
  type Pointer,
  planColumns,
  readRow,
  whoIsMeant,
} from "@/lib/bulk/list/rules";
import type { Candidate } from "@/lib/bulk/rules/candidate";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { readSheet } from "@/lib/imports/reading/rules";

const OTHER_NAME = "This number, address or chart belongs to a patient with another name.";
const DIFFERENT = "This row's chart number, phones and addresses belong to different patients.";
const SEVERAL = "Several patients have this number or address.";

interface Found extends Named {
  externalId: string | null;
  value: string | null;
}

interface Known {
  byId: Map<string, Found>;
  byValue: Map<string, Found[]>;
}

/** The patients a list means, by all that a row says of them. Two reads, however long it is. */
export async function readList(
  tx: Tx,
  ctx: Ctx,
  bytes: Uint8Array,
): Promise<{ candidates: Candidate[]; columns: ColumnProblem[]; headers: string[] }> {
  const sheet = readSheet(bytes);
  const columns: Columns = planColumns(sheet);
  const pointers = sheet.rows.map((row) => readRow(columns, row));
  const known = await findKnown(tx, ctx, pointers);
  return {
    candidates: pointers.map((pointer) => candidateOf(pointer, known)),
    columns: columns.problems,
    headers: sheet.headers,
  };
}

async function findKnown(tx: Tx, ctx: Ctx, pointers: readonly Pointer[]): Promise<Known> {
  const ids = [...new Set(pointers.flatMap((pointer) => pointer.externalId ?? []))];
  const values = [...new Set(pointers.flatMap((pointer) => [...pointer.phones, ...pointer.emails]))];
  const byId = await tx.$queryRaw<Found[]>`
    SELECT id, "externalId", "firstName", "lastName", NULL AS value FROM "Patient"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND kind = 'person' AND "externalId" = ANY(${ids}::text[])`;
  const byContact = await tx.$queryRaw<Found[]>`
    SELECT p.id, p."externalId", p."firstName", p."lastName", c.value FROM "ContactPoint" c
    JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    WHERE c."clinicId" = ${ctx.clinicId}::uuid AND c.kind IN ('phone', 'email') AND c.value = ANY(${values}::text[])
      AND p.kind = 'person' AND p."mergedIntoId" IS NULL
    ORDER BY c.value, p.id`;
  const byValue = new Map<string, Found[]>();
  for (const row of byContact) {
    const key = row.value ?? "";
    byValue.set(key, [...(byValue.get(key) ?? []), row]);
  }
  return { byId: new Map(byId.map((row) => [row.externalId ?? "", row])), byValue };
}

function candidateOf(pointer: Pointer, known: Known): Candidate {
  const { number, variables } = pointer;
  const left = (
    reason: NonNullable<Candidate["left"]>["reason"],
    problem: string,
    column?: number | null,
  ) => ({
    number,
    patientId: null,
    variables,
    left: { reason, evidence: { problem, ...(typeof column === "number" ? { column } : {}) } },
  });
  if (pointer.problem) return left("bad_row", pointer.problem.problem, pointer.problem.column);
  const chart = pointer.externalId ? known.byId.get(pointer.externalId) : undefined;
  if (pointer.externalId && !chart) return left("unknown_patient", "No patient has this chart number.");
  const values = [...pointer.phones, ...pointer.emails];
  const byValue = values.map((value) => known.byValue.get(value) ?? []).filter((people) => people.length > 0);
  const found = chart ? [[chart], ...byValue] : byValue;
  if (found.length === 0) return left("unknown_patient", "No patient has this number or address.");
  const meant = whoIsMeant(found, pointer.names);
  if ("id" in meant && (!chart || chart.id === meant.id)) {
    return { number, patientId: meant.id, variables, left: null };
  }
  if ("left" in meant && meant.left === "other_name") return left("other_name", OTHER_NAME);
  return left("several_patients", found.length > 1 ? DIFFERENT : SEVERAL);
}
