import type { Ctx } from "@/lib/ctx";
import { among } from "@/lib/db/among";
import type { Tx } from "@/lib/db/transaction";
import {
  guessMember,
  LAST_TEXT_MS,
  memberNames,
  type Relative,
  VISITS_AHEAD_MS,
  VISITS_PAST_MS,
} from "@/lib/households/rules";
import type { Guess, HouseholdView } from "@/lib/households/schema";
import { formatPhone } from "@/lib/patients/rules";
import { Prisma } from "@/prisma/generated/client";
import type { ContactKind } from "@/prisma/generated/enums";

/** A phone or mail address is one person's, or shared by a few; a person has a few phones. */
const MOST = 20;
const MOST_PHONES = 5;

/**
 * Everyone who has this phone number or mail address, the longest known first. Charts that were merged, and charts to
 * which somebody there said "wrong number", are left out.
 */
export async function findMembers(tx: Tx, ctx: Ctx, address: string): Promise<Relative[]> {
  const kind: ContactKind = address.includes("@") ? "email" : "phone";
  return (await findMembersOf(tx, ctx, kind, [address])).get(address) ?? [];
}

/** The same for many addresses of one kind at once. */
export async function findMembersOf(
  tx: Tx,
  ctx: Ctx,
  kind: ContactKind,
  addresses: readonly string[],
): Promise<Map<string, Relative[]>> {
  if (addresses.length === 0) return new Map();
  return byAddress(
    await tx.$queryRaw<Row[]>`
      SELECT ${relative(ctx)} FROM "ContactPoint" c ${PEOPLE}
      WHERE c."clinicId" = ${ctx.clinicId}::uuid AND c.kind = ${kind}::"ContactKind"
        AND c.value ${among(addresses, "text")} AND ${BELONGS}
      ORDER BY c."createdAt", c.id LIMIT ${MOST * addresses.length}`,
  );
}

/** People by the phone or address that they share, the longest known first. */
export type Household = ReadonlyMap<string, Relative[]>;

/** Everyone who has one of this patient's phones, the patient among them. */
export async function findMembersBeside(tx: Tx, ctx: Ctx, patientId: string): Promise<Household> {
  return byAddress(
    await tx.$queryRaw<Row[]>`
      SELECT ${relative(ctx)} FROM "ContactPoint" own
      JOIN "ContactPoint" c ON c."clinicId" = own."clinicId" AND c.kind = own.kind AND c.value = own.value ${PEOPLE}
      WHERE own."clinicId" = ${ctx.clinicId}::uuid AND own."patientId" = ${patientId}::uuid AND own.kind = 'phone'
        AND c."clinicId" = ${ctx.clinicId}::uuid AND ${BELONGS}
      ORDER BY c."createdAt", c.id LIMIT ${MOST * MOST_PHONES}`,
  );
}

type Row = Relative & { value: string };

const relative = (ctx: Ctx) => Prisma.sql`
  c.value, p.id AS "patientId", p."firstName", p."lastName", p."deceasedAt" IS NOT NULL AS deceased,
  coalesce(p."dateOfBirth" <= (${ctx.now}::timestamptz - interval '18 years')::date, false) AS adult,
  EXISTS (SELECT 1 FROM "Restriction" r WHERE r."clinicId" = ${ctx.clinicId}::uuid AND r."patientId" = p.id) AS restricted`;
const PEOPLE = Prisma.sql`JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"`;
const BELONGS = Prisma.sql`p.kind = 'person' AND p."mergedIntoId" IS NULL
  AND NOT (c.health = 'closed' AND coalesce(c."healthReason", '') = 'wrong_number')`;

function byAddress(rows: readonly Row[]): Map<string, Relative[]> {
  const members = new Map<string, Relative[]>();
  for (const { value, ...one } of rows) members.set(value, [...(members.get(value) ?? []), one]);
  return members;
}

/** Whom a message that came from this shared address is probably about. */
export async function findGuess(
  tx: Tx,
  ctx: Ctx,
  address: string,
  members: readonly Relative[],
  at: Date,
): Promise<{ patientId: string; guess: Guess }> {
  const { clinicId } = ctx;
  const ids = members.map((one) => one.patientId);
  const [[last], visits] = await Promise.all([
    tx.$queryRaw<{ patientId: string }[]>`
      SELECT m."patientId" FROM "MessageDelivery" d JOIN "Message" m ON m."clinicId" = d."clinicId" AND m.id = d."messageId"
      WHERE d."clinicId" = ${clinicId}::uuid AND d."toAddress" = ${address}
        AND d."claimedAt" > ${new Date(at.getTime() - LAST_TEXT_MS)} AND d."claimedAt" <= ${at}
        AND coalesce(d.outcome, 'accepted') = 'accepted' AND NOT m."isAutomatic"
      ORDER BY d."claimedAt" DESC LIMIT 1`,
    tx.appointment.findMany({
      where: {
        clinicId,
        patientId: { in: ids },
        status: { in: ["booked", "confirmed"] },
        startsAt: {
          gte: new Date(at.getTime() - VISITS_PAST_MS),
          lte: new Date(at.getTime() + VISITS_AHEAD_MS),
        },
      },
      select: { patientId: true, startsAt: true },
      orderBy: { startsAt: "asc" },
      take: 200,
    }),
  ]);
  return guessMember(members, last?.patientId ?? null, visits, at);
}

/** The people behind a household's address, as staff are shown them; null for any other conversation. */
export async function findHousehold(
  tx: Tx,
  ctx: Ctx,
  conversation: { kind: string; address: string | null },
): Promise<HouseholdView | null> {
  const { kind, address } = conversation;
  if (kind !== "household" || address === null) return null;
  const members = await findMembers(tx, ctx, address);
  const names = memberNames(members);
  return {
    address,
    shown: address.includes("@") ? address : formatPhone(address),
    members: members.map(({ patientId, restricted, deceased }) => ({
      patientId,
      restricted,
      deceased,
      name: names.get(patientId) ?? "",
    })),
  };
}
