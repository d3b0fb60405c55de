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
import { STRANGER_EN, STRANGER_ES } from "@/lib/revocations/rules/strangers";
import type { Verdict } from "@/lib/revocations/schema";

type Language = Verdict["language"];
type Heard = Pick<Verdict, "kind" | "certain" | "word" | "language">;

const NOTHING: Verdict = { kind: "none", certain: false, word: null, language: null, death: false };
/** Nothing but pictures, one of them a sign that forbids. */
const SIGNS = /[🛑⛔🚫✋]/u;
const UNCLEAR_SIGN: Verdict = { ...NOTHING, kind: "unsure_revocation", word: "sign" };
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
/** "Sí, confirmo mi asistencia", "confirming my appointment". */
const CONFIRMS_IT =
  /^(?:yes |si )?(?:i |im )?(?:confirm(?:ed|ing)?|confirmo|confirmad[oa]|confirmamos)(?: (?:mi|la|nuestra|my|the|our|for|para))+ (?:cita|asistencia|visita|appointment|appt|visit)$/;
/** Denied right before: "please don't stop texting me", "I didn't mean to stop the texts". */
const DENIED =
  /\b(?:do not|dont|donot|never|not|cant|cannot|wont|didnt|doesnt|please dont|without|no|nunca)(?: (?:ever|you|want you to|want to|need to|(?:mean|meant|mean for you) to|me|se|lo))* $/;
/** "No stop texting me": an English sentence that begins with no denies nothing by it. */
const isDenied = (before: string, language: Language) =>
  DENIED.test(before) && !(language === "en" && /^(?:no|nope) $/.test(before));
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
  if (clauses.length === 0) return SIGNS.test(own) ? UNCLEAR_SIGN : NOTHING;
  const death = clauses.map(deathIn).find((language) => language !== undefined);
  const said = { death: death !== undefined };
  const found =
    keywordIn(own, clauses) ?? stopIn(clauses) ?? unsureIn(clauses) ?? confirmIn(clauses) ?? strangerIn(own);
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

/** What surrounds a word that was dictated or said again. */
const SPOKEN =
  /^(?:i said|we said|i repeat|again|te dije|les dije|dije que) | (?:period|comma|full stop|exclamation (?:point|mark)|punto|coma)$/g;

function stopWord(clause: string): { word: string; language: Language } | null {
  const said = bare(clause)
    .replace(SPOKEN, "")
    .replace(/\b(\w+)(?: \1\b)+/g, "$1");
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
  const partial = clauses.map(bare).some((clause) => PARTIAL_EN.test(clause) || PARTIAL_ES.test(clause));
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
  return certain(CERTAIN_EN, clause, "en") ?? certain(CERTAIN_ES, clause, "es");
}

/** Limits count in both languages: "stop texting me after 8" is Spanglish for all that a phrase of one of them knows. */
function certain(phrases: readonly Phrase[], clause: string, language: "en" | "es") {
  const found = heard(phrases, clause);
  if (!found || isDenied(found.before, language)) return null;
  if (LIMIT_EN.test(found.after) || LIMIT_ES.test(found.after)) return null;
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
      if (found && !isDenied(found.before, language)) {
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
  if (
    !CONFIRM.has(said) &&
    !CONFIRMS_IT.test(said) &&
    !(CONFIRM.has(words) && clauses.slice(1).every(isIdle))
  )
    return null;
  return {
    kind: "confirm",
    certain: true,
    word: said.split(" ")[0]?.toUpperCase() ?? null,
    language: /^(?:si|confirm[oa]|confirmad|ahi)/.test(said) && said !== "confirm" ? "es" : null,
  };
}

/** Somebody says that they are not the one we write to; a name is known by its capital. */
function strangerIn(own: string): Heard | null {
  const english = STRANGER_EN.test(own);
  if (!english && !STRANGER_ES.test(own)) return null;
  return { kind: "unsure_revocation", certain: false, word: "not_them", language: english ? "en" : "es" };
}

function deathIn(clause: string): Language | undefined {
  if (DEATH_EN.test(clause) && !NOT_DEATH_EN.test(clause)) return "en";
  if (DEATH_ES.test(clause) && !NOT_DEATH_ES.test(clause)) return "es";
  return undefined;
}
