/** One word or number of a text, with its place in it. */
export interface Token {
  raw: string;
  /** Lower case without accents. */
  folded: string;
  start: number;
  end: number;
  /** What stands between the token before and this one. */
  gap: string;
  /** Which sentence it belongs to. */
  sentence: number;
  /** The sentence has said "if" already: what follows is not told of this patient. */
  conditional: boolean;
}

/** A number with its points, slashes and colons ("7.2", "140/90", "2:30"), or letters and digits together ("a1c"). */
const TOKEN = /\d+(?:[.,:/]\d+)*(?![\p{L}\p{N}])|[\p{L}\p{M}\p{N}]+/gu;
const SENTENCE_END = /[.!?;\n]/;
/** Compared with its accent, because "sí" is yes. */
const IF = new Set(["if", "si", "whether", "unless", "cuando"]);

const PLAIN = /^[\x20-\x7e]*$/;

/** Lower case without accents. */
export function fold(text: string): string {
  const plain = PLAIN.test(text) ? text : text.normalize("NFD").replace(/\p{M}/gu, "");
  return plain.toLowerCase();
}

/** The words and numbers of a text in order. Linear in its length. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  let sentence = 0;
  let conditional = false;
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    const gap = text.slice(end, match.index);
    if (gap !== " " && SENTENCE_END.test(gap)) {
      sentence += 1;
      conditional = false;
    }
    const folded = fold(raw);
    end = match.index + raw.length;
    tokens.push({ raw, folded, start: match.index, end, gap, sentence, conditional });
    conditional ||= IF.has(raw.toLowerCase());
  }
  return tokens;
}

/** A text as a reader sees it, with where each of its units stands in what was written; one place more for its end. */
export interface Seen {
  text: string;
  places: readonly number[] | null;
}

/** Nothing here has a second form: ASCII, and Latin letters without the space that does not break and the soft hyphen. */
const AS_SEEN = /^[\0-\x7f\u00a1-\u00ac\u00ae-\u017f]*$/;

/**
 * Without marks that have no width (soft hyphens and the like of a copied page), wide and joined letters as plain ones,
 * every space and dash as the common one: "met\u00adformin" reads as it looks.
 */
export function asSeen(text: string): Seen {
  if (AS_SEEN.test(text)) return { text, places: null };
  const places: number[] = [];
  let seen = "";
  let at = 0;
  for (const letter of text) {
    const plain = plainOf(letter);
    for (let unit = 0; unit < plain.length; unit += 1) places.push(at);
    seen += plain;
    at += letter.length;
  }
  return { text: seen, places: [...places, at] };
}

function plainOf(letter: string): string {
  if (/\p{Cf}/u.test(letter)) return "";
  if (/\p{Pd}/u.test(letter)) return "-";
  return /[\p{L}\p{Nd}\p{Zs}]/u.test(letter) ? letter.normalize("NFKC") : letter;
}

interface Term {
  words: string[];
  /** Matched as it is written. */
  exact: boolean;
}

/** Terms by their first word, for a look-up that takes the longest term at a place. */
export class Terms {
  readonly #byFirst = new Map<string, Term[]>();

  constructor(terms: readonly string[]) {
    for (const term of terms) {
      const exact = term !== term.toLowerCase();
      const words = (exact ? term : fold(term)).split(" ");
      const first = fold(words[0] ?? "");
      this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), { words, exact }]);
    }
  }

  /** How many tokens the longest term that begins at `at` takes; 0: none does. */
  lengthAt(tokens: readonly Token[], at: number): number {
    const candidates = this.#byFirst.get(tokens[at]?.folded ?? "");
    if (!candidates) return 0;
    let longest = 0;
    for (const term of candidates) {
      if (term.words.length > longest && stands(term, tokens, at)) longest = term.words.length;
    }
    return longest;
  }

  has(token: Token | undefined): boolean {
    return token !== undefined && this.lengthAt([token], 0) === 1;
  }
}

function stands({ words, exact }: Term, tokens: readonly Token[], at: number): boolean {
  return words.every((word, index) => {
    const token = tokens[at + index];
    if (!token || (exact ? token.raw : token.folded) !== word) return false;
    return index === 0 || token.gap === " " || /^[\s\-‐–'’/]{1,2}$/.test(token.gap);
  });
}
