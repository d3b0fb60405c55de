import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { queueReply } from "@/lib/replies/commands";
import { fill } from "@/lib/replies/rules";
import type { Reply, ReplyLanguage } from "@/lib/replies/schema";
import type { ReplyFacts } from "@/lib/replies/settings/queries";
import { SUBJECT } from "@/lib/replies/words";

/** 47 CFR 64.1200(a)(12) gives an answer five minutes; one that comes later answers nothing. */
const ANSWER_WITHIN_MS = 5 * 60_000;

/**
 * Says that the clinic is closed: once per closed window and thread, within five minutes of the message. Nothing is
 * queued where the address is closed: nobody asked us for that text.
 */
export async function answerAfterHours(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  asked: Omit<Reply, "kind" | "body"> & { at: Date; language: ReplyLanguage; facts: ReplyFacts },
): Promise<string | null> {
  const { at, language, facts, ...reply } = asked;
  const { settings, closedSince, name, phone, opens, nurse } = facts;
  if (!settings.afterHours.on || !closedSince) return null;
  if (ctx.now.getTime() - at.getTime() > ANSWER_WITHIN_MS) return null;
  const closed = { clinicId: ctx.clinicId, channel: reply.channel, address: reply.to, endedAt: null };
  if ((await tx.suppression.count({ where: closed, take: 1 })) > 0) return null;
  const known = { clinic: name, phone, opens: opens[language], nurse };
  return queueReply(tx, ctx, audit, {
    ...reply,
    kind: "after_hours",
    window: closedSince.toISOString(),
    subject: fill(SUBJECT[language], known),
    body: fill(settings.afterHours[language], known),
  });
}
