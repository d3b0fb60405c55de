import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { PatientPart } from "@/lib/delivery/facts/patients/queries";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";
import { groupBy } from "@/lib/group-by";
import type { Channel, RestrictionLabel } from "@/prisma/generated/enums";

/** What a message's labels may come from. */
type Labelled = Pick<MessageFacts, "id" | "patientId" | "conversationId" | "templateId">;

interface LabelRow {
  label: RestrictionLabel;
  patientId: string | null;
  conversationId: string | null;
  messageId: string | null;
  templateId: string | null;
}

/** The sensitivity labels that a message has by itself, its thread, its patient or its template. One query. */
export async function loadLabels(
  tx: Tx,
  ctx: Ctx,
  messages: readonly Labelled[],
): Promise<(message: Labelled) => RestrictionLabel[]> {
  const idsOf = (pick: (message: Labelled) => string | null) => [
    ...new Set(messages.flatMap((message) => pick(message) ?? [])),
  ];
  const rows = await tx.$queryRaw<LabelRow[]>`
    SELECT label::text, "patientId", "conversationId", "messageId", "templateId" FROM "Restriction"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND (
      "patientId" = ANY(${idsOf((message) => message.patientId)}::uuid[])
      OR "conversationId" = ANY(${idsOf((message) => message.conversationId)}::uuid[])
      OR "messageId" = ANY(${idsOf((message) => message.id)}::uuid[])
      OR "templateId" = ANY(${idsOf((message) => message.templateId)}::uuid[]))`;
  if (rows.length === 0) return () => [];
  const labelsOf = groupBy(
    rows,
    (row) => row.patientId ?? row.conversationId ?? row.messageId ?? row.templateId ?? "",
  );
  return ({ id, patientId, conversationId, templateId }) => {
    const about = [id, patientId, conversationId ?? "", templateId ?? ""];
    return [...new Set(about.flatMap((key) => labelsOf.get(key) ?? []).map(({ label }) => label))].sort();
  };
}

/** The patients' messages that these answer, by id. No query when none answers one. */
export async function loadAnswered(
  tx: Tx,
  ctx: Ctx,
  messages: readonly MessageFacts[],
): Promise<Map<string, NonNullable<Facts["answers"]>>> {
  const ids = [...new Set(messages.flatMap(({ inReplyToId }) => inReplyToId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; channel: Channel; address: string; at: Date }[]>`
    SELECT id, channel::text, coalesce("fromAddress", '') AS address, "createdAt" AS at FROM "Message"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ANY(${ids}::uuid[]) AND direction = 'INBOUND'`;
  return new Map(rows.map(({ id, ...answered }) => [id, answered]));
}

/**
 * Texts per shared phone number and patient-local date, whoever of the household they were about. No query when no
 * number is shared. Inside a claim `lockDays` has locked these numbers.
 */
export async function loadHouseholds(
  tx: Tx,
  ctx: Ctx,
  people: Map<string, PatientPart>,
  since: Date,
): Promise<Facts["household"]> {
  const numbers = sharedNumbers(people);
  if (numbers.length === 0) return {};
  const rows = await tx.$queryRaw<{ address: string; date: string; used: number }[]>`
    SELECT address, "localDate"::text AS date, count(*)::int AS used FROM "DaySlot"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND address = ANY(${numbers}) AND "localDate" >= ${since}::date
      AND "returnedAt" IS NULL
    GROUP BY address, "localDate"`;
  const households: Facts["household"] = {};
  for (const { address, date, used } of rows) households[address] = { ...households[address], [date]: used };
  return households;
}

/** Phone numbers of these patients that others have as well. */
export function sharedNumbers(people: Map<string, PatientPart>): string[] {
  const points = [...people.values()].flatMap(({ points }) => points);
  const shared = points.filter(({ kind, sharedWith }) => kind === "phone" && sharedWith > 0);
  return [...new Set(shared.map(({ value }) => value))].sort();
}
