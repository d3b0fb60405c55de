import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { loadRoutes } from "@/lib/failover/routes/queries";
import { sharesOf } from "@/lib/failover/shares/rules";
import type { Channel } from "@/prisma/generated/enums";

interface SenderRow {
  id: string;
  provider: string;
  rate: number;
}

/**
 * Moves what waits in the lanes of vendors that get nothing now to those that do, in one statement however many wait.
 * What a runner has just leased moves by itself when it is saved. Who carries a message is decided at its claim.
 */
export async function relane(tx: Tx, ctx: Ctx, channel: Channel): Promise<void> {
  const now = ctx.ports.clock();
  const routes = (await loadRoutes(tx, ctx)).filter((route) => route.channel === channel);
  const able = routes.filter(({ provider }) => provider in ctx.ports.providers);
  const open = able.filter(({ pausedAt }) => pausedAt === null);
  if (open.length === 0) return;
  const shares = sharesOf(open);
  const senders = await tx.$queryRaw<SenderRow[]>`
    SELECT id, provider, rate FROM "Sender"
    WHERE "clinicId" = ${ctx.clinicId}::uuid AND channel = ${channel}::"Channel" AND "isActive"
      AND registration = 'registered' ORDER BY "isDefault" DESC, "createdAt", id`;
  // A lane's id is its clinic and its sender (lib/delivery/rules/queue.ts).
  const laneOf = ({ id }: SenderRow) => `${ctx.clinicId}:${id}`;
  const from = senders.filter(({ provider }) => !((shares.get(provider) ?? 0) > 0)).map(laneOf);
  let upTo = 0;
  const to = open.flatMap(({ provider }) => {
    const sender = senders.find((one) => one.provider === provider);
    const share = shares.get(provider) ?? 0;
    if (!sender || share === 0) return [];
    upTo += share;
    return [{ lane: laneOf(sender), rate: sender.rate, burst: Math.max(1, sender.rate), upTo }];
  });
  const last = to.at(-1);
  if (from.length === 0 || !last) return;
  last.upTo = 101;
  const targets = JSON.stringify(to);
  await tx.$executeRaw`
    INSERT INTO "Lane" (id, "clinicId", rate, burst, credits, "refilledAt")
    SELECT t.lane, ${ctx.clinicId}::uuid, t.rate, t.burst, t.burst, ${now}
    FROM jsonb_to_recordset(${targets}::jsonb) AS t(lane text, rate float8, burst float8)
    ON CONFLICT (id) DO NOTHING`;
  await tx.$executeRaw`
    WITH waiting AS (
      SELECT "messageId", hashtext("messageId"::text) & 2147483647 AS hash FROM "QueueItem"
      WHERE "clinicId" = ${ctx.clinicId}::uuid AND lane = ANY(${from})
        AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now})
      FOR UPDATE SKIP LOCKED)
    UPDATE "QueueItem" q SET lane = (
      SELECT t.lane FROM jsonb_to_recordset(${targets}::jsonb) AS t(lane text, "upTo" float8)
      WHERE w.hash % 100 < t."upTo" ORDER BY t."upTo" LIMIT 1)
    FROM waiting w WHERE q."messageId" = w."messageId"`;
}
