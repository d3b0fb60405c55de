import type { Policy } from "@/lib/clinics/schema";
import { policyOf } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { loadPatients, type PatientPart } from "@/lib/delivery/facts/patients/queries";
import { loadLastSenders } from "@/lib/delivery/facts/senders/queries";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";
import { groupBy } from "@/lib/group-by";

/** No zone's calendar is further from UTC's than this (UTC+14 to UTC-12, and the day itself). */
const DAYS_READ_MS = 3 * 86_400_000;

/** What is the same for every message of a clinic. */
export interface House {
  clinic: Facts["clinic"];
  policy: Policy;
  senders: Facts["senders"];
}

export async function loadHouse(tx: Tx, ctx: Ctx): Promise<House> {
  const [{ settings, ...clinic }, senders] = await Promise.all([
    tx.clinic.findUniqueOrThrow({
      where: { id: ctx.clinicId },
      select: { id: true, name: true, timeZone: true, stoppedAt: true, stoppedReason: true, settings: true },
    }),
    tx.sender.findMany({
      where: { clinicId: ctx.clinicId, isActive: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  ]);
  return {
    clinic,
    policy: policyOf(settings),
    senders: senders.map(({ registration, ...sender }) => ({
      id: sender.id,
      channel: sender.channel,
      provider: sender.provider,
      address: sender.address,
      displayName: sender.displayName,
      rate: sender.rate,
      isDefault: sender.isDefault,
      registered: registration === "registered",
    })),
  };
}

/**
 * Everything the one decision may look at, for many messages in a constant number of queries. Inside a claim the
 * messages and patient-days are locked already: lock first, read second.
 */
export async function loadFacts(
  tx: Tx,
  ctx: Ctx,
  house: House,
  messages: readonly MessageFacts[],
  now: Date,
): Promise<Map<string, Facts>> {
  if (messages.length === 0) return new Map();
  const patientIds = [...new Set(messages.map((message) => message.patientId))];
  const people = await loadPatients(tx, ctx, house, patientIds, now);
  return joinFacts(tx, ctx, house, messages, people, now);
}

/** The second half of `loadFacts`, for a claim that read the patients first to know which days to lock. */
export async function joinFacts(
  tx: Tx,
  ctx: Ctx,
  house: House,
  messages: readonly MessageFacts[],
  people: Map<string, PatientPart>,
  now: Date,
): Promise<Map<string, Facts>> {
  const { clinicId } = ctx;
  const ids = messages.map((message) => message.id);
  const addresses = [...people.values()].flatMap(({ points }) => points.map((point) => point.value));
  const patientIds = [...people.keys()];
  const suppressions = await tx.suppression.findMany({
    where: { clinicId, endedAt: null, address: { in: addresses } },
    select: { channel: true, address: true, reason: true, since: true },
  });
  const consents = await tx.$queryRaw<(Facts["consents"][number] & { patientId: string | null })[]>`
    SELECT DISTINCT ON ("patientId", purpose, channel, address)
      "patientId", purpose::text, channel::text, address, act::text, at
    FROM "ConsentEvent"
    WHERE "clinicId" = ${clinicId}::uuid AND purpose <> 'texting_risk'
      AND ("patientId" = ANY(${patientIds}::uuid[]) OR address = ANY(${addresses}))
    ORDER BY "patientId", purpose, channel, address, at DESC, act DESC`;
  const preferences = await tx.preference.findMany({
    where: { clinicId, patientId: { in: patientIds }, allowed: false },
    select: { patientId: true, channel: true, category: true, allowed: true },
  });
  const overrides = await tx.override.findMany({
    where: { clinicId, messageId: { in: ids } },
    select: { messageId: true, rule: true },
  });
  const days = await tx.patientDay.findMany({
    where: {
      clinicId,
      patientId: { in: patientIds },
      localDate: { gte: new Date(now.getTime() - DAYS_READ_MS) },
    },
    select: { patientId: true, localDate: true, used: true },
  });
  const slots = await tx.daySlot.findMany({
    where: { clinicId, messageId: { in: ids }, returnedAt: null },
    select: { messageId: true, hop: true, localDate: true },
  });
  const lastSenders = await loadLastSenders(tx, ctx, house.senders, messages);

  const preferencesOf = groupBy(preferences, (line) => line.patientId);
  const overridesOf = groupBy(overrides, (line) => line.messageId);
  const daysOf = groupBy(days, (line) => line.patientId);
  const slotsOf = groupBy(slots, (line) => line.messageId);
  const facts = new Map<string, Facts>();
  for (const message of messages) {
    const person = people.get(message.patientId);
    if (!person) continue;
    const own = new Set(person.points.map((point) => point.value));
    facts.set(message.id, {
      message,
      clinic: house.clinic,
      patient: person.patient,
      points: person.points,
      suppressions: suppressions.filter((line) => own.has(line.address)),
      consents: consents.filter((line) =>
        line.patientId === null ? own.has(line.address ?? "") : line.patientId === message.patientId,
      ),
      preferences: preferencesOf.get(message.patientId) ?? [],
      senders: house.senders,
      lastSender: lastSenders.get(message.conversationId ?? "") ?? {},
      providers: Object.keys(ctx.ports.providers),
      used: Object.fromEntries(
        (daysOf.get(message.patientId) ?? []).map((day) => [dateText(day.localDate), day.used]),
      ),
      slots: (slotsOf.get(message.id) ?? []).map((slot) => `${slot.hop}/${dateText(slot.localDate)}`),
      overrides: (overridesOf.get(message.id) ?? []).map((line) => line.rule),
    });
  }
  return facts;
}

/** A DATE column comes as midnight UTC. */
function dateText(date: Date): string {
  return date.toISOString().slice(0, 10);
}
