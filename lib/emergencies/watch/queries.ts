import type { InboundChannel } from "@/lib/channel";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { DESK_MINUTES } from "@/lib/emergencies/schema";
import { type ReplyFacts, replyFacts } from "@/lib/replies/settings/queries";

/** An open emergency with the message it stands on, as the watch reads it. */
export interface Watched {
  id: string;
  at: Date;
  language: "en" | "es";
  replyDue: Date | null;
  alertDue: Date | null;
  step: number;
  messageId: string;
  conversationId: string;
  patientId: string;
  channel: InboundChannel;
  from: string;
}

/** More at once are served in the next round. */
const MOST_WATCHED = 200;

/** Nobody has them yet; oldest first. */
export async function listWatched(tx: Tx, ctx: Ctx, id: string | null = null): Promise<Watched[]> {
  return tx.$queryRaw<Watched[]>`
    SELECT e.id, e.at, e.language, e."replyDue", e."alertDue", e.step, e."messageId", m."conversationId",
      m."patientId", m.channel::text, m."fromAddress" AS "from"
    FROM "Emergency" e JOIN "Message" m ON m."clinicId" = e."clinicId" AND m.id = e."messageId"
    WHERE e."clinicId" = ${ctx.clinicId}::uuid AND e."takenAt" IS NULL AND (${id}::uuid IS NULL OR e.id = ${id}::uuid)
    ORDER BY e.at, e.id LIMIT ${MOST_WATCHED}`;
}

export interface Watch {
  open: Watched[];
  facts: ReplyFacts;
  /** Nothing leaves: somebody has stopped all sending. */
  stopped: boolean;
}

/** What there is to watch, and by which facts; null: nothing. */
export function readWatch(ctx: Ctx): Promise<Watch | null> {
  return read(ctx, async (tx) => {
    const open = await listWatched(tx, ctx);
    if (open.length === 0) return null;
    const [row] = await tx.$queryRaw<{ stopped: boolean }[]>`
      SELECT (c."stoppedAt" IS NOT NULL OR i."stoppedAt" IS NOT NULL) AS stopped
      FROM "Clinic" c LEFT JOIN "Installation" i ON i.id = 1 WHERE c.id = ${ctx.clinicId}::uuid`;
    return { open, facts: await replyFacts(tx, ctx), stopped: row?.stopped ?? false };
  });
}

/** Whether one of the staff has read the thread, has it open or has answered, since the message came. */
export async function wasOpened(tx: Tx, ctx: Ctx, one: Watched): Promise<boolean> {
  const { clinicId } = ctx;
  const { conversationId, replyDue } = one;
  const since = new Date((replyDue ?? ctx.now).getTime() - DESK_MINUTES * 60_000);
  const [row] = await tx.$queryRaw<{ opened: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "ConversationRead" r WHERE r."clinicId" = ${clinicId}::uuid
        AND r."conversationId" = ${conversationId}::uuid AND r."readAt" >= ${since})
      OR EXISTS (SELECT 1 FROM "Presence" p WHERE p."clinicId" = ${clinicId}::uuid
        AND p."conversationId" = ${conversationId}::uuid AND p."seenUntil" > ${ctx.now})
      OR EXISTS (SELECT 1 FROM "Message" m WHERE m."clinicId" = ${clinicId}::uuid
        AND m."conversationId" = ${conversationId}::uuid AND m.direction = 'OUTBOUND' AND m."createdByKind" = 'staff'
        AND m.status <> 'DRAFT' AND m."createdAt" >= ${since}) AS opened`;
  return row?.opened ?? false;
}
