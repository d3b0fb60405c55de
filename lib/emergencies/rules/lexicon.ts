import { meaningsOf } from "@/lib/emergencies/rules/numbers";
import type { Word } from "@/lib/emergencies/rules/reading";
import { ENGLISH } from "@/lib/emergencies/rules/vocabulary/english";
import { SPANISH } from "@/lib/emergencies/rules/vocabulary/spanish";

/** Words of a message that say one thing of the vocabulary: from the first to the last, both in. */
export interface Said {
  first: number;
  last: number;
  language: "en" | "es" | null;
}
export type Sayings = ReadonlyMap<string, readonly Said[]>;

interface Expression {
  concept: string;
  language: "en" | "es";
  rest: readonly string[];
}

const whole = new Map<string, Expression[]>();
const beginning = new Map<string, Expression[]>();
/** Where endings are looked up: no stem is shorter. */
const SHORTEST_STEM = 3;

for (const [language, vocabulary] of [
  ["en", ENGLISH],
  ["es", SPANISH],
] as const) {
  for (const [concept, expressions] of Object.entries(vocabulary)) {
    for (const expression of expressions.split(", ")) {
      const [first = "", ...rest] = expression.trim().split(" ");
      const stem = first.endsWith("*");
      const [index, key] = stem ? [beginning, first.slice(0, -1)] : [whole, first];
      index.set(key, [...(index.get(key) ?? []), { concept, language, rest }]);
    }
  }
}

function expressionsAt(word: string): Expression[] {
  const found = [...(whole.get(word) ?? [])];
  for (let length = Math.min(SHORTEST_STEM, word.length); length <= word.length; length += 1) {
    found.push(...(beginning.get(word.slice(0, length)) ?? []));
  }
  return found;
}

const matches = (wanted: string, word: string | undefined) =>
  word !== undefined && (wanted.endsWith("*") ? word.startsWith(wanted.slice(0, -1)) : word === wanted);

/** What the words say, each thing with its places in order. Words set aside say nothing. */
export function readSayings(words: readonly Word[], aside: ReadonlySet<number>): Sayings {
  const sayings = new Map<string, Said[]>();
  const add = (concept: string, said: Said) => {
    const before = sayings.get(concept);
    if (before) before.push(said);
    else sayings.set(concept, [said]);
  };
  words.forEach(({ plain, sentence }, first) => {
    if (aside.has(first)) return;
    for (const name of meaningsOf(plain)) add(name, { first, last: first, language: null });
    for (const { concept, language, rest } of expressionsAt(plain)) {
      const last = first + rest.length;
      const fits = rest.every(
        (wanted, at) => matches(wanted, words[first + 1 + at]?.plain) && !aside.has(first + 1 + at),
      );
      if (fits && words[last]?.sentence === sentence) add(concept, { first, last, language });
    }
  });
  return sayings;
}
