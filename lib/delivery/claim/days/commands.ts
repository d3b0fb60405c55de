import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Claim } from "@/lib/delivery/claim/commands";
import { sharedNumbers } from "@/lib/delivery/facts/messages/queries";
import type { PatientPart } from "@/lib/delivery/facts/patients/queries";
import { capZoneOf } from "@/lib/delivery/rules/daily-cap";
import { localDateOf } from "@/lib/delivery/rules/time";

/**
 * Locks today's row of each patient and then the numbers that several share, each in one order for everyone, before
 * what they hold is read.
 */
export async function lockDays(tx: Tx, ctx: Ctx, people: Map<string, PatientPart>, now: Date): Promise<void> {
  const rows = [...people].map(([patientId, part]) => ({
    patientId,
    localDate: localDateOf(now, capZoneOf(part, now)),
  }));
  const rowsMade = tx.$executeRaw`
    INSERT INTO "PatientDay" ("clinicId", "patientId", "localDate")
    SELECT ${ctx.clinicId}::uuid, v."patientId", v."localDate"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v("patientId" uuid, "localDate" date)
    ORDER BY v."patientId" ON CONFLICT DO NOTHING`;
  const rowsLocked = tx.$queryRaw`
    SELECT 1 FROM "PatientDay" d
    JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v("patientId" uuid, "localDate" date)
      ON d."patientId" = v."patientId" AND d."localDate" = v."localDate"
    WHERE d."clinicId" = ${ctx.clinicId}::uuid
    ORDER BY d."patientId", d."localDate" FOR UPDATE OF d`;
  await Promise.all([rowsMade, rowsLocked, lockNumbers(tx, ctx, people)]);
}

/** One claim at a time for a number that several patients share: its day is counted under this lock. */
async function lockNumbers(tx: Tx, ctx: Ctx, people: Map<string, PatientPart>): Promise<void> {
  const numbers = sharedNumbers(people);
  if (numbers.length === 0) return;
  await tx.$queryRaw`
    SELECT 1 FROM (
      SELECT DISTINCT hashtextextended(${`household ${ctx.clinicId} `} || v.number, 0) AS key
      FROM unnest(${numbers}::text[]) AS v(number) ORDER BY key) AS k
    WHERE pg_advisory_xact_lock(k.key) IS NOT NULL`;
}

/** Takes the slots that these claims need, under the lock of `lockDays`. */
export async function takeSlots(tx: Tx, ctx: Ctx, claims: readonly Claim[], now: Date): Promise<void> {
  const rows = claims.flatMap(({ entry: { stored }, act }) =>
    act.answer.takesSlot
      ? [
          {
            messageId: stored.facts.id,
            patientId: stored.facts.patientId,
            hop: act.hop,
            localDate: act.answer.takesSlot,
            address: stored.facts.plan[act.hop] === "SMS" ? act.answer.to : null,
          },
        ]
      : [],
  );
  if (rows.length === 0) return;
  const json = JSON.stringify(rows);
  const counted = tx.$executeRaw`
    UPDATE "PatientDay" d SET used = d.used + 1
    FROM jsonb_to_recordset(${json}::jsonb) AS v("patientId" uuid, "localDate" date)
    WHERE d."clinicId" = ${ctx.clinicId}::uuid AND d."patientId" = v."patientId" AND d."localDate" = v."localDate"`;
  const taken = tx.$executeRaw`
    INSERT INTO "DaySlot" ("messageId", hop, "localDate", "clinicId", "patientId", address, "takenAt")
    SELECT v."messageId", v.hop, v."localDate", ${ctx.clinicId}::uuid, v."patientId", v.address, ${now}
    FROM jsonb_to_recordset(${json}::jsonb) AS v(
      "messageId" uuid, "patientId" uuid, hop int, "localDate" date, address text)
    ON CONFLICT ("messageId", hop, "localDate")
    DO UPDATE SET "returnedAt" = NULL, "takenAt" = excluded."takenAt", address = excluded.address`;
  await Promise.all([counted, taken]);
}

/**
 * Gives back, once each, the slots of attempts that reached nobody. Call it before their outcomes are stored: two that
 * settle one attempt must not give back the slot that its retry has taken again.
 */
export async function returnSlots(tx: Tx, ctx: Ctx, attemptIds: readonly string[], now: Date): Promise<void> {
  if (attemptIds.length === 0) return;
  const locked = tx.$queryRaw`
    SELECT 1 FROM "PatientDay" p
    JOIN "DaySlot" s ON s."clinicId" = p."clinicId" AND s."patientId" = p."patientId" AND s."localDate" = p."localDate"
    JOIN "MessageDelivery" d ON d."messageId" = s."messageId" AND d.hop = s.hop AND d."localDate" = s."localDate"
    WHERE p."clinicId" = ${ctx.clinicId}::uuid AND d."clinicId" = p."clinicId" AND d.id = ANY(${attemptIds}::uuid[])
      AND d.outcome IS NULL
    ORDER BY p."patientId", p."localDate" FOR UPDATE OF p`;
  const returned = tx.$executeRaw`
    WITH given AS (
      UPDATE "DaySlot" s SET "returnedAt" = ${now}
      FROM "MessageDelivery" d
      WHERE d."clinicId" = ${ctx.clinicId}::uuid AND d.id = ANY(${attemptIds}::uuid[]) AND d.outcome IS NULL
        AND s."clinicId" = d."clinicId" AND s."messageId" = d."messageId" AND s.hop = d.hop
        AND s."localDate" = d."localDate" AND s."returnedAt" IS NULL
      RETURNING s."patientId", s."localDate"),
    counted AS (SELECT "patientId", "localDate", count(*)::int AS slots FROM given GROUP BY 1, 2)
    UPDATE "PatientDay" p SET used = p.used - counted.slots
    FROM counted
    WHERE p."clinicId" = ${ctx.clinicId}::uuid AND p."patientId" = counted."patientId"
      AND p."localDate" = counted."localDate"`;
  await Promise.all([locked, returned]);
}
