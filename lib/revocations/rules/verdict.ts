import { keywordOf } from "@/lib/consents/rules";
import { heard, type Phrase } from "@/lib/revocations/rules/phrase";
import {
  CERTAIN_EN,
  DEATH_EN,
  GUARDS_EN,
  LIMIT_EN,
  NOT_DEATH_EN,
  PARTIAL_EN,
  STOP_PHRASES,
  STOP_WORDS,
  UNSURE_EN,
} from "@/lib/revocations/rules/phrases-en";
import {
  CERTAIN_ES,
  DEATH_ES,
  GUARDS_ES,
  LIMIT_ES,
  NOT_DEATH_ES,
  PARTIAL_ES,
  STOP_PHRASES_ES,
  STOP_WORDS_ES,
  UNSURE_ES,
} from "@/lib/revocations/rules/phrases-es";
import { bare, clausesOf, ownWords } from "@/lib/revocations/rules/plain";
import { readReaction } from "@/lib/revocations/rules/reaction";
import type { Verdict } from "@/lib/revocations/schema";

type Language = Verdict["language"];
type Heard = Pick<Verdict, "kind" | "certain" | "word" | "language">;

const NOTHING: Verdict = { kind: "none", certain: false, word: null, language: null, death: false };
const ENGLISH = new Set([...STOP_WORDS, ...STOP_PHRASES]);
const SPANISH = new Set([...STOP_WORDS_ES, ...STOP_PHRASES_ES]);
const SPANISH_KEYWORDS = new Set(["alto", "parar", "ayuda"]);
const CONFIRM = new Set(
  `yes|y|c|si|confirm|confirmed|confirmo|confirmado|confirmada|yes confirm|yes confirmed|yes i confirm|i confirm|i confirmed
|yes i will be there|yes ill be there|ill be there|i will be there|si confirmo|si confirmado|si ahi estare|ahi estare
|si ahi estaremos|yes yes|yep|yup|yeah|yes c|si si|si confirmo la cita|yes see you then|yes that works`
    .split("|")
    .map((words) => words.trim()),
);
/** Denied right before: "please don't stop texting me". */
const DENIED =
  /\b(?:do not|dont|donot|never|not|cant|cannot|wont|didnt|doesnt|please dont|without|no|nunca)(?: (?:ever|you|want you to|want to|need to|me|se|lo))* $/;
/** Longer than this, a sure phrase is one thought among others: a person reads it. */
const MOST_CERTAIN_WORDS = 40;

/**
 * What a message asks of our messages, by its words alone: reactions and quoted mail are left out first. Certain is what
 * no reasonable person would read otherwise (47 CFR 64.1200(a)(10)); unclear words are never concluded from. Pure.
 */
export function verdictOf(message: {
  channel: "SMS" | "EMAIL";
  text: string;
  subject?: string | null;
}): Verdict {
  if (message.channel === "SMS" && readReaction(message.text)) return NOTHING;
  const own = message.channel === "EMAIL" ? ownWords(message.text) || (message.subject ?? "") : message.text;
  const clauses = clausesOf(own);
  if (clauses.length === 0) return NOTHING;
  const death = clauses.map(deathIn).find((language) => language !== undefined);
  const said = { death: death !== undefined };
  const found = keywordIn(own, clauses) ?? stopIn(clauses) ?? unsureIn(clauses) ?? confirmIn(clauses);
  if (found) return { ...found, ...said };
  return death === undefined
    ? NOTHING
    : { kind: "death", certain: false, word: "death", language: death, ...said };
}

/** A carrier's word as the whole message. */
function keywordIn(text: string, clauses: string[]): Heard | null {
  const keyword = keywordOf(text);
  if (!keyword) return null;
  const word = clauses.join(" ");
  const language = SPANISH_KEYWORDS.has(word) ? "es" : null;
  return {
    kind: keyword.toLowerCase() as "stop" | "start" | "help",
    certain: true,
    word: word.toUpperCase(),
    language,
  };
}

