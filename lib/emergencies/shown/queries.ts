import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { findEmergency } from "@/lib/emergencies/rules/detect";
import { wordsToSearch } from "@/lib/emergencies/rules/mail";
import type { EmergencySchema, REPLY_STATES, TOLD_STATES } from "@/lib/emergencies/schema";
import { formatPhone } from "@/lib/patients/rules";
import { replyFacts } from "@/lib/replies/settings/queries";
import type { Channel, MessageStatus } from "@/prisma/generated/enums";

type View = z.input<typeof EmergencySchema>;

interface Row {
  id: string;
  messageId: string;
  conversationId: string;
  channel: Channel;
  at: Date;
  takenAt: Date | null;
  takenBy: string | null;
  subject: string | null;
  body: string;
  restricted: boolean;
  phone: string | null;
  closed: boolean;
  replyStatus: MessageStatus | null;
  replyAt: Date | null;
  told: ToldRow[];
}

interface ToldRow {
  name: string;
  createdAt: string;
  claimedAt: string | null;
  outcome: string | null;
  receipt: string | null;
}

/** These as staff see them, in this order. The patient is not named: open ones are on every screen. */
export async function findViews(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
  { mostTold }: { mostTold: number },
): Promise<View[]> {
  if (ids.length === 0) return [];
  const rows = new Map((await findRows(tx, ctx, ids, mostTold)).map((row) => [row.id, row]));
  const { settings } = await replyFacts(tx, ctx);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [shown(row, settings.emergencyWords)] : [];
  });
}

function findRows(tx: Tx, ctx: Ctx, ids: readonly string[], mostTold: number): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT e.id, e."messageId", m."conversationId", m.channel::text, e.at, e."takenAt", taker.name AS "takenBy",
      m.subject, left(m.body, 4000) AS body,
      EXISTS (SELECT 1 FROM "Restriction" r WHERE r."clinicId" = m."clinicId"
        AND (r."conversationId" = m."conversationId" OR r."patientId" = m."patientId")) AS restricted,
      p.value AS phone,
      EXISTS (SELECT 1 FROM "ContactPoint" c WHERE c."clinicId" = m."clinicId" AND c.value = m."fromAddress"
        AND c.health = 'closed') OR EXISTS (
        SELECT 1 FROM "Suppression" s WHERE s."clinicId" = m."clinicId" AND s.channel = m.channel
          AND s.address = m."fromAddress" AND s."endedAt" IS NULL) AS closed,
      reply.status::text AS "replyStatus", coalesce(reply."deliveredAt", reply."sentAt") AS "replyAt",
      coalesce((SELECT jsonb_agg(to_jsonb(t) ORDER BY t.step) FROM (
        SELECT n.step, o.name, o."createdAt", o."claimedAt", o.outcome, o.receipt
        FROM "OnCallMention" n JOIN "OnCallText" o ON o."clinicId" = n."clinicId" AND o.id = n."textId"
        WHERE n."clinicId" = e."clinicId" AND n."emergencyId" = e.id
        ORDER BY n.step DESC LIMIT ${mostTold}) t), '[]') AS told
    FROM "Emergency" e
    JOIN "Message" m ON m."clinicId" = e."clinicId" AND m.id = e."messageId"
    LEFT JOIN "Staff" taker ON taker."clinicId" = e."clinicId" AND taker.id = e."takenBy"
    LEFT JOIN "Message" reply ON reply."clinicId" = e."clinicId" AND reply.id = e."replyId"
    LEFT JOIN LATERAL (
      SELECT c.value FROM "ContactPoint" c
      WHERE c."clinicId" = m."clinicId" AND c."patientId" = m."patientId" AND c.kind = 'phone'
      ORDER BY (c.value = m."fromAddress") DESC, c."isPrimary" DESC, c."createdAt" LIMIT 1) p ON true
    WHERE e."clinicId" = ${ctx.clinicId}::uuid AND e.id = ANY(${ids}::uuid[])`;
}

function shown(row: Row, extra: readonly string[]): View {
  const { id, messageId, conversationId, channel, at, restricted, phone, closed, takenAt } = row;
  const replied = stateOf(row.replyStatus);
  return {
    id,
    messageId,
    conversationId,
    channel,
    at,
    phrase: restricted ? null : (findEmergency(wordsToSearch(row), extra)?.phrase ?? null),
    phone: phone === null ? null : { value: phone, shown: formatPhone(phone) },
    reply: { state: replied, at: row.replyAt },
    callNow: closed || replied === "blocked",
    // What was still to be said when somebody took it is never said.
    told: row.told.map(toldOf).filter(({ state }) => takenAt === null || state !== "waiting"),
    taken: takenAt ? { by: row.takenBy, at: takenAt } : null,
  };
}

/** A receipt says more than the hand-off, and that more than the claim. */
function toldOf({ name, createdAt, claimedAt, outcome, receipt }: ToldRow) {
  const of = (state: (typeof TOLD_STATES)[number]) => ({ name, state, at: new Date(claimedAt ?? createdAt) });
  if (receipt) return of(receipt === "delivered" ? "delivered" : "failed");
  if (outcome) return of(outcome === "accepted" ? "sent" : "failed");
  return of(claimedAt ? "unknown" : "waiting");
}

function stateOf(status: MessageStatus | null): (typeof REPLY_STATES)[number] {
  switch (status) {
    case null:
      return "none";
    case "SENT":
      return "sent";
    case "DELIVERED":
      return "delivered";
    case "FAILED":
    case "BOUNCED":
    case "CANCELLED":
      return "blocked";
    default:
      return "waiting";
  }
}
