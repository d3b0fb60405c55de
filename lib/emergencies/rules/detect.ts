import { isDenied, takenBackIn } from "@/lib/emergencies/rules/context";
import { BODY } from "@/lib/emergencies/rules/families/body";
import { LIFE } from "@/lib/emergencies/rules/families/life";
import { harmless } from "@/lib/emergencies/rules/harmless";
import { readSayings, type Said } from "@/lib/emergencies/rules/lexicon";
import { catchIn, parseNet } from "@/lib/emergencies/rules/nets";
import { readWords, type Word } from "@/lib/emergencies/rules/reading";
import { readReaction } from "@/lib/revocations/rules/reaction";

/** What was found, in the patient's own spelling, and the language it was said in. */
export interface Found {
  phrase: string;
  language: "en" | "es";
  /** Which kind of emergency it may be; `own`: one of the clinic's own words. */
  family: string;
}

/** As long as a bar shows it. */
const MOST_SHOWN = 60;
/** A mail that nobody reads to its end is not searched to its end; pictures of chance cost no time. */
const MOST_READ = 4_000;

const NETS = [BODY, LIFE]
  .flatMap(Object.entries<readonly string[]>)
  .flatMap(([family, lines]) => lines.map((line) => ({ family, ...parseNet(line) })));

/** A carrier's HELP is a question about our texts; cried out it is not. */
const CRY = /^\W*(?:(?:help|ayuda)\s*!+|h+e+l+p{3,}|he{3,}l+p+|ayuda{3,})\W*$/i;

/** Our own fixed answer (lib/replies/words) when it is quoted back. */
const OURS = /we may not see this right away if this is an|puede que no veamos esto pronto si es una/;

/**
 * Whether a message may tell of an emergency: recall before precision, English, Spanish and both at once, slips forgiven,
 * with the clinic's own words (`extra`) besides. It never judges how grave it is. Null: nothing found.
 */
export function findEmergency(text: string, extra: readonly string[] = []): Found | null {
  const read = text.slice(0, MOST_READ);
  if (readReaction(text)) return null;
  if (CRY.test(read))
    return { phrase: read.trim(), language: /ayuda/i.test(read) ? "es" : "en", family: "help" };
  const words = readWords(read);
  if (OURS.test(words.map(({ plain }) => plain).join(" "))) return null;
  const own = extra.map((phrase) => ownIn(words, phrase)).find((place) => place !== null);
  if (own) return { phrase: quote(read, words, own), language: "en", family: "own" };
  // Most messages hold nothing at all, and what is harmless need not be looked for in them.
  return search(read, words, new Set()) && search(read, words, harmless(words));
}

function search(text: string, words: readonly Word[], aside: ReadonlySet<number>): Found | null {
  const sayings = readSayings(words, aside);
  const sentences = new Map<number, string>();
  for (const { sentence, plain } of words) {
    sentences.set(sentence, `${sentences.get(sentence) ?? ""}${plain} `);
  }
  const back = new Map([...sentences].map(([at, sentence]) => [at, takenBackIn(sentence)]));
  for (const net of NETS) {
    const usable = (said: Said, concept: string) =>
      !back.get(words[said.first]?.sentence ?? 0)?.has(net.strength) && !isDenied(said, concept, words);
    const caught = catchIn(net, sayings, words, usable);
    if (!caught) continue;
    return { phrase: quote(text, words, spanOf(caught)), language: languageOf(caught), family: net.family };
  }
  return null;
}

function ownIn(words: readonly Word[], phrase: string): { first: number; last: number } | null {
  const wanted = readWords(phrase);
  if (wanted.length === 0) return null;
  const first = words.findIndex((_, at) =>
    wanted.every(({ plain }, next) => words[at + next]?.plain === plain),
  );
  return first < 0 ? null : { first, last: first + wanted.length - 1 };
}

function spanOf(caught: readonly Said[]): { first: number; last: number } {
  const first = Math.min(...caught.map((said) => said.first));
  return { first, last: Math.max(...caught.map((said) => said.last)) };
}

function quote(
  text: string,
  words: readonly Word[],
  { first, last }: { first: number; last: number },
): string {
  return text.slice(words[first]?.from ?? 0, words[last]?.to ?? text.length).slice(0, MOST_SHOWN);
}

/** That of most of the words that were caught. */
function languageOf(caught: readonly Said[]): "en" | "es" {
  const spanish = caught.filter(({ language }) => language === "es").length;
  const english = caught.filter(({ language }) => language === "en").length;
  return spanish > english ? "es" : "en";
}
