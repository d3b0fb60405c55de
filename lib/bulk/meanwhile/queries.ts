import { type Conditions, type Dropped, findUnfit, type Ready } from "@/lib/bulk/judging/queries";
import { loadPeople } from "@/lib/bulk/people/queries";
import { addressFor } from "@/lib/bulk/rules/address";
import { type Earlier, noneEarlier } from "@/lib/bulk/rules/exclusions";
import { leaveOut } from "@/lib/bulk/rules/leaving-out";
import { findSaid } from "@/lib/bulk/said/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Bulk } from "@/prisma/generated/client";
import type { Channel } from "@/prisma/generated/enums";

/** Two charts that have become one since the list was checked get one message. */
export async function withoutMerged(
  tx: Tx,
  ctx: Ctx,
  bulk: Bulk,
  rendered: readonly Ready[],
  dropped: Dropped[],
): Promise<Ready[]> {
  const moved = rendered.filter((one) => one.patientId !== one.person.id);
  if (moved.length === 0) return [...rendered];
  const others = await tx.bulkRecipient.findMany({
    where: {
      clinicId: ctx.clinicId,
      bulkId: bulk.id,
      state: { not: "excluded" },
      patientId: { in: moved.map((one) => one.person.id) },
    },
    select: { patientId: true, number: true },
  });
  const taken = new Map(others.map((other) => [other.patientId, other.number]));
  return leaveOut(rendered, dropped, ({ patientId, person, number }) => {
    if (patientId === person.id) return null;
    const row = taken.get(person.id);
    if (row !== undefined) return { reason: "duplicate_patient", evidence: { row } };
    taken.set(person.id, number);
    return null;
  });
}

/**
 * Who has had these very words today by another bulk since this one was checked: a draft that is started late, or the
 * same request twice. One expansion of a clinic after the other, so that each sees what the other has sent.
 */
export async function withoutSaid(
  tx: Tx,
  ctx: Ctx,
  bulk: Bulk,
  lines: readonly Ready[],
  dropped: Dropped[],
): Promise<Ready[]> {
  const { clinicId } = ctx;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`bulk words ${clinicId}`}, 0))::text`;
  const had = await findSaid(tx, ctx, lines, bulk.id);
  return leaveOut(lines, dropped, ({ hash }) => {
    const at = had.get(hash);
    return at && { reason: "sent_today", evidence: { at: at.toISOString() } };
  });
}

/** Phones that are shared since the list was checked, and addresses that another line has by now. */
export async function withoutUnfit(
  tx: Tx,
  ctx: Ctx,
  bulk: Bulk,
  onShared: Conditions["onShared"],
  lines: readonly Ready[],
  dropped: Dropped[],
): Promise<Ready[]> {
  const earlier = await takenAddresses(tx, ctx, bulk, lines);
  const unfit = await findUnfit(tx, ctx, lines, onShared, earlier);
  return leaveOut(lines, dropped, ({ number }) => unfit.get(number));
}

/** Where lines that are messages already go, as far as these lines would go there too. */
async function takenAddresses(tx: Tx, ctx: Ctx, bulk: Bulk, lines: readonly Ready[]): Promise<Earlier> {
  const { clinicId } = ctx;
  const values = lines.flatMap((one) => one.address ?? []);
  const own = lines.map(({ person }) => person.id);
  // Nearly always nobody: a bulk's own lines, which may be 50,000, are asked about only then.
  const others = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT "patientId" AS id FROM "ContactPoint"
    WHERE "clinicId" = ${clinicId}::uuid AND kind IN ('phone', 'email') AND value = ANY(${values}::text[])
      AND "patientId" <> ALL(${own}::uuid[])`;
  if (others.length === 0) return noneEarlier();
  const taken = await tx.$queryRaw<{ number: number; patientId: string; channel: Channel }[]>`
    SELECT r.number, r."patientId", m.plan[1]::text AS channel FROM "BulkRecipient" r
    JOIN "Message" m ON m."clinicId" = r."clinicId" AND m.id = r."messageId"
    WHERE r."clinicId" = ${clinicId}::uuid AND r."bulkId" = ${bulk.id}::uuid AND r.state = 'taken'
      AND r."patientId" = ANY(${others.map(({ id }) => id)}::uuid[])`;
  const earlier = noneEarlier();
  if (taken.length === 0) return earlier;
  const people = await loadPeople(
    tx,
    ctx,
    taken.map(({ patientId }) => patientId),
  );
  for (const { number, patientId, channel } of taken) {
    const person = people.get(patientId);
    const bound = channel === "SMS" ? person?.home?.address : null;
    const address = bound ?? addressFor(person?.contactPoints ?? [], channel);
    if (address) earlier.addresses.set(`${channel} ${address}`, number);
  }
  return earlier;
}
