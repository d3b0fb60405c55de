import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { REPLY_REST_MINUTES } from "@/lib/emergencies/schema";
import { queueReply } from "@/lib/replies/commands";
import { fill } from "@/lib/replies/rules";
import type { Reply, ReplyLanguage } from "@/lib/replies/schema";
import { EMERGENCY, SUBJECT } from "@/lib/replies/words";

/** Queues the fixed reply, at most once in half an hour per thread, and notes it. Under the thread's lock. */
export async function answerEmergency(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  asked: Omit<Reply, "kind" | "body"> & { id: string; language: ReplyLanguage; clinic: string },
): Promise<void> {
  const { id, language, clinic, ...reply } = asked;
  const replyId = await queueReply(tx, ctx, audit, {
    ...reply,
    kind: "emergency",
    restMinutes: REPLY_REST_MINUTES,
    subject: fill(SUBJECT[language], { clinic }),
    body: fill(EMERGENCY[language], { clinic }),
  });
  const data = { replyDue: null, ...(replyId ? { replyId } : {}) };
  await tx.emergency.updateMany({ where: { clinicId: ctx.clinicId, id }, data });
}
