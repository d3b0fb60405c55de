import type { z } from "zod";
import { may } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { recentHealth } from "@/lib/health/queries";
import { troubleOf } from "@/lib/health/rules";
import type { SendingSchema } from "@/lib/sending/schema";

const MOST_COUNTED = 1_000;

interface Row {
  stoppedAt: Date | null;
  stoppedReason: string | null;
  everywhere: boolean;
  by: string | null;
}

/** Whether this clinic's messages go out, who stopped them since when, and what is wrong with the engine. */
export async function getSending(ctx: Ctx): Promise<z.input<typeof SendingSchema>> {
  const { clinicId } = ctx;
  const [row, waiting] = await read(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<Row[]>`
      SELECT coalesce(i."stoppedAt", c."stoppedAt") AS "stoppedAt",
        coalesce(i."stoppedReason", c."stoppedReason") AS "stoppedReason", i."stoppedAt" IS NOT NULL AS everywhere,
        (SELECT s.name FROM "Staff" s WHERE s."clinicId" = c.id AND s.id::text = c."stoppedBy") AS by
      FROM "Clinic" c LEFT JOIN "Installation" i ON i.id = 1 WHERE c.id = ${clinicId}::uuid`;
    if (!found?.stoppedAt) return [null, []] as const;
    const held = await tx.message.findMany({
      where: { clinicId, status: "SCHEDULED", reason: "clinic_stopped" },
      select: { id: true },
      take: MOST_COUNTED,
    });
    return [found, held] as const;
  });
  const health = await recentHealth();
  const unknownWords = may(ctx.actor, "settings.write") ? health.webhooks.unknown : 0;
  const told = { trouble: troubleOf(health), unknownWords };
  if (!row?.stoppedAt) return { stopped: null, waiting: 0, ...told };
  const { stoppedAt: since, stoppedReason, everywhere, by } = row;
  const stopped = { since, reason: stoppedReason ?? "", everywhere, by: everywhere ? null : by };
  return { stopped, waiting: waiting.length, ...told };
}