function stopWord(clause: string): { word: string; language: Language } | null {
  const said = bare(clause);
  if (ENGLISH.has(said)) return { word: said.toUpperCase(), language: "en" };
  return SPANISH.has(said) ? { word: said.toUpperCase(), language: "es" } : null;
}

/** Words that end our messages for certain: a stop word beside nothing but politeness, or a whole phrase. */
function stopIn(clauses: string[]): Heard | null {
  if (clauses.some((clause) => /^stop \d/.test(clause))) return null;
  const heardIn = clauses.map((clause) => ({
    clause,
    word: stopWord(clause),
    phrase: phraseIn(bare(clause)),
  }));
  const first = heardIn.find(({ word, phrase }) => word ?? phrase);
  const found = first?.phrase ?? first?.word;
  if (!found) return null;
  const long = clauses.join(" ").split(" ").length > MOST_CERTAIN_WORDS;
  const partial = clauses.some((clause) => PARTIAL_EN.test(clause) || PARTIAL_ES.test(clause));
  // A stop word beside other things may be about those; a phrase says itself what it is about.
  const byWord = heardIn.every(({ phrase }) => !phrase);
  const beside = heardIn.some(({ clause, word }) => !word && !isIdle(clause));
  if (long || partial || (byWord && beside)) return { ...found, kind: "unsure_revocation", certain: false };
  return { ...found, kind: "stop", certain: true };
}

/** Says nothing by itself. */
const isIdle = (clause: string) =>
  bare(clause) === "" ||
  /^(?:no|yes|si|lol|omg|god|man|dude|smh|bye|i said|te dije|les dije|sorry|disculpe|perdon)$/.test(
    bare(clause),
  );

function phraseIn(clause: string): { word: string; language: Language } | null {
  return certain(CERTAIN_EN, LIMIT_EN, clause, "en") ?? certain(CERTAIN_ES, LIMIT_ES, clause, "es");
}

function certain(phrases: readonly Phrase[], limit: RegExp, clause: string, language: "en" | "es") {
  const found = heard(phrases, clause);
  if (!found || DENIED.test(found.before) || limit.test(found.after)) return null;
  return { word: found.name, language };
}

/** Words that may end our messages, once what only sounds like it is blanked. */
function unsureIn(clauses: string[]): Heard | null {
  if (clauses.some((clause) => /^stop \d/.test(clause))) return null;
  for (const clause of clauses) {
    for (const [phrases, guards, language] of [
      [UNSURE_EN, GUARDS_EN, "en"],
      [UNSURE_ES, GUARDS_ES, "es"],
    ] as const) {
      const left = guards.reduce((rest, guard) => rest.replace(guard, " _ "), bare(clause));
      const found = heard(phrases, left) ?? (language === "en" ? heard(LOOSE, left) : null);
      if (found && !DENIED.test(found.before)) {
        return { kind: "unsure_revocation", certain: false, word: found.name, language };
      }
    }
  }
  return null;
}

/** A stop that nothing explains. */
const LOOSE: readonly Phrase[] = [["stop", /\b(?:stop|stpo|sotp|stp|unsubscribe)\b/]];

function confirmIn(clauses: string[]): Heard | null {
  const said = bare(clauses.join(" "));
  const words = bare(clauses[0] ?? "");
  if (!CONFIRM.has(said) && !(CONFIRM.has(words) && clauses.slice(1).every(isIdle))) return null;
  return {
    kind: "confirm",
    certain: true,
    word: said.split(" ")[0]?.toUpperCase() ?? null,
    language: /^(?:si|confirm[oa]|confirmad|ahi)/.test(said) && said !== "confirm" ? "es" : null,
  };
}

function deathIn(clause: string): Language | undefined {
  if (DEATH_EN.test(clause) && !NOT_DEATH_EN.test(clause)) return "en";
  if (DEATH_ES.test(clause) && !NOT_DEATH_ES.test(clause)) return "es";
  return undefined;
}
