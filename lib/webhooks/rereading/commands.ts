import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { pack, unpackUnknown } from "@/lib/webhooks/schema";

interface Kept {
  id: string;
  provider: string;
  payload: unknown;
}

/**
 * Reads an event again that was not understood when it came: a later version of the hub may know its word. Understood,
 * it waits to be applied like any other, under the id it came with, so that nothing is done twice. Returns whether it
 * was; where not, it counts as looked at, and nobody is told of it any more.
 */
export async function readAgain(tx: Tx, ctx: Ctx, { id, provider, payload }: Kept): Promise<boolean> {
  const kept = unpackUnknown(payload);
  const where = { id, kind: "unknown", OR: [{ clinicId: ctx.clinicId }, { clinicId: null }] };
  const read = kept.raw ? await ctx.ports.providers[provider]?.reread?.(kept) : undefined;
  if (!read || read.kind === "unknown") {
    await tx.webhookEvent.updateMany({ where, data: { attempts: { increment: 1 } } });
    return false;
  }
  const data = {
    kind: read.kind,
    payload: pack({ ...read, eventId: kept.eventId }) as object,
    processedAt: null,
    nextAt: ctx.now,
    attempts: 0,
  };
  await tx.webhookEvent.updateMany({ where, data });
  return true;
}
