import { ownWords } from "@/lib/revocations/rules/plain";

/** A subject that a mail program has made from the mail it answers or passes on: somebody else's words. */
const ANSWERS = /^\s*(?:re|fw|fwd|rv|aw|tr|res)\s*(?:\[\d+\])?\s*:/i;

/** What a person wrote in a message: of a mail its own subject too, and nothing of what it quotes. */
export function wordsToSearch(message: { channel: string; subject: string | null; body: string }): string {
  if (message.channel !== "EMAIL") return message.body;
  const subject = message.subject && !ANSWERS.test(message.subject) ? message.subject : "";
  return [subject, ownWords(message.body)].filter(Boolean).join("\n");
}
