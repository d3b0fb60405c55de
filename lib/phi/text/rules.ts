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

/** Lower case without accents. */
export const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The words and numbers of a text in order. Linear in its length. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  let sentence = 0;
  let conditional = false;
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    const gap = text.slice(end, match.index);
    if (SENTENCE_END.test(gap)) {
      sentence += 1;
      conditional = false;
    }
    const token = { raw, folded: fold(raw), start: match.index, end: match.index + raw.length, gap };
    tokens.push({ ...token, sentence, conditional });
    conditional ||= IF.has(raw.toLowerCase());
    end = token.end;
  }
  return tokens;
}

/** Terms by their first word, for a look-up that takes the longest term at a place. */
export class Terms {
  readonly #exact = new Set<string>();
  readonly #folded = new Set<string>();
  #longest = 1;

  constructor(terms: readonly string[]) {
    for (const term of terms) {
      const isExact = term !== term.toLowerCase();
      (isExact ? this.#exact : this.#folded).add(isExact ? term : fold(term));
      this.#longest = Math.max(this.#longest, term.split(" ").length);
    }
  }

  /** How many tokens the longest term that begins at `at` takes; 0: none does. */
  lengthAt(tokens: readonly Token[], at: number): number {
    let raw = "";
    let folded = "";
    let found = 0;
    for (let count = 1; count <= this.#longest; count += 1) {
      const token = tokens[at + count - 1];
      if (!token || (count > 1 && !/^[\s\-‐–'’/]{1,2}$/.test(token.gap))) break;
      raw += count === 1 ? token.raw : ` ${token.raw}`;
      folded += count === 1 ? token.folded : ` ${token.folded}`;
      if (this.#folded.has(folded) || this.#exact.has(raw)) found = count;
    }
    return found;
  }

  has(token: Token | undefined): boolean {
    return token !== undefined && (this.#folded.has(token.folded) || this.#exact.has(token.raw));
  }
}
