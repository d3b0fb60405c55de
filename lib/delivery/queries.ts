import { v7 as uuid } from "uuid";
import { authorOf, type Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { DraftAnswer } from "@/lib/delivery/drafts/schema";
import { loadFacts, loadHouse } from "@/lib/delivery/facts/queries";
import { decide } from "@/lib/delivery/rules/decide";
import { next } from "@/lib/delivery/rules/next";
import { carriedBy } from "@/lib/delivery/rules/vendor";
import type { Draft, MessageFacts } from "@/lib/delivery/schema";
import { notFound } from "@/lib/errors";
import type { MessageStatus } from "@/prisma/generated/enums";

/**
 * The one decision about a message that is not stored: what would happen if it were sent now, and each hop's own
 * answer. Changes nothing. Throws `not_found` for a patient of another clinic.
 */
export async function decideDraft(ctx: Ctx, draft: Draft): Promise<DraftAnswer> {
  const [answer] = await decideDrafts(ctx, [draft]);
  if (!answer) throw notFound("patient");
  return answer;
}

/** The same for many drafts in a constant number of queries; null where there is no such patient. */
export async function decideDrafts(ctx: Ctx, drafts: readonly Draft[]): Promise<(DraftAnswer | null)[]> {
  const messages = drafts.map((draft) => messageOf(ctx, draft));
  return read(ctx, async (tx) => {
    const house = await loadHouse(tx, ctx);
    const facts = await loadFacts(tx, ctx, house, messages, ctx.now);
    return messages.map((message, index) => {
      const known = facts.get(message.id);
      if (!known) return null;
      const own = { ...known, overrides: drafts[index]?.overrides ?? [] };
      return {
        next: next({ attempts: [], blocked: [] }, own, house.policy, ctx.now),
        plan: message.plan.map((channel, hop) => ({
          hop,
          channel,
          answer: decide(own, house.policy, hop, ctx.now),
          carries: carriedBy(own, hop),
        })),
        zone: { zones: own.patient.zones, source: own.patient.zoneSource },
      };
    });
  });
}

/** A draft as the rules see a message. */
export function messageOf(ctx: Ctx, draft: Draft): MessageFacts {
  return {
    id: draft.id ?? uuid(),
    patientId: draft.patientId,
    conversationId: draft.conversationId ?? null,
    category: draft.category,
    priority: draft.priority,
    plan: draft.plan,
    content: draft.content,
    scheduledAt: draft.scheduledAt ?? null,
    expiresAt: draft.expiresAt ?? null,
    createdAt: ctx.now,
    createdByKind: draft.createdByKind ?? authorOf(ctx.actor).createdByKind,
    inReplyToId: draft.inReplyToId ?? null,
    templateId: draft.templateId ?? null,
    fallbackOnHold: draft.fallbackOnHold ?? false,
    fallbackMinutes: draft.fallbackMinutes ?? null,
    basis: null,
    cancelledAt: null,
    cancelledBy: null,
    isAutomatic: draft.isAutomatic ?? false,
    isAfterHoursReply: draft.isAfterHoursReply ?? false,
    isKeywordReply: false,
    toAddress: draft.toAddress ?? null,
    isBound: draft.toAddress != null,
  };
}

/** Where messages stand: for a clock that must know when to come back. Ids of other clinics are left out. */
export function listStanding(
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ id: string; status: MessageStatus; nextAt: Date | null }[]> {
  return read(ctx, (tx) =>
    tx.message.findMany({
      where: { clinicId: ctx.clinicId, id: { in: [...ids] } },
      select: { id: true, status: true, nextAt: true },
    }),
  );
}
