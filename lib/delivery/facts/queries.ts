import type { Policy } from "@/lib/clinics/schema";
import { policyOf } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import { among } from "@/lib/db/among";
import type { Tx } from "@/lib/db/transaction";
import { loadAsked } from "@/lib/delivery/facts/asked/queries";
import { loadHalted } from "@/lib/delivery/facts/bulks/queries";
import { loadAnswered, loadHouseholds, loadLabels } from "@/lib/delivery/facts/messages/queries";
import { loadPatients, type PatientPart } from "@/lib/delivery/facts/patients/queries";
import type { SenderFact } from "@/lib/delivery/facts/schema";
import { loadLastSenders } from "@/lib/delivery/facts/senders/queries";
import { loadUnread } from "@/lib/delivery/facts/unread/queries";
import type { Unread } from "@/lib/delivery/rules/catching-up";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";
import { notFound } from "@/lib/errors";
import { loadRoutes } from "@/lib/failover/routes/queries";
import { groupBy } from "@/lib/group-by";
import { postalLine } from "@/lib/mail-layout/postal/rules";
import { DEFAULT_COLOR } from "@/lib/mail-layout/schema";
import { sendsPictures } from "@/lib/senders/rules";
import { knownOf } from "@/lib/templates/known/queries";
import type { SenderKind } from "@/prisma/generated/enums";

/** No zone's calendar is further from UTC's than this (UTC+14 to UTC-12, and the day itself). */
const DAYS_READ_MS = 3 * 86_400_000;

/** Nobody moves a visit between a message's acceptance and its first hand-off: what waits longer is compared. */
const RESTS_ON_MS = 2 * 60_000;

/** What is the same for every message of a clinic. */
export interface House {
  clinic: Facts["clinic"];
  policy: Policy;
  senders: Facts["senders"];
  /** The clinic's own address: the last resort for whose state's hours apply. */
  address: unknown;
  /** Providers with a signed agreement. */
  signed: string[];
  routes: Facts["routes"];
  unread: Unread | null;
  /** How its mail looks. */
  mail: { phone: string | null; color: string; logoSha256: string | null; replyTo: string | null };
}

interface ClinicRow extends Omit<House, "clinic" | "policy" | "senders" | "routes" | "unread" | "mail"> {
  id: string;
  name: string;
  timeZone: string;
  stoppedAt: Date | null;
  stoppedReason: string | null;
  settings: unknown;
  phone: string | null;
  color: string | null;
  logoSha256: string | null;
  postalAddress: string | null;
  replyTo: string | null;
}

type SenderRow = Omit<SenderFact, "mms"> & { kind: SenderKind; mms: boolean | null };

