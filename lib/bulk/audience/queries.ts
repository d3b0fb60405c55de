import type { z } from "zod";
import { findAgain, firstOf } from "@/lib/bulk/again/queries";
import {
  type Audience,
  type AudienceChoices,
  type AudienceFilter,
  type ColumnProblem,
  MOST_RECIPIENTS,
} from "@/lib/bulk/audience/schema";
import { readList } from "@/lib/bulk/list/queries";
import type { Candidate } from "@/lib/bulk/rules/candidate";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";

export interface Resolved {
  candidates: Candidate[];
  /** What a list's columns are called, and what is odd about them; empty without a list. */
  headers: string[];
  columns: ColumnProblem[];
}

/** The lines of an audience as it is now. Throws `invalid` for a list that cannot be read and for too many people. */
export async function resolveAudience(tx: Tx, ctx: Ctx, audience: Audience): Promise<Resolved> {
  switch (audience.kind) {
    case "patients": {
      const of = audience.variables ?? {};
      const candidates = await named(tx, ctx, audience.patientIds);
      const given = candidates.map((one) => ({ ...one, variables: of[one.patientId ?? ""] ?? {} }));
      return { candidates: given, headers: [], columns: [] };
    }
    case "filter":
      return { candidates: await filtered(tx, ctx, audience), headers: [], columns: [] };
    case "again": {
      const first = await firstOf(tx, ctx, audience.bulkId);
      const candidates = await findAgain(tx, ctx, first, audience.confirmUnknown);
      return { candidates, headers: [], columns: [] };
    }
    case "list": {
      const bytes =
        audience.base64 === undefined
          ? new TextEncoder().encode(audience.text)
          : Buffer.from(audience.base64, "base64");
      return readList(tx, ctx, bytes);
    }
  }
}

async function named(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Candidate[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Patient"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND kind = 'person' AND id = ANY(${[...ids]}::uuid[])`;
  const known = new Set(rows.map((row) => row.id));
  return ids.map((id, at) => ({
    number: at + 1,
    patientId: known.has(id) ? id : null,
    variables: {},
    left: known.has(id)
      ? null
      : { reason: "unknown_patient" as const, evidence: { problem: "There is no patient with this id." } },
  }));
}

/** Whole days on the clinic's wall as a half-open span of instants. */
const dayStart = (day: string, zone: Prisma.Sql) =>
  Prisma.sql`(${day}::date::timestamp AT TIME ZONE ${zone})`;

async function filtered(tx: Tx, ctx: Ctx, filter: AudienceFilter): Promise<Candidate[]> {
  const { visit, noVisitSince, language, ageFrom, ageTo } = filter;
  const clinic = await tx.clinic.findUniqueOrThrow({
    where: { id: ctx.clinicId },
    select: { timeZone: true },
  });
  const zone = Prisma.sql`${clinic.timeZone}`;
  const today = Prisma.sql`(${ctx.now}::timestamptz AT TIME ZONE ${zone})::date`;
  const clauses = [
    visit
      ? Prisma.sql`AND p.id IN (
          SELECT a."patientId" FROM "Appointment" a WHERE a."clinicId" = ${ctx.clinicId}::uuid
          ${visit.from ? Prisma.sql`AND a."startsAt" >= ${dayStart(visit.from, zone)}` : Prisma.empty}
          ${visit.to ? Prisma.sql`AND a."startsAt" < ${dayStart(visit.to, zone)} + interval '1 day'` : Prisma.empty}
          ${visit.provider ? Prisma.sql`AND a.provider = ${visit.provider}` : Prisma.empty}
          ${visit.status ? Prisma.sql`AND a.status = ${visit.status}` : Prisma.empty})`
      : Prisma.empty,
    noVisitSince
      ? Prisma.sql`AND NOT EXISTS (
          SELECT 1 FROM "Appointment" a WHERE a."clinicId" = p."clinicId" AND a."patientId" = p.id
            AND a."startsAt" >= ${dayStart(noVisitSince, zone)} AND a.status NOT IN ('cancelled', 'noshow'))`
      : Prisma.empty,
    language ? Prisma.sql`AND p.language = ${language}` : Prisma.empty,
    ageFrom === undefined
      ? Prisma.empty
      : Prisma.sql`AND p."dateOfBirth" <= ${today} - make_interval(years => ${ageFrom})`,
    ageTo === undefined
      ? Prisma.empty
      : Prisma.sql`AND p."dateOfBirth" > ${today} - make_interval(years => ${ageTo + 1})`,
  ];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM "Patient" p
    WHERE p."clinicId" = ${ctx.clinicId}::uuid AND p.kind = 'person' AND p."mergedIntoId" IS NULL
      ${Prisma.join(clauses, " ")}
    ORDER BY p."lastName", p."firstName", p.id LIMIT ${MOST_RECIPIENTS + 1}`;
  if (rows.length > MOST_RECIPIENTS) {
    const problem = `This finds more than ${MOST_RECIPIENTS.toLocaleString("en-US")} patients. Narrow it.`;
    throw new AppError("invalid", problem, "too_many", { fields: [{ field: "audience", problem }] });
  }
  return rows.map(({ id }, at) => ({ number: at + 1, patientId: id, variables: {}, left: null }));
}

/** Days around now in which providers are looked for. */
const AROUND_MS = 400 * 86_400_000;

/** What a filter can be made of: who sees patients here, in which states visits are, which languages are spoken. */
export function audienceChoices(ctx: Ctx): Promise<z.input<typeof AudienceChoices>> {
  const { clinicId, now } = ctx;
  const from = new Date(now.getTime() - AROUND_MS);
  const to = new Date(now.getTime() + AROUND_MS);
  return read(ctx, async (tx) => {
    const visits = await tx.$queryRaw<{ provider: string; status: string }[]>`
      SELECT provider, status FROM "Appointment"
      WHERE "clinicId" = ${clinicId}::uuid AND "startsAt" >= ${from} AND "startsAt" < ${to} GROUP BY provider, status`;
    const languages = await tx.$queryRaw<{ language: string }[]>`
      SELECT DISTINCT language FROM "Patient" WHERE "clinicId" = ${clinicId}::uuid AND "mergedIntoId" IS NULL`;
    return {
      providers: [...new Set(visits.map((visit) => visit.provider))].sort(),
      statuses: [...new Set(visits.map((visit) => visit.status))].sort(),
      languages: languages.map((row) => row.language).sort(),
    };
  });
}
