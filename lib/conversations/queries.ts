import type { z } from "zod";
import { recordOpening } from "@/lib/audit/commands";
import { policyOf } from "@/lib/clinics/schema";
import { listNotes } from "@/lib/conversations/notes/queries";
import { listViewers } from "@/lib/conversations/presence/queries";
import { findRows } from "@/lib/conversations/rows/queries";
import type {
  ConversationDetail,
  ConversationPage,
  ListConversations,
  PatientCard,
} from "@/lib/conversations/schema";
import { sqlOf } from "@/lib/conversations/views/queries";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, encodeCursor } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { openThreads } from "@/lib/emergencies/queries";
import { notFound } from "@/lib/errors";
import { findHousehold } from "@/lib/households/queries";
import { findPage } from "@/lib/messages/queries";
import type { MessagePage } from "@/lib/messages/schema";
import { findPatient } from "@/lib/patients/profile/queries";
import { closestName, likesOf, searchWords } from "@/lib/patients/queries";
import { hasPortal } from "@/lib/portal/queries";
import { findQuestions } from "@/lib/revocations/queries";
import { Prisma } from "@/prisma/generated/client";

type Query = z.output<typeof ListConversations>;

/** More people than one would read through; a longer search narrows it. */
const MOST_FOUND = 500;

/**
 * A view of the inbox, or every conversation whose patient or number a search finds, whatever its view. What may be an
 * emergency and has nobody yet stands on top of the first page of Waiting and of All open, beyond its limit.
 */
export function listConversations(ctx: Ctx, query: Query): Promise<z.input<typeof ConversationPage>> {
  return read(ctx, async (tx) => {
    const after = decodeCursor(query.cursor);
    const words = query.search ? searchWords(query.search) : [];
    const view = sqlOf(ctx, "open");
    const { by, descending, where } =
      words.length > 0 ? { ...view, where: await foundBy(tx, ctx, words) } : sqlOf(ctx, query.view);
    const beyond = Prisma.raw(descending ? "<" : ">");
    const order = Prisma.raw(descending ? "DESC" : "ASC");
    const whole = query.view === "waiting" || query.view === "open";
    const first = words.length === 0 && !query.channel && whole;
    const urgent = first ? [...(await openThreads(tx, ctx)).keys()] : [];
    const found = await tx.$queryRaw<{ id: string; at: Date }[]>`
      SELECT c.id, ${by} AS at FROM "Conversation" c
      WHERE c."clinicId" = ${ctx.clinicId}::uuid AND ${where}
        ${query.channel ? Prisma.sql`AND c."lastChannel" = ${query.channel}::"Channel"` : Prisma.empty}
        ${urgent.length > 0 ? Prisma.sql`AND c.id <> ALL(${urgent}::uuid[])` : Prisma.empty}
        ${after ? Prisma.sql`AND (${by}, c.id) ${beyond} (${after.at}, ${after.id}::uuid)` : Prisma.empty}
      ORDER BY ${by} ${order}, c.id ${order} LIMIT ${query.limit + 1}`;
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    const ids = shown.map((row) => row.id);
    const items = await findRows(tx, ctx, after ? ids : [...urgent, ...ids]);
    const missed = items.length === 0 && words.length > 0 && !after;
    return {
      items,
      nextCursor: found.length > query.limit && last ? encodeCursor(last) : null,
      didYouMean: missed ? await closestName(tx, ctx, words.join(" ")) : null,
    };
  });
}

/** Conversations of the people a search finds, and of the shared numbers these people have. */
async function foundBy(tx: Tx, ctx: Ctx, words: string[]): Promise<Prisma.Sql> {
  const people = await tx.$queryRaw<{ id: string; values: string[] }[]>`
    SELECT p.id, coalesce(array_agg(c.value) FILTER (WHERE c.value IS NOT NULL), '{}') AS values
    FROM "Patient" p LEFT JOIN "ContactPoint" c ON c."clinicId" = p."clinicId" AND c."patientId" = p.id
    WHERE p."clinicId" = ${ctx.clinicId}::uuid AND p.id IN (SELECT search_patients(${likesOf(words)}::text[]))
    GROUP BY p.id LIMIT ${MOST_FOUND}`;
  const ids = people.map((one) => one.id);
  const addresses = people.flatMap((one) => one.values);
  return Prisma.sql`(c."patientId" = ANY(${ids}::uuid[]) OR (c.kind <> 'patient' AND c.address = ANY(${addresses})))`;
}

/**
 * One conversation with the patient's card, notes and the colleagues who have it open. Opening it is audited, once per
 * 5 minutes and reader. Throws `not_found`.
 */
export async function getConversation(ctx: Ctx, id: string): Promise<z.input<typeof ConversationDetail>> {
  const detail = await read(ctx, async (tx) => {
    const [row] = await findRows(tx, ctx, [id]);
    if (!row) throw notFound("conversation");
    const household = row.kind === "household" ? await householdOf(tx, ctx, id) : null;
    return {
      ...row,
      patient: await cardOf(tx, ctx, row.patientId),
      ...(household ? { household } : {}),
      notes: await listNotes(tx, ctx, id),
      viewers: await listViewers(tx, ctx, id),
      questions: await findQuestions(tx, ctx, id),
    };
  });
  await recordOpening(ctx, {
    action: "conversation.opened",
    subjectKind: "conversation",
    subjectId: id,
    patientId: detail.patientId,
  });
  return detail;
}

/** What was written in a conversation, newest first. Throws `not_found`. */
export async function listTimeline(
  ctx: Ctx,
  id: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<z.input<typeof MessagePage>> {
  const known = await read(ctx, (tx) =>
    tx.conversation.findFirst({ where: { clinicId: ctx.clinicId, id }, select: { patientId: true } }),
  );
  if (!known) throw notFound("conversation");
  await recordOpening(ctx, {
    action: "conversation.opened",
    subjectKind: "conversation",
    subjectId: id,
    patientId: known.patientId,
  });
  return findPage(ctx, { ...page, conversationId: id });
}

async function householdOf(tx: Tx, ctx: Ctx, id: string) {
  const thread = await tx.conversation.findFirstOrThrow({
    where: { clinicId: ctx.clinicId, id },
    select: { kind: true, address: true },
  });
  return findHousehold(tx, ctx, thread);
}

async function cardOf(tx: Tx, ctx: Ctx, patientId: string): Promise<z.input<typeof PatientCard>> {
  const patient = await findPatient(ctx, patientId);
  const clinic = await tx.clinic.findUniqueOrThrow({
    where: { id: ctx.clinicId },
    select: { settings: true, timeZone: true },
  });
  const timeZone = patient.zones[0] ?? clinic.timeZone;
  const day = new Date(`${localDate(ctx.now, timeZone)}T00:00:00Z`);
  const used = await tx.patientDay.findUnique({
    where: { clinicId_patientId_localDate: { clinicId: ctx.clinicId, patientId, localDate: day } },
    select: { used: true },
  });
  const chosen = await tx.patient.findFirst({
    where: { clinicId: ctx.clinicId, id: patientId },
    select: { channelOrder: true },
  });
  return {
    ...patient,
    timeZone,
    timeZoneSource: patient.zoneSource,
    channelOrder: chosen?.channelOrder ?? [],
    hasPortal: await hasPortal(tx, ctx, patientId),
    usedToday: used?.used ?? 0,
    dailyCap: policyOf(clinic.settings).dailyCap,
  };
}

/** YYYY-MM-DD on that zone's wall: the day whose messages count for the cap. */
const localDate = (at: Date, timeZone: string) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(at);
