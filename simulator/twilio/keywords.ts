/** Twilio's default keywords (docs, messaging/tutorials/advanced-opt-out): the whole message, in any case. */
const STOP = new Set(["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"]);
const START = new Set(["START", "YES", "UNSTOP"]);
const HELP = new Set(["HELP", "INFO"]);

export type Keyword = "STOP" | "START" | "HELP";

const TOLL_FREE = /^\+18(?:00|33|44|55|66|77|88)\d{7}$/;
const SHORT_CODE = /^\d{3,8}$/;
/** What a toll-free number's carrier acts on: nothing else stops or opens there, YES least of all. */
const OF_CARRIERS = new Set(["STOP", "START", "UNSTOP", ...HELP]);

/** The word a text to one of Twilio's numbers consists of; for a short code none: its clinic answers there itself. */
export function keywordOf(body: string, to: string): Keyword | null {
  const word = body.trim().toUpperCase();
  if (SHORT_CODE.test(to) || (TOLL_FREE.test(to) && !OF_CARRIERS.has(word))) return null;
  if (STOP.has(word)) return "STOP";
  if (START.has(word)) return "START";
  return HELP.has(word) ? "HELP" : null;
}

export const AUTO_ANSWERS: Record<Keyword, string> = {
  STOP: "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  START:
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
  HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
};
