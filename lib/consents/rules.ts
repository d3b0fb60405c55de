export type Keyword = "STOP" | "START" | "HELP";

/**
 * The words that a US carrier acts on, as whole messages only: Twilio's default lists (docs: messaging/tutorials/
 * advanced-opt-out; REVOKE and OPTOUT came with 47 CFR 64.1200(a)(10)). YES is left out on purpose: at a clinic it
 * answers a question, and only START or UNSTOP reopens our record.
 */
const WORDS: Record<Keyword, readonly string[]> = {
  STOP: [
    "stop",
    "stopall",
    "unsubscribe",
    "end",
    "quit",
    "revoke",
    "optout",
    "opt out",
    "cancel",
    "alto",
    "parar",
  ],
  START: ["start", "unstop"],
  HELP: ["help", "info", "ayuda"],
};

/** The keyword a text consists of, whatever its case, spaces or closing marks; null when it says anything else. */
export function keywordOf(text: string): Keyword | null {
  const bare = text
    .normalize("NFKC")
    .replace(/\p{Cf}+/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ");
  for (const keyword of ["STOP", "START", "HELP"] as const) {
    if (WORDS[keyword].includes(bare)) return keyword;
  }
  return null;
}
