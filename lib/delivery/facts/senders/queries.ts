import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { SenderFact } from "@/lib/delivery/facts/schema";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";
import type { Channel } from "@/prisma/generated/enums";

/**
 * Which of the clinic's own numbers each thread used last, so that a patient sees one number. Asked only for channels
 * on which the clinic has a choice.
 */
export async function loadLastSenders(
  tx: Tx,
  ctx: Ctx,
  senders: readonly SenderFact[],
  messages: readonly MessageFacts[],
): Promise<Map<string, Facts["lastSender"]>> {
  const counts = new Map<Channel, number>();
  for (const { channel } of senders) counts.set(channel, (counts.get(channel) ?? 0) + 1);
  const channels = [...counts].filter(([, count]) => count > 1).map(([channel]) => channel);
  const conversations = [...new Set(messages.flatMap(({ conversationId }) => conversationId ?? []))];
  const last = new Map<string, Facts["lastSender"]>();
  if (channels.length === 0 || conversations.length === 0) return last;
  const rows = await tx.$queryRaw<{ conversationId: string; channel: Channel; address: string }[]>`
    SELECT c.id AS "conversationId", m.channel::text, m.address
    FROM unnest(${conversations}::uuid[]) AS c(id)
    CROSS JOIN unnest(${channels}::text[]) AS k(channel)
    CROSS JOIN LATERAL (
      SELECT m.channel, CASE m.direction WHEN 'INBOUND' THEN m."toAddress" ELSE m."fromAddress" END AS address
      FROM "Message" m
      WHERE m."clinicId" = ${ctx.clinicId}::uuid AND m."conversationId" = c.id
        AND m.channel = k.channel::"Channel" AND m.status <> 'DRAFT'
        AND (m.direction = 'INBOUND' OR m."fromAddress" IS NOT NULL)
      ORDER BY m."createdAt" DESC, m.id DESC LIMIT 1) m
    WHERE m.address IS NOT NULL`;
  for (const { conversationId, channel, address } of rows) {
    last.set(conversationId, { ...last.get(conversationId), [channel]: address });
  }
  return last;
}
