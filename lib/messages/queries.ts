import type { z } from "zod";
import { recordOpening } from "@/lib/audit/commands";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { listClicks } from "@/lib/links/clicks/queries";
import type { Accepted } from "@/lib/messages/accept/commands";
import type { ListMessages, MessageDetail, MessagePage } from "@/lib/messages/schema";
import { type Around, findAround, findShown, type ShownRow } from "@/lib/messages/shown/queries";
import { answerOf, decisionView, factsAbout, viewOf } from "@/lib/messages/shown/views";
import { findRecord, type MessageRecord } from "@/lib/messages/story/queries";
import { tellStory } from "@/lib/messages/story/tell";
import type { Prisma } from "@/prisma/generated/client";

type Page = z.input<typeof MessagePage>;
type Detail = z.input<typeof MessageDetail>;
type Query = z.output<typeof ListMessages>;

/** Messages in both directions, newest first. The reading is audited: of one person, one thread, or the clinic's list. */
export async function listMessages(ctx: Ctx, query: Query): Promise<Page> {
  const { patientId, conversationId } = query;
  const page = await findPage(ctx, query);
  if (conversationId) {
    const owner = patientId ?? page.items[0]?.patientId ?? null;
    const subject = { subjectKind: "conversation", subjectId: conversationId, patientId: owner };
    if (page.items.length > 0) await recordOpening(ctx, { action: "conversation.opened", ...subject });
  } else if (patientId) {
    const subject = { subjectKind: "patient", subjectId: patientId, patientId };
    if (page.items.length > 0) await recordOpening(ctx, { action: "patient.history_read", ...subject });
  } else {
    const subject = { subjectKind: "clinic", subjectId: ctx.clinicId, patientId: null };
    await recordOpening(ctx, { action: "messages.listed", ...subject });
  }
  return page;
}

/** The same for a caller that audits the reading itself. */
export function findPage(ctx: Ctx, query: Query): Promise<Page> {
  return read(ctx, async (tx) => {
    const after = decodeCursor(query.cursor);
    const rows = await findShown(tx, ctx, {
      where: { AND: [filterOf(query), after ? olderThan(after) : {}] },
      take: query.limit + 1,
    });
    const page = pageOf(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }));
    const around = await findAround(tx, ctx, page.items);
    return { items: page.items.map((row) => viewOf(row, around)), nextCursor: page.nextCursor };
  });
}

function filterOf(query: Query): Prisma.MessageWhereInput {
  const { patientId, conversationId, status, channel, direction, tag, since, until } = query;
  return {
    ...(patientId ? { patientId } : {}),
    ...(conversationId ? { conversationId } : {}),
    ...(status ? { status } : {}),
    ...(channel ? { channel } : {}),
    ...(direction ? { direction } : {}),
    ...(tag ? { tags: { has: tag } } : {}),
    ...(since || until
      ? { createdAt: { ...(since ? { gte: since } : {}), ...(until ? { lt: until } : {}) } }
      : {}),
  };
}

const olderThan = (place: { at: Date; id: string }): Prisma.MessageWhereInput => ({
  OR: [{ createdAt: { lt: place.at } }, { createdAt: place.at, id: { lt: place.id } }],
});

/** Everything the clinic wrote to and heard from one patient. The reading is audited. Throws `not_found`. */
export async function listPatientMessages(
  ctx: Ctx,
  patientId: string,
  page: Pick<Query, "limit" | "cursor">,
): Promise<Page> {
  const known = await read(ctx, (tx) =>
    tx.patient.count({ where: { clinicId: ctx.clinicId, id: patientId }, take: 1 }),
  );
  if (known === 0) throw notFound("patient");
  const subject = { subjectKind: "patient", subjectId: patientId, patientId };
  await recordOpening(ctx, { action: "patient.history_read", ...subject });
  return findPage(ctx, { ...page, patientId });
}

/** One message with its attempts and its story. The reading is audited. Throws `not_found`. */
export async function getMessage(ctx: Ctx, id: string): Promise<Detail> {
  const detail = await read(ctx, (tx) => findDetail(tx, ctx, id));
  const subject = { subjectKind: "message", subjectId: id, patientId: detail.patientId };
  await recordOpening(ctx, { action: "message.read", ...subject });
  return detail;
}

/** The same inside an open transaction. */
export async function findDetail(tx: Tx, ctx: Ctx, id: string): Promise<Detail> {
  const [row] = await findShown(tx, ctx, { where: { id }, take: 1 });
  if (!row) throw notFound("message");
  const record = await findRecord(tx, ctx, id);
  const handedOff = record.attempts.filter(({ channel }) => channel === "SMS").map((one) => one.claimedAt);
  const clicks = await listClicks(tx, ctx, { id, linkIds: row.shortLinks.map((link) => link.id), handedOff });
  const people = [...record.overrides, ...record.reschedules].map((act) => act.createdBy);
  const around = await findAround(tx, ctx, [row], {
    people: row.cancelledBy ? [...people, row.cancelledBy] : people,
  });
  return { ...detailOf(row, record, around), clicks };
}

function detailOf(row: ShownRow, record: MessageRecord, around: Around): Detail {
  const decision = answerOf(row);
  return {
    ...viewOf(row, around),
    decision: decision ? decisionView(decision, factsAbout(decision, row, around)) : null,
    deliveries: row.deliveries,
    clicks: [],
    story: tellStory(row, record, around),
  };
}

const NOTHING_YET = {
  attachments: [],
  deliveries: [],
  attempts: [],
  overrides: [],
  reschedules: [],
  secureMessages: [],
  shortLinks: [],
};

/** The same of a message that was just accepted, from what was written instead of reading it again. */
export async function detailOfNew(
  tx: Tx,
  ctx: Ctx,
  { row, decisions }: Accepted,
  { clinic, ...about }: Pick<ShownRow, "patient" | "conversation"> & Pick<Around, "clinic">,
): Promise<Detail> {
  const written = decisions.map((one) => ({
    ...one,
    clinicId: row.clinicId,
    at: row.createdAt,
    reasons: JSON.parse(JSON.stringify(one.reasons)),
  }));
  const shown = { ...row, ...about, ...NOTHING_YET, decisions: [...written].reverse() };
  const around = await findAround(tx, ctx, [shown], { clinic });
  return detailOf(shown, { ...NOTHING_YET, decisions: written }, around);
}
