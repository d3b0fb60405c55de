import { type Ports, systemCtx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { write } from "@/lib/db/write";
import { listClinicIds } from "@/lib/delivery/clinics/queries";
import { foldAndSave } from "@/lib/delivery/settle/commands";

const MOST = 500;

/**
 * Puts back into the queue what has a next time and no place in it (a lost row, a restored backup). Waking may fail
 * silently everywhere else because this comes. Of all clinics, or of one. True when it found any.
 */
export async function requeueLost(ports: Ports, only?: string): Promise<boolean> {
  let found = 0;
  for (const clinicId of only ? [only] : await listClinicIds()) {
    const ctx = systemCtx(clinicId, "sweep", ports);
    const lost = await read(
      ctx,
      (tx) => tx.$queryRaw<{ id: string }[]>`
        SELECT m.id FROM "Message" m
        WHERE m."clinicId" = ${clinicId}::uuid AND m."nextAt" IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM "QueueItem" q WHERE q."messageId" = m.id)
        LIMIT ${MOST}`,
    );
    if (lost.length === 0) continue;
    found += lost.length;
    await write(ctx, async (tx, audit) => {
      audit.fact();
      await foldAndSave(
        tx,
        ctx,
        lost.map((row) => row.id),
        ctx.now,
        { wakes: true, requeues: true },
      );
    });
  }
  return found > 0;
}
