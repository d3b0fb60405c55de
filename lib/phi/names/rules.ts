import type { Finding } from "@/lib/phi/schema";
import terms from "@/lib/phi/terms.json" with { type: "json" };
import { Terms, type Token } from "@/lib/phi/text/rules";

const DIAGNOSES = new Terms(terms.diagnoses);
const CUED = new Terms(terms.cuedDiagnoses);
const CUES = new Terms(terms.cues);
const DRUGS = new Terms(terms.drugs);
const SENSITIVE = new Terms(terms.sensitive);
const AWARENESS = new Terms(terms.awareness);
const PREVENTION = new Terms(terms.prevention);
const PREVENTION_BEFORE = new Terms(terms.preventionBefore);
const ENDINGS = terms.drugEndings;
const TITLES = new Set([
  "dr",
  "dra",
  "doctor",
  "doctora",
  "mr",
  "mrs",
  "ms",
  "sr",
  "sra",
  "nurse",
  "street",
  "st",
]);
const OWN = new Set(["your", "tu", "tus", "su", "sus", "his", "her", "my", "mi", "ur"]);
const SMALL = new Set([
  "a",
  "an",
  "the",
  "for",
  "of",
  "la",
  "el",
  "los",
  "las",
  "de",
  "del",
  "against",
  "contra",
  "to",
]);
/** A cue stands at most so many words from what it makes a diagnosis. */
const CUE_REACH = 5;

/** Diagnoses, medicines and sensitive fields named in a text. */
export function findNames(tokens: readonly Token[]): Finding[] {
  const found: Finding[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const hit = nameAt(tokens, at);
    const first = tokens[at];
    const last = tokens[at + (hit?.length ?? 1) - 1];
    if (!hit || !first || !last) continue;
    found.push({
      kind: hit.kind,
      start: first.start,
      end: last.end,
      severity: hit.kind === "sensitive" ? "severe" : "moderate",
    });
    at += hit.length - 1;
  }
  return found;
}

function nameAt(
  tokens: readonly Token[],
  at: number,
): { kind: "diagnosis" | "drug" | "sensitive"; length: number } | null {
  if (TITLES.has(tokens[at - 1]?.folded ?? "")) return null;
  const sensitive = SENSITIVE.lengthAt(tokens, at);
  if (sensitive > 0) {
    const aside = AWARENESS.has(tokens[at + sensitive]) || isCondition(tokens, at);
    return aside ? null : { kind: "sensitive", length: sensitive };
  }
  const drug = DRUGS.lengthAt(tokens, at) || (isDrugByForm(tokens, at) ? 1 : 0);
  if (drug > 0) {
    return /^batter/.test(tokens[at + drug]?.folded ?? "") ? null : { kind: "drug", length: drug };
  }
  const diagnosis = DIAGNOSES.lengthAt(tokens, at);
  if (diagnosis > 0)
    return isOnesOwn(tokens, at, diagnosis) ? { kind: "diagnosis", length: diagnosis } : null;
  const cued = CUED.lengthAt(tokens, at);
  const told = cued > 0 && isCued(tokens, at, cued) && isOnesOwn(tokens, at, cued);
  return told ? { kind: "diagnosis", length: cued } : null;
}

/** A long word with an ending only medicines have, or a dose ("10 mg", "50mcg"; "mg/dL" is a laboratory's). */
function isDrugByForm(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  const { folded } = token;
  if (/^\d+(?:\.\d+)?m(?:g|cg)$/.test(folded)) return !isPerVolume(tokens[at + 1]);
  if (/^m(?:g|cg)$/.test(folded) && /^\d/.test(tokens[at - 1]?.raw ?? ""))
    return !isPerVolume(tokens[at + 1]);
  return folded.length >= 7 && ENDINGS.some((ending) => folded.endsWith(ending));
}

const isPerVolume = (next: Token | undefined) => next?.gap === "/" && /^(?:dl|l|ml)$/.test(next.folded);

/** Not a screening, a vaccine, a charity walk or "if you are pregnant, tell us": said of this patient. */
function isOnesOwn(tokens: readonly Token[], at: number, length: number): boolean {
  // "hepatitis B vaccine"
  const letter = tokens[at + length]?.raw.length === 1 ? 1 : 0;
  const next = tokens[at + length + letter];
  const sameSentence = next?.sentence === tokens[at]?.sentence;
  if (sameSentence && (AWARENESS.has(next) || PREVENTION.has(next))) return false;
  let before = at - 1;
  for (; SMALL.has(tokens[before]?.folded ?? ""); before -= 1);
  if (PREVENTION_BEFORE.has(tokens[before])) return false;
  return !isCondition(tokens, at);
}

/** "If you are pregnant" is said to everybody; "if your diabetes" to one. */
function isCondition(tokens: readonly Token[], at: number): boolean {
  const owned = [1, 2, 3].some((back) => OWN.has(tokens[at - back]?.folded ?? ""));
  return tokens[at]?.conditional === true && !owned;
}

/** Words with an everyday meaning count only beside "diagnosed", "positive", "shows", "you have" and the like. */
function isCued(tokens: readonly Token[], at: number, length: number): boolean {
  const { sentence } = tokens[at] ?? {};
  const next = tokens[at + length];
  if (
    next?.sentence === sentence &&
    /^(?:tests?|testing|prueba|shot|policy|rules|season)$/.test(next?.folded ?? "")
  ) {
    return false;
  }
  for (let near = at - CUE_REACH; near < at + length + CUE_REACH; near += 1) {
    const token = tokens[near];
    const cue = near < at ? CUES.has(token) : /^(?:positiv|confirm)/.test(token?.folded ?? "");
    if (cue && token?.sentence === sentence) return true;
  }
  return false;
}
