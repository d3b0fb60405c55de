import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { findEmergency } from "@/lib/emergencies/rules/detect";
import { wordsToSearch } from "@/lib/emergencies/rules/mail";
import type { EmergencyList, EmergencySchema, REPLY_STATES, TOLD_STATES } from "@/lib/emergencies/schema";
import { formatPhone } from "@/lib/patients/rules";
import { replyFacts } from "@/lib/replies/settings/queries";
import type { Channel, MessageStatus } from "@/prisma/generated/enums";

/** The last two rounds of a short list. */
const MOST_TOLD = 6;

/** More than any desk can look at; the inbox has the rest. */
const MOST_LISTED = 50;

interface Row {
  id: string;
  messageId: string;
  conversationId: string;
  channel: Channel;
  at: Date;
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

/** What nobody has yet, oldest first. The patient is not named: this is on every screen. */
export function listEmergencies(ctx: Ctx): Promise<z.input<typeof EmergencyList>> {
  return read(ctx, async (tx) => {
    const rows = await findOpen(tx, ctx);
    if (rows.length === 0) return { items: [] };
    const { settings } = await replyFacts(tx, ctx);
    return { items: rows.map((row) => shown(row, settings.emergencyWords)) };
  });
}

function findOpen(tx: Tx, ctx: Ctx): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT e.id, e."messageId", m."conversationId", m.channel::text, e.at, m.subject, left(m.body, 4000) AS body,
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
        ORDER BY n.step DESC LIMIT ${MOST_TOLD}) t), '[]') AS told
    FROM "Emergency" e
    JOIN "Message" m ON m."clinicId" = e."clinicId" AND m.id = e."messageId"
    LEFT JOIN "Message" reply ON reply."clinicId" = e."clinicId" AND reply.id = e."replyId"
    LEFT JOIN LATERAL (
      SELECT c.value FROM "ContactPoint" c
      WHERE c."clinicId" = m."clinicId" AND c."patientId" = m."patientId" AND c.kind = 'phone'
      ORDER BY (c.value = m."fromAddress") DESC, c."isPrimary" DESC, c."createdAt" LIMIT 1) p ON true
    WHERE e."clinicId" = ${ctx.clinicId}::uuid AND e."takenAt" IS NULL
    ORDER BY e.at, e.id LIMIT ${MOST_LISTED}`;
}

function shown(row: Row, extra: readonly string[]): z.input<typeof EmergencySchema> {
  const { id, messageId, conversationId, channel, at, restricted, phone, closed } = row;
  const state = stateOf(row.replyStatus);
  return {
    id,
    messageId,
    conversationId,
    channel,
    at,
    phrase: restricted ? null : (findEmergency(wordsToSearch(row), extra)?.phrase ?? null),
    phone: phone === null ? null : { value: phone, shown: formatPhone(phone) },
    reply: { state, at: row.replyAt },
    callNow: closed || state === "blocked",
    told: row.told.map(toldOf),
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

/** Of these threads, or of all, those with an emergency that nobody has yet, with when it began; oldest first. */
export async function openThreads(
  tx: Tx,
  ctx: Ctx,
  among: readonly string[] | null = null,
): Promise<Map<string, Date>> {
  const rows = await tx.$queryRaw<{ conversationId: string; at: Date }[]>`
    SELECT m."conversationId", min(e.at) AS at
    FROM "Emergency" e JOIN "Message" m ON m."clinicId" = e."clinicId" AND m.id = e."messageId"
    WHERE e."clinicId" = ${ctx.clinicId}::uuid AND e."takenAt" IS NULL
      AND (${among}::uuid[] IS NULL OR m."conversationId" = ANY(${among}::uuid[]))
    GROUP BY m."conversationId" ORDER BY min(e.at) LIMIT ${MOST_LISTED}`;
  return new Map(rows.map(({ conversationId, at }) => [conversationId, at]));
}