export async function loadHouse(tx: Tx, ctx: Ctx): Promise<House> {
  const [[row], senders, routes, unread] = await Promise.all([
    tx.$queryRaw<ClinicRow[]>`
      SELECT c.id, c.name, c."timeZone", coalesce(i."stoppedAt", c."stoppedAt") AS "stoppedAt",
        coalesce(i."stoppedReason", c."stoppedReason") AS "stoppedReason", c.settings, c.address, c.phone,
        s.color, s."logoSha256", s."postalAddress", s."replyTo", ARRAY(
        SELECT v.provider FROM "Vendor" v WHERE v."clinicId" = c.id AND v."baaSignedAt" <= ${ctx.now}) AS signed
      FROM "Clinic" c LEFT JOIN "Installation" i ON i.id = 1
      LEFT JOIN "MailStyle" s ON s."clinicId" = c.id WHERE c.id = ${ctx.clinicId}::uuid`,
    tx.$queryRaw<SenderRow[]>`
      SELECT id, channel::text, provider, address, "displayName", rate, "isDefault", purpose, kind::text, mms,
        registration = 'registered' AS registered
      FROM "Sender" WHERE "clinicId" = ${ctx.clinicId}::uuid AND "isActive" ORDER BY "createdAt", id`,
    loadRoutes(tx, ctx),
    loadUnread(tx, ctx),
  ]);
  if (!row) throw notFound("clinic");
  const { settings, address, signed, phone, color, logoSha256, replyTo, postalAddress, ...clinic } = row;
  return {
    clinic: { ...clinic, postalAddress: postalAddress ?? postalLine(address) },
    mail: { phone, color: color ?? DEFAULT_COLOR, logoSha256, replyTo },
    address,
    signed,
    routes,
    unread,
    policy: policyOf(settings),
    senders: senders.map(({ kind, ...sender }) => ({ ...sender, mms: sendsPictures({ ...sender, kind }) })),
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
  const addresses = [
    ...new Set([...people.values()].flatMap(({ points }) => points.map((point) => point.value))),
  ];
  const patientIds = [...people.keys()];
  const since = new Date(now.getTime() - DAYS_READ_MS);
  const resting = messages.filter(
    ({ basis, createdAt }) => basis !== null && now.getTime() - createdAt.getTime() > RESTS_ON_MS,
  );
  const besides = Promise.all([
    loadLabels(tx, ctx, messages),
    loadAnswered(tx, ctx, messages),
    loadHouseholds(tx, ctx, people, since),
    loadAsked(tx, ctx, addresses, patientIds),
    loadLastSenders(tx, ctx, house.senders, messages),
    loadHalted(tx, ctx, messages),
    knownOf(
      tx,
      ctx,
      resting.map((message) => message.patientId),
      now,
    ),
  ]);
  // Awaited with the rest; until then its failure has somebody who hears it.
  besides.catch(() => undefined);
  const [suppressions, consents, preferences, overrides, days, slots] = await Promise.all([
    tx.$queryRaw<Facts["suppressions"]>`
        SELECT channel::text, address, reason::text, since FROM "Suppression"
        WHERE "clinicId" = ${clinicId}::uuid AND "endedAt" IS NULL AND address = ANY(${addresses})`,
    // Whoever was linked to a patient brought lines of their own: the people of the chart's ledger.
    tx.$queryRaw<(Facts["consents"][number] & { patientId: string | null })[]>`
        WITH people AS (
          SELECT id, id AS "intoId" FROM unnest(${patientIds}::uuid[]) AS id
          UNION SELECT "fromId", "intoId" FROM "PatientMerge"
          WHERE "clinicId" = ${clinicId}::uuid AND "intoId" = ANY(${patientIds}::uuid[]) AND "undoneAt" IS NULL),
        lines AS (
          SELECT coalesce(p."intoId", e."patientId") AS "patientId", e.purpose, e.channel, e.address, e.act, e.at
          FROM "ConsentEvent" e LEFT JOIN people p ON p.id = e."patientId"
          WHERE e."clinicId" = ${clinicId}::uuid
            AND (e."patientId" = ANY(ARRAY(SELECT id FROM people)) OR e.address = ANY(${addresses})))
        SELECT DISTINCT ON ("patientId", purpose, channel, address)
          "patientId", purpose::text, channel::text, address, act::text, at
        FROM lines ORDER BY "patientId", purpose, channel, address, at DESC, act DESC`,
    tx.$queryRaw<(Facts["preferences"][number] & { patientId: string })[]>`
        SELECT "patientId", channel::text, category::text, allowed FROM "Preference"
        WHERE "clinicId" = ${clinicId}::uuid AND "patientId" = ANY(${patientIds}::uuid[]) AND NOT allowed`,
    tx.$queryRaw<{ messageId: string; rule: string }[]>`
        SELECT "messageId", rule FROM "Override"
        WHERE "clinicId" = ${clinicId}::uuid AND "messageId" ${among(ids, "uuid")}`,
    tx.$queryRaw<{ patientId: string; date: string; used: number }[]>`
        SELECT "patientId", "localDate"::text AS date, used FROM "PatientDay"
        WHERE "clinicId" = ${clinicId}::uuid AND "patientId" = ANY(${patientIds}::uuid[])
          AND "localDate" >= ${since}::date`,
    tx.$queryRaw<{ messageId: string; slot: string }[]>`
        SELECT "messageId", hop || '/' || "localDate" AS slot FROM "DaySlot"
        WHERE "clinicId" = ${clinicId}::uuid AND "messageId" ${among(ids, "uuid")} AND "returnedAt" IS NULL`,
  ]);
  const [labelsOf, answered, household, asked, lastSenders, halted, known] = await besides;
  const preferencesOf = groupBy(preferences, (line) => line.patientId);
  const overridesOf = groupBy(overrides, (line) => line.messageId);
  const daysOf = groupBy(days, (line) => line.patientId);
  const slotsOf = groupBy(slots, (line) => line.messageId);
  const suppressionsOf = groupBy(suppressions, (line) => line.address);
  // A line of the ledger about nobody in particular speaks for everyone with the address.
  const consentsOf = groupBy(consents, (line) => line.patientId ?? line.address ?? "");
  const providers = Object.keys(ctx.ports.providers);
  const facts = new Map<string, Facts>();
  for (const message of messages) {
    const person = people.get(message.patientId);
    if (!person) continue;
    const own = [...new Set(person.points.map((point) => point.value))];
    facts.set(message.id, {
      asOf: now,
      message,
      clinic: house.clinic,
      ...person,
      labels: labelsOf(message),
      answers: answered.get(message.inReplyToId ?? "") ?? null,
      suppressions: own.flatMap((address) => suppressionsOf.get(address) ?? []),
      consents: [message.patientId, ...own].flatMap((key) => consentsOf.get(key) ?? []),
      preferences: preferencesOf.get(message.patientId) ?? [],
      senders: house.senders,
      lastSender: lastSenders.get(message.conversationId ?? "") ?? {},
      providers,
      signed: house.signed,
      routes: house.routes,
      unread: house.unread,
      asked: asked.filter((one) => one.patientId === message.patientId || own.includes(one.address)),
      used: Object.fromEntries((daysOf.get(message.patientId) ?? []).map(({ date, used }) => [date, used])),
      household,
      slots: (slotsOf.get(message.id) ?? []).map(({ slot }) => slot),
      known: message.basis ? (known.get(message.patientId) ?? null) : null,
      overrides: (overridesOf.get(message.id) ?? []).map((line) => line.rule),
      halted: halted.get(message.id) ?? null,
    });
  }
  return facts;
}
