import type { InboundChannel } from "@/lib/channel";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { queueReply } from "@/lib/replies/commands";
import { fill, languageOf } from "@/lib/replies/rules";
import type { ReplyKind, ReplyLanguage } from "@/lib/replies/schema";
import { replyFacts } from "@/lib/replies/settings/queries";
import type { RepliesSettings } from "@/lib/replies/settings/schema";
import {
  STARTED_MAIL,
  STOPPED_IN_APP,
  STOPPED_MAIL,
  SUBJECT,
  WRONG_ADDRESS,
  WRONG_NUMBER,
} from "@/lib/replies/words";
import { CONFIRM_WITHIN_MS } from "@/lib/revocations/rules/deadlines";
import type { Heard } from "@/lib/revocations/rules/heard";
import type { EndedWay } from "@/lib/revocations/rules/in-app";
import { isWrongNumber } from "@/lib/revocations/rules/wrong-number";

export interface Keyword {
  channel: InboundChannel;
  from: string;
  messageId: string | null;
  patientId: string;
  conversationId: string;
  at: Date;
  heard: Pick<Heard, "answered" | "verdict">;
  kind: "stop" | "start" | "help";
  /** The word changed whether we may text there. */
  changed: boolean;
  nearVisit: boolean;
  /** The ways that words in the portal ended; they are named in its answer. */
  ends?: readonly EndedWay[] | undefined;
}

/**
 * The one answer to STOP, START or HELP, in the patient's language and by the way it came: not when the vendor has given
 * it itself (`OptOutType`), not when nothing changed, and a confirmation only within the law's five minutes. HELP by mail
 * is read by a person (decisions/014).
 */
export async function answerKeyword(tx: Tx, ctx: Ctx, audit: Audit, word: Keyword): Promise<void> {
  const { channel, kind, heard, changed, from, conversationId, patientId, messageId } = word;
  if (heard.answered || (kind === "help" ? channel !== "SMS" : !changed)) return;
  const late = ctx.now.getTime() - word.at.getTime() > CONFIRM_WITHIN_MS;
  if (late && kind === "stop") return;
  const [{ name, phone, settings }, patient] = await Promise.all([
    replyFacts(tx, ctx),
    tx.patient.findFirst({ where: { clinicId: ctx.clinicId, id: patientId }, select: { language: true } }),
  ]);
  const language = heard.verdict.language ?? languageOf(patient?.language);
  const { reply, sentence } = sentenceOf(word, settings.keywords);
  const facts = { clinic: name, phone };
  await queueReply(tx, ctx, audit, {
    kind: reply,
    conversationId,
    patientId,
    channel,
    to: from,
    inReplyTo: messageId,
    subject: fill(SUBJECT[language], facts),
    body: fill(sentence[language], facts),
  });
}

type Sentence = Record<ReplyLanguage, string>;

function sentenceOf(
  { kind, heard, nearVisit, channel, ends = [] }: Keyword,
  own: RepliesSettings["keywords"],
): { reply: ReplyKind; sentence: Sentence } {
  if (channel === "IN_APP") {
    const [only] = ends.length === 1 ? ends : ["both" as const];
    return { reply: "stop", sentence: STOPPED_IN_APP[only ?? "both"] };
  }
  const mail = channel === "EMAIL";
  if (kind === "start") return { reply: "start", sentence: mail ? STARTED_MAIL : own.start };
  if (kind === "help") return { reply: "help", sentence: own.help };
  if (isWrongNumber(heard.verdict)) {
    return { reply: "wrong_number", sentence: mail ? WRONG_ADDRESS : WRONG_NUMBER };
  }
  if (mail) return { reply: "stop", sentence: STOPPED_MAIL };
  return { reply: "stop", sentence: nearVisit ? own.cancel : own.stop };
}
