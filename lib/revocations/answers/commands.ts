import { getClinic } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import { formatPhone } from "@/lib/patients/rules";
import { queueReply } from "@/lib/replies/commands";
import { fill, languageOf } from "@/lib/replies/rules";
import type { ReplyKind } from "@/lib/replies/schema";
import { HELP, STARTED, STOPPED, STOPPED_NO_VISIT_CANCELED, WRONG_NUMBER } from "@/lib/replies/words";
import { CONFIRM_WITHIN_MS } from "@/lib/revocations/rules/deadlines";
import { type Heard, isWrongNumber } from "@/lib/revocations/rules/heard";

export interface Keyword {
  channel: "SMS" | "EMAIL";
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
}

/**
 * The one answer to STOP, START or HELP by text, in the patient's language: not when the vendor has given it itself
 * (`OptOutType`), not when nothing changed, and a confirmation only within the law's five minutes.
 */
export async function answerKeyword(tx: Tx, ctx: Ctx, audit: Audit, word: Keyword): Promise<void> {
  const { channel, kind, heard, changed, from, conversationId, patientId, messageId } = word;
  if (channel !== "SMS" || heard.answered || (kind !== "help" && !changed)) return;
  const late = ctx.now.getTime() - word.at.getTime() > CONFIRM_WITHIN_MS;
  if (late && kind === "stop") return;
  const [clinic, patient] = await Promise.all([
    getClinic(ctx),
    tx.patient.findFirst({ where: { clinicId: ctx.clinicId, id: patientId }, select: { language: true } }),
  ]);
  const language = heard.verdict.language ?? languageOf(patient?.language);
  const { reply, sentence } = sentenceOf(word);
  const facts = { clinic: clinic.name, phone: clinic.phone && formatPhone(clinic.phone) };
  await queueReply(tx, ctx, audit, {
    kind: reply,
    conversationId,
    patientId,
    channel,
    to: from,
    inReplyTo: messageId,
    body: fill(sentence[language], facts),
  });
}

function sentenceOf({ kind, heard, nearVisit }: Keyword): { reply: ReplyKind; sentence: typeof STOPPED } {
  if (kind === "start") return { reply: "start", sentence: STARTED };
  if (kind === "help") return { reply: "help", sentence: HELP };
  if (isWrongNumber(heard.verdict)) return { reply: "wrong_number", sentence: WRONG_NUMBER };
  return { reply: "stop", sentence: nearVisit ? STOPPED_NO_VISIT_CANCELED : STOPPED };
}
