import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError } from "@/lib/errors";
import { redo } from "@/lib/webhooks/commands";
import { readAgain } from "@/lib/webhooks/rereading/commands";
import { detailOf, findEvent, getEvent, mayOpen } from "@/lib/webhooks/workbench/queries";
import { viewOf } from "@/lib/webhooks/workbench/rules";
import type { EventDetail, ReplayAnswer } from "@/lib/webhooks/workbench/schema";

/** Events of one part of a replay: what a request may wait for. */
const PART = 100;

/** An event with its body uncovered. Who opened it is recorded. */
export function openEvent(ctx: Ctx, id: string): Promise<z.input<typeof EventDetail>> {
  return write(ctx, async (tx, audit) => {
    const row = await findEvent(tx, ctx, id);
    if (!mayOpen(ctx, row))
      throw new AppError("forbidden", "You may not see what is in this event.", "event_covered");
    audit({ action: "webhook.opened", subjectKind: "webhook_event", subjectId: id });
    return detailOf(tx, ctx, row, false);
  });
}

/**
 * Does what an event says once more, or reads again what was not understood. Receipts that were applied change nothing a
 * second time. Throws `conflict`, with the reason, where doing it again is not safe.
 */
export async function replayEvent(ctx: Ctx, id: string): Promise<z.input<typeof EventDetail>> {
  await write(ctx, async (tx, audit) => {
    const row = await findEvent(tx, ctx, id);
    const { whyNot } = viewOf(row);
    if (whyNot) throw new AppError("conflict", whyNot, "not_replayable");
    if (row.kind === "unknown") await readAgain(tx, ctx, row);
    else await putBack(tx, ctx, [id]);
    audit({ action: "webhook.replayed", subjectKind: "webhook_event", subjectId: id });
  });
  await redo(ctx.ports, [id]);
  return getEvent(ctx, id);
}

/** Reads the next part of everything again that was not understood, oldest first, and applies what is understood now. */
export async function rereadUnknown(ctx: Ctx, after?: string): Promise<z.input<typeof ReplayAnswer>> {
  const [ids, understood] = await write(ctx, async (tx, audit) => {
    const part = (clinicId: string | null) =>
      tx.webhookEvent.findMany({
        where: { clinicId, kind: "unknown", ...(after ? { id: { gt: after } } : {}) },
        orderBy: { id: "asc" },
        take: PART,
        select: { id: true, provider: true, payload: true },
      });
    const rows = [...(await part(ctx.clinicId)), ...(await part(null))];
    const chosen = rows.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, PART);
    const read: string[] = [];
    for (const row of chosen) if (await readAgain(tx, ctx, row)) read.push(row.id);
    audit({ action: "webhook.replayed", subjectKind: "webhook_event", fields: [`${chosen.length} events`] });
    return [chosen.map(({ id }) => id), read] as const;
  });
  const done = await redo(ctx.ports, understood);
  return { replayed: ids.length, done, next: ids.length === PART ? (ids.at(-1) ?? null) : null };
}

/** Does the next part of everything that could not be applied once more, oldest first. */
export async function replayProblems(ctx: Ctx, after?: string): Promise<z.input<typeof ReplayAnswer>> {
  const ids = await write(ctx, async (tx, audit) => {
    const part = async (clinicId: string | null) =>
      tx.webhookEvent.findMany({
        where: {
          clinicId,
          error: { not: null },
          kind: { in: ["receipt", "message"] },
          ...(after ? { id: { gt: after } } : {}),
        },
        orderBy: { id: "asc" },
        take: PART,
        select: { id: true },
      });
    const rows = [...(await part(ctx.clinicId)), ...(await part(null))].map((row) => row.id).sort();
    const chosen = rows.slice(0, PART);
    await putBack(tx, ctx, chosen);
    audit({ action: "webhook.replayed", subjectKind: "webhook_event", fields: [`${chosen.length} events`] });
    return chosen;
  });
  const done = await redo(ctx.ports, ids);
  return { replayed: ids.length, done, next: ids.length === PART ? (ids.at(-1) ?? null) : null };
}

async function putBack(tx: Tx, ctx: Ctx, ids: string[]): Promise<void> {
  await tx.webhookEvent.updateMany({
    where: { id: { in: ids }, OR: [{ clinicId: ctx.clinicId }, { clinicId: null }] },
    data: { processedAt: null, nextAt: ctx.now, error: null, attempts: 0 },
  });
}
