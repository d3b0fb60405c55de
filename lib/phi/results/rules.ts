import terms from "@/lib/phi/terms.json" with { type: "json" };
import { Terms, type Token, tokensOf } from "@/lib/phi/text/rules";

/** Words of the list of examinations that name an illness or a part of one, and no examination by themselves. */
const NONE = new Set(["covid", "flu", "strep", "panel", "urine", "smear"]);
const EXAMINATIONS = new Terms(terms.examinations.filter((term) => !NONE.has(term)));
const OPINIONS = new Terms(terms.opinions);
const OWN = new Set(["your", "ur", "his", "her", "tu", "tus", "su", "sus"]);
/** What makes of "the results" those of somebody. */
const READY = new Terms([
  ...["ready", "back", "available", "arrived", "in", "posted", "received", "came", "here"],
  ...["listo", "listos", "lista", "listas", "disponible", "disponibles", "llego", "llegaron", "recibimos"],
]);
/** "test message", "test drive", "scan this code", "results guaranteed": no examination of a patient. */
const OTHERWISE = new Set([
  "message",
  "text",
  "call",
  "drive",
  "code",
  "qr",
  "card",
  "this",
  "guaranteed",
  "mensaje",
]);
const OWN_REACH = 3;
const READY_REACH = 6;

/**
 * Whether these words tell that this patient had or will have a test, or that a result exists: what a stranger learns
 * from "your lab results are ready". Everyday words of any clinic, so they hold no message up (`findPhi` does).
 */
export function tellsOfTest(text: string): boolean {
  const tokens = tokensOf(text);
  const asked = new Set(tokens.filter((token) => OPINIONS.has(token)).map(({ sentence }) => sentence));
  return tokens.some((token, at) => {
    const length = EXAMINATIONS.lengthAt(tokens, at);
    if (length === 0 || token.conditional || asked.has(token.sentence)) return false;
    if (OTHERWISE.has(tokens[at + length]?.folded ?? "")) return false;
    const beside = (one: Token | undefined) => one?.sentence === token.sentence;
    const owned = tokens
      .slice(Math.max(0, at - OWN_REACH), at)
      .some((one) => beside(one) && OWN.has(one.folded));
    const after = tokens.slice(at + length, at + length + READY_REACH);
    return owned || after.some((one) => beside(one) && READY.has(one));
  });
}
