import type { Finding } from "@/lib/phi/schema";
import terms from "@/lib/phi/terms.json" with { type: "json" };
import { Terms, type Token } from "@/lib/phi/text/rules";

const ANALYTES = new Terms(terms.analytes);
const EXAMINATIONS = new Terms(terms.examinations);
const OUTCOMES = new Terms(terms.outcomes);
const LEVELS = new Terms(terms.levels);
const GOOD_NEWS = new Terms(terms.goodNews);
const OPINIONS = new Terms(terms.opinions);
/** An outcome stands at most so many words from its examination, a value from what was measured. */
const OUTCOME_REACH = 8;
const VALUE_REACH = 5;

const CALENDAR =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)|^(?:on|in|at|by|every|next|last|after|before|until|room|suite|ste|apt|floor|ext|el|en|cada|proximo|a|las|dentro|antes|desde|per|only|for|por)$/;
const UNIT_OF_TIME =
  /^(?:am|pm|a|p|min|mins|minutes?|hours?|hrs?|days?|weeks?|months?|years?|st|nd|rd|th|de|minutos?|horas?|dias?|semanas?|mes|meses|años?|anos?|times?|veces|dollars?|dolares|oclock|tests?|readings?|free)$/;

/** Results of laboratory and other examinations: a value beside what was measured, or what it showed. */
export function findLabs(tokens: readonly Token[]): Finding[] {
  const asked = new Set(tokens.filter((token) => OPINIONS.has(token)).map((token) => token.sentence));
  const found: Finding[] = [];
  let lastExamination = Number.NEGATIVE_INFINITY;
  let lastOutcome = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || asked.has(token.sentence) || token.conditional) continue;
    const measured = ANALYTES.lengthAt(tokens, at);
    if (measured > 0) {
      const reach = valueAfter(tokens, at, measured) ?? levelBefore(tokens, at, measured);
      if (reach) found.push(spanning(tokens, reach[0], reach[1]));
    }
    const examined = EXAMINATIONS.lengthAt(tokens, at) || measured;
    if (examined > 0) {
      lastExamination = at + examined - 1;
      if (at - lastOutcome <= 3 && near(tokens, lastOutcome, at)) {
        found.push(spanning(tokens, lastOutcome, lastExamination));
      }
    }
    const outcome = OUTCOMES.lengthAt(tokens, at);
    if (outcome > 0 && !GOOD_NEWS.has(tokens[at + outcome])) {
      if (at - lastExamination <= OUTCOME_REACH && near(tokens, lastExamination, at)) {
        found.push(spanning(tokens, lastExamination, at + outcome - 1));
      }
      lastOutcome = at;
    }
  }
  return found;
}

const near = (tokens: readonly Token[], one: number, other: number) =>
  tokens[one]?.sentence === tokens[other]?.sentence;

function spanning(tokens: readonly Token[], from: number, to: number): Finding {
  return { kind: "lab", start: tokens[from]?.start ?? 0, end: tokens[to]?.end ?? 0, severity: "moderate" };
}

/** "A1c was 7.2", "potassium is low": from the analyte to its value. */
function valueAfter(tokens: readonly Token[], at: number, length: number): [number, number] | null {
  const pressure = tokens.slice(at, at + length).some((token) => token.folded.startsWith("pres"));
  for (let near = at + length; near < at + length + VALUE_REACH; near += 1) {
    const token = tokens[near];
    if (!token || token.sentence !== tokens[at]?.sentence) return null;
    if (LEVELS.has(token) && !GOOD_NEWS.has(tokens[near + 1])) return [at, near];
    if (isValue(token, tokens[near - 1], tokens[near + 1], pressure)) return [at, near];
  }
  return null;
}

/** "low potassium", but not "low sodium diet". */
function levelBefore(tokens: readonly Token[], at: number, length: number): [number, number] | null {
  const isLevel = LEVELS.has(tokens[at - 1]) && near(tokens, at - 1, at);
  return isLevel && !GOOD_NEWS.has(tokens[at + length]) ? [at - 1, at + length - 1] : null;
}

/** A measurement, and no hour, date, price, room or number of weeks. */
function isValue(
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
  pressure: boolean,
): boolean {
  if (!/^\d/.test(token.raw) || !/^[\d.,/]+$/.test(token.raw) || token.gap.includes("$")) return false;
  const parts = token.raw.split("/");
  if (parts.length > 1) return pressure && parts.length === 2 && Number(parts[0]) > 60;
  const isDecimal = /^\d+[.,]\d+$/.test(token.raw);
  if (isDecimal) return true;
  if (after && after.sentence === token.sentence && UNIT_OF_TIME.test(after.folded)) return false;
  // "at 2" and "en 8" are hours; "en 210" is none.
  const isHour = Number(token.raw) <= 31;
  return !CALENDAR.test(before?.folded ?? "") || (!isHour && /^(?:at|a|en)$/.test(before?.folded ?? ""));
}
