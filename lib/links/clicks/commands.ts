import { createHmac } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { env } from "@/lib/env";
import { type Asking, agentOf, judge, signOf, tally } from "@/lib/links/clicks/rules";
import type { Sign } from "@/lib/links/schema";
import { recordChanges } from "@/lib/live/changes";

/** Clicks of one message that are judged together; a machine that goes on past that changes nothing any more. */
const MOST_JUDGED = 200;

/**
 * Writes down that somebody or something asked for a link, and judges all clicks of its message again under the
 * message's links: two of a burst at once see each other. Screens hear of a person's first click, and of one that
 * turned out to be a machine's.
 */
export async function recordClick(
  ctx: Ctx,
  link: { id: string; messageId: string },
  asking: Asking,
  address: string,
): Promise<void> {
  const { clinicId, now: at } = ctx;
  const { id: linkId, messageId } = link;
  await write(ctx, async (tx, audit) => {
    audit.fact();
    const links = await tx.$queryRaw<LinkRow[]>`
      SELECT id, "bulkId", "firstClickAt", clicks, scans FROM "ShortLink"
      WHERE "clinicId" = ${clinicId}::uuid AND "messageId" = ${messageId}::uuid ORDER BY id FOR UPDATE`;
    const sign = signOf(asking);
    const addressHash = hashOf(messageId, address);
    const click = { id: uuid(), clinicId, linkId, messageId, at, sign, agent: agentOf(asking), addressHash };
    await tx.linkClick.create({ data: click });
    const clicks = await findClicks(tx, ctx, messageId);
    const handedOff = await findHandOffs(tx, ctx, messageId);
    const verdicts = judge(clicks, { linkIds: links.map(({ id }) => id), handedOff });
    let told = false;
    for (const before of links) {
      const after = tally(before.id, clicks, verdicts);
      if (after.clicks === before.clicks && after.scans === before.scans) continue;
      await tx.shortLink.updateMany({ where: { clinicId, id: before.id }, data: after });
      told ||= after.firstClickAt?.getTime() !== before.firstClickAt?.getTime();
    }
    if (told) await tell(tx, ctx, messageId, links[0]?.bulkId ?? null);
  });
}

interface LinkRow {
  id: string;
  bulkId: string | null;
  firstClickAt: Date | null;
  clicks: number;
  scans: number;
}

/** One place gives one hash within a message, and another in every other message: nobody is followed by it. */
const hashOf = (messageId: string, address: string) =>
  createHmac("sha256", env().secret).update(`click ${messageId} ${address}`).digest("hex").slice(0, 32);

async function findClicks(tx: Tx, ctx: Ctx, messageId: string) {
  const rows = await tx.linkClick.findMany({
    where: { clinicId: ctx.clinicId, messageId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: MOST_JUDGED,
  });
  return rows.map((row) => ({ ...row, sign: row.sign as Sign | null }));
}

/** When the text was handed to a vendor. A hand-off without an answer counts: a click may be the proof that it left. */
async function findHandOffs(tx: Tx, ctx: Ctx, messageId: string): Promise<Date[]> {
  const rows = await tx.messageDelivery.findMany({
    where: { clinicId: ctx.clinicId, messageId, channel: "SMS" },
    select: { claimedAt: true },
    orderBy: [{ claimedAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  return rows.map(({ claimedAt }) => claimedAt);
}

async function tell(tx: Tx, ctx: Ctx, messageId: string, bulkId: string | null): Promise<void> {
  const { clinicId } = ctx;
  const message = await tx.message.findFirst({
    where: { clinicId, id: messageId },
    select: { conversationId: true },
  });
  if (!message) return;
  const { conversationId } = message;
  await recordChanges(tx, ctx, [{ kind: "message", subjectId: messageId, conversationId }]);
  if (bulkId) await nudgeBulk(tx, ctx, bulkId);
}

/** A click is counted with its bulk by the job that folds it: at rest, it is asked once to look again. */
async function nudgeBulk(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const resting = { clinicId: ctx.clinicId, id, lookAt: null };
  if ((await tx.bulk.count({ where: resting, take: 1 })) === 0) return;
  const lookAt = new Date(ctx.now.getTime() + 10_000);
  await tx.bulk.updateMany({ where: resting, data: { lookAt } });
}
