import { z } from "zod";
import { recordOpening } from "@/lib/audit/commands";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { ageAt, displayName, fold, formatPhone } from "@/lib/patients/rules";
import type { ListPatients, PatientPage, PatientSchema } from "@/lib/patients/schema";
import { zonesOf } from "@/lib/patients/zones/rules";
import { Prisma } from "@/prisma/generated/client";

/** What a row of a list is made of. */
export const ROW = {
  contactPoints: { orderBy: [{ isPrimary: "desc" }, { createdAt: "asc" }] },
  conversations: { select: { id: true }, orderBy: { lastMessageAt: "desc" }, take: 1 },
} satisfies Prisma.PatientInclude;
export type PatientRow = Prisma.PatientGetPayload<{ include: typeof ROW }>;

/** The clinic's own zone, the last resort of every patient's. */
export async function clinicTimeZone(tx: Tx, ctx: Ctx): Promise<string> {
  const clinic = await tx.clinic.findUniqueOrThrow({
    where: { id: ctx.clinicId },
    select: { timeZone: true },
  });
  return clinic.timeZone;
}

/** A stored row as the API shows it. */
export function viewOf(row: PatientRow, clinicZone: string, now: Date): z.input<typeof PatientSchema> {
  const phones = row.contactPoints.filter((point) => point.kind === "phone" && point.health !== "closed");
  const phone = phones[0]?.value ?? row.contactPoints.find((point) => point.kind === "phone")?.value ?? null;
  const email = row.contactPoints.find((point) => point.kind === "email")?.value ?? null;
  const { zones, source } = zonesOf(
    { ...row, phones: phones.map((point) => point.value), clinicTimeZone: clinicZone },
    now,
  );
  return {
    id: row.id,
    kind: row.kind,
    externalId: row.externalId,
    firstName: row.firstName,
    lastName: row.lastName,
    name: displayName(row, phone ?? email),
    dateOfBirth: row.dateOfBirth?.toISOString().slice(0, 10) ?? null,
    age: row.dateOfBirth ? ageAt(row.dateOfBirth, now, zones[0] ?? clinicZone) : null,
    language: row.language,
    phone,
    phoneShown: phone ? formatPhone(phone) : null,
    email,
    zones,
    zoneSource: source,
    doNotContact: row.doNotContact,
    deceased: row.deceasedAt !== null,
    conversationId: row.conversations[0]?.id ?? null,
    mergedIntoId: row.mergedIntoId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

const Place = z.tuple([z.string(), z.string(), z.uuid()]);

function placeOf(cursor: string | undefined): z.output<typeof Place> | null {
  if (!cursor) return null;
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new AppError("invalid", "This cursor is not one of ours.", "bad_cursor", {
      fields: [{ field: "cursor", problem: "Not a cursor that this hub handed out." }],
    });
  }
}

/** Folded words of a search; a phone number however it is punctuated becomes one run of digits. */
export function searchWords(search: string): string[] {
  if (/^[\d\s().+-]{4,}$/.test(search)) return [search.replace(/\D/g, "")];
  return fold(search).split(" ").filter(Boolean).slice(0, 6);
}

/** Patterns for `search_patients`, the longest word first: its trigrams narrow the search most. */
export function likesOf(words: string[]): string[] {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  return longestFirst.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
}

/**
 * Patients by last name; every word of the search must be found. Merged ones are left out. A program that reads the
 * list is audited; a person who searches opens a patient next, and that is.
 */
export async function listPatients(ctx: Ctx, query: ListPatients): Promise<PatientPageIn> {
  if (ctx.actor.kind === "key") {
    const subject = { subjectKind: "clinic", subjectId: ctx.clinicId, patientId: null };
    await recordOpening(ctx, { action: "patients.listed", ...subject });
  }
  return read(ctx, async (tx) => {
    const place = placeOf(query.cursor);
    const words = query.search ? searchWords(query.search) : [];
    const found = await tx.$queryRaw<{ id: string; lastName: string; firstName: string }[]>`
      SELECT p.id, p."lastName", p."firstName" FROM "Patient" p
      WHERE p."clinicId" = ${ctx.clinicId}::uuid AND p.kind = ${query.kind}::"PatientKind" AND p."mergedIntoId" IS NULL
        ${words.length > 0 ? Prisma.sql`AND p.id IN (SELECT search_patients(${likesOf(words)}::text[]))` : Prisma.empty}
        ${place ? Prisma.sql`AND (p."lastName", p."firstName", p.id) > (${place[0]}, ${place[1]}, ${place[2]}::uuid)` : Prisma.empty}
      ORDER BY p."lastName", p."firstName", p.id LIMIT ${query.limit + 1}`;
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    const items = await viewsOf(
      tx,
      ctx,
      shown.map((row) => row.id),
    );
    const nextCursor =
      found.length > query.limit && last
        ? Buffer.from(JSON.stringify([last.lastName, last.firstName, last.id])).toString("base64url")
        : null;
    const missed = items.length === 0 && query.search && !place;
    return { items, nextCursor, didYouMean: missed ? await closestName(tx, ctx, words.join(" ")) : null };
  });
}

type PatientPageIn = Omit<PatientPage, "items"> & { items: z.input<typeof PatientSchema>[] };

/** Rows of these ids, in this order. */
async function viewsOf(tx: Tx, ctx: Ctx, ids: string[]): Promise<z.input<typeof PatientSchema>[]> {
  if (ids.length === 0) return [];
  const rows = await tx.patient.findMany({
    where: { clinicId: ctx.clinicId, id: { in: ids } },
    include: ROW,
  });
  const zone = await clinicTimeZone(tx, ctx);
  const byId = new Map(rows.map((row) => [row.id, viewOf(row, zone, ctx.now)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** 0.4 tells "alvares" from "alvarez" and keeps strangers out (tried on the demo's names). */
const CLOSE = 0.4;

export async function closestName(tx: Tx, ctx: Ctx, words: string): Promise<string | null> {
  const [best] = await tx.$queryRaw<{ firstName: string; lastName: string }[]>`
    SELECT "firstName", "lastName" FROM "Patient"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND kind = 'person' AND "mergedIntoId" IS NULL
      AND word_similarity(${words}, "searchText") >= ${CLOSE}
    ORDER BY word_similarity(${words}, "searchText") DESC, "lastName", id LIMIT 1`;
  return best ? displayName(best) : null;
}
