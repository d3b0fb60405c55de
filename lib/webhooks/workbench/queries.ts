import type { z } from "zod";
import { may } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/ctx";
import { decodeCursor, pageOf } from "@/lib/db/cursor";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { type EventRow, masked, viewOf } from "@/lib/webhooks/workbench/rules";
import type { EventDetail, EventPage, ListEvents } from "@/lib/webhooks/workbench/schema";

const COLUMNS = {
  id: true,
  provider: true,
  kind: true,
  payload: true,
  clinicId: true,
  receivedAt: true,
  processedAt: true,
  attempts: true,
  nextAt: true,
  error: true,
  via: true,
  repeats: true,
} as const;

/**
 * What vendors told this clinic, and what nobody knows yet whom it is for, newest first. Rows hold no patient's data.
 */
export async function listEvents(ctx: Ctx, asked: ListEvents): Promise<z.input<typeof EventPage>> {
  const { limit, cursor, show, provider } = asked;
  const place = decodeCursor(cursor);
  const where = {
    ...(provider ? { provider } : {}),
    ...(show === "problems" ? { error: { not: null } } : {}),
    ...(show === "unknown" ? { kind: "unknown" } : {}),
    ...(place ? { id: { lt: place.id } } : {}),
  };
  const page = (tx: Tx, clinicId: string | null) =>
    tx.webhookEvent.findMany({
      where: { ...where, clinicId },
      orderBy: { id: "desc" },
      take: limit + 1,
      select: COLUMNS,
    });
  const rows = await read(ctx, async (tx) => [...(await page(tx, ctx.clinicId)), ...(await page(tx, null))]);
  rows.sort((a, b) => (a.id < b.id ? 1 : -1));
  const { items, nextCursor } = pageOf(rows.slice(0, limit + 1), limit, ({ receivedAt, id }) => ({
    at: receivedAt,
    id,
  }));
  return { items: items.map(viewOf), nextCursor };
}

/** One event of this clinic, or of nobody yet. Another clinic's is not there. */
export async function findEvent(tx: Tx, ctx: Ctx, id: string): Promise<EventRow> {
  const row = await tx.webhookEvent.findFirst({
    where: { id, OR: [{ clinicId: ctx.clinicId }, { clinicId: null }] },
    select: COLUMNS,
  });
  if (!row) throw notFound("event");
  return row;
}

/** An event with its body, covered. */
export function getEvent(ctx: Ctx, id: string): Promise<z.input<typeof EventDetail>> {
  return read(ctx, async (tx) => detailOf(tx, ctx, await findEvent(tx, ctx, id), true));
}

/** `covered`: values that may name or quote a patient are left out of the body. */
export async function detailOf(
  tx: Tx,
  ctx: Ctx,
  row: EventRow,
  covered: boolean,
): Promise<z.input<typeof EventDetail>> {
  const view = viewOf(row);
  const body = covered ? masked(row.payload) : row.payload;
  return {
    ...view,
    body: JSON.stringify(body, null, 2).slice(0, 100_000),
    masked: covered,
    mayOpen: mayOpen(ctx, row),
    conversationId: row.kind === "message" ? await threadOf(tx, ctx, row.payload) : null,
  };
}

/** What nobody knows whose it is may be another clinic's patient: it stays covered. */
export const mayOpen = (ctx: Ctx, row: EventRow) =>
  row.clinicId === ctx.clinicId && may(ctx.actor, "message.read");

/** Where what somebody wrote was filed: of its event nothing is kept but which message it became. */
async function threadOf(tx: Tx, ctx: Ctx, payload: unknown): Promise<string | null> {
  const { messageId: id } = payload as { messageId?: string };
  if (!id) return null;
  const where = { clinicId: ctx.clinicId, id };
  const message = await tx.message.findFirst({ where, select: { conversationId: true } });
  return message?.conversationId ?? null;
}
