import { wordsIn } from "@/lib/templates/language/rules";

/** Said under every marketing text that does not say it itself; letters that keep a text in GSM-7. */
const WAY_OUT: Record<string, string> = {
  en: "Reply STOP to end, HELP for help.",
  es: "Responda STOP para salir, AYUDA para ayuda.",
};

/** The word in capitals, or after a verb: "don't stop your vitamins" says nothing of it. */
const SHOUTED = /\b(?:STOP|ALTO)\b/;
const ASKED =
  /\b(?:reply|respond|text|txt|send|responda|conteste|env[ií]e|escriba)\s+(?:with\s+|con\s+)?["“'«]?(?:stop|alto|salir|end|quit|unsubscribe)\b/i;

/**
 * A marketing text says how to end such texts (CTIA, Messaging Principles 5.1.3; carriers ask for it of every campaign).
 * `language`: the reader's, `en` where we have no words in it. Text that says so already stays as it is.
 */
export function withWayOut(text: string, language: string): string {
  if (SHOUTED.test(text) || ASKED.test(text)) return text;
  return `${text}\n${wordsIn(WAY_OUT, language)}`;
}
