import { type Ctx, later } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { spendCredit } from "@/lib/delivery/lanes/commands";
import { laneId } from "@/lib/delivery/rules/queue";
import { changesOf, passOn } from "@/lib/emergencies/on-call/passing/commands";
import { env } from "@/lib/env";
import { recordChanges } from "@/lib/live/changes";
import { log } from "@/lib/log";
import type { Outcome } from "@/lib/providers/port";
import { fill } from "@/lib/replies/rules";
import { ON_CALL, ON_CALL_MANY } from "@/lib/replies/words";

interface Claimed {
  id: string;
  toAddress: string;
  provider: string;
  sender: string;
  senderId: string | null;
  /** How many nobody has now. */
  open: number;
}

/**
 * Hands the texts to people on call to their vendor. Claimed before, so that none is sent twice: one whose outcome a
 * crash has swallowed stays unknown, and the next person is told in five minutes anyway. Nothing is claimed for an
 * emergencies that somebody has, nor while all sending is stopped.
 */
export async function tellOnCall(ctx: Ctx, people: number): Promise<void> {
  const claimed = await write(ctx, async (tx, audit) => {
    audit.fact();
    return tx.$queryRaw<Claimed[]>`
      UPDATE "OnCallText" t SET "claimedAt" = ${ctx.now}
      FROM (
        SELECT o.id FROM "OnCallText" o
        JOIN "Clinic" c ON c.id = o."clinicId" AND c."stoppedAt" IS NULL
        WHERE o."clinicId" = ${ctx.clinicId}::uuid AND o."claimedAt" IS NULL
          AND EXISTS (SELECT 1 FROM "OnCallMention" n
            JOIN "Emergency" e ON e."clinicId" = n."clinicId" AND e.id = n."emergencyId" AND e."takenAt" IS NULL
            WHERE n."clinicId" = o."clinicId" AND n."textId" = o.id)
          AND NOT EXISTS (SELECT 1 FROM "Installation" i WHERE i."stoppedAt" IS NOT NULL)
        ORDER BY o."createdAt" LIMIT 20 FOR UPDATE OF o SKIP LOCKED) due
      WHERE t.id = due.id
      RETURNING t.id, t."toAddress", t.provider, t.sender, (
        SELECT s.id FROM "Sender" s WHERE s."clinicId" = t."clinicId" AND s.channel = 'SMS' AND s.address = t.sender
      ) AS "senderId", (
        SELECT count(*)::int FROM "Emergency" e WHERE e."clinicId" = t."clinicId" AND e."takenAt" IS NULL
      ) AS open`;
  });
  await Promise.all(claimed.map((text) => tell(ctx, text, people)));
}

async function tell(ctx: Ctx, text: Claimed, people: number): Promise<void> {
  await spendCredit(laneId(ctx.clinicId, text.senderId), ctx.now);
  const outcome = await send(ctx, text);
  if (!outcome) return;
  const { clinicId } = ctx;
  const { now } = later(ctx);
  const { id } = text;
  await write(ctx, async (tx, audit) => {
    audit.fact();
    const kept = outcome.kind === "accepted" ? { ref: outcome.ref } : { reason: outcome.reason };
    const data = { outcome: outcome.kind, outcomeAt: now, ...kept };
    await tx.onCallText.updateMany({ where: { clinicId, id, outcome: null }, data });
    if (outcome.kind !== "accepted") await passOn(tx, ctx, id, people);
    await recordChanges(tx, ctx, await changesOf(tx, ctx, id));
  });
}

/** Null: nobody knows whether it left. */
async function send(ctx: Ctx, text: Claimed): Promise<Outcome | null> {
  const provider = ctx.ports.providers[text.provider];
  if (!provider) return { kind: "rejected", retry: false, reason: "not_configured" };
  const link = `${env().publicUrl}/emergencies`;
  const body = fill(text.open > 1 ? ON_CALL_MANY : ON_CALL, { count: String(text.open), link });
  const message = { channel: "SMS" as const, to: text.toAddress, from: text.sender, body };
  try {
    return await provider.send(message, { key: text.id });
  } catch (cause) {
    // A vendor's refusal is a value, so this is a bug; whether bytes left is not known.
    log.error("provider.threw", cause, { provider: text.provider, text: text.id });
    return null;
  }
}
