import { segmentsOf } from "@/lib/delivery/rules/queue";
import type { FieldProblem } from "@/lib/errors";
import { fill } from "@/lib/replies/rules";
import type { ReplyLanguage } from "@/lib/replies/schema";
import type { RepliesSettings } from "@/lib/replies/settings/schema";

export type Keywords = RepliesSettings["keywords"];
export type KeywordKind = keyof Keywords;

/** What a placeholder may stand for in these answers. */
const KNOWN = ["clinic", "phone"];
const LANGUAGES = ["en", "es"] as const;
const KINDS = ["stop", "cancel", "start", "help"] as const;

interface Need {
  has: RegExp;
  problem: string;
}

const NAME: Need = { has: /\{clinic\}/, problem: "Say who writes: put {clinic} in." };
const CALL: Need = { has: /\{phone\}/, problem: "Say whom to ask: put {phone} in." };
const START: Need = { has: /\bSTART\b/, problem: "Say how to get texts again: the word START." };
const STOP: Need = { has: /\bSTOP\b/, problem: "Say how to stop them: the word STOP." };

/**
 * What each answer must say: CTIA's handbook (who writes, how to stop, whom to ask), 47 CFR 64.1200(a)(12) (one
 * confirmation, no marketing, hence no address to open) and that a bare CANCEL called off no visit.
 */
const NEEDS: Record<KeywordKind, readonly Need[]> = {
  stop: [NAME, START],
  cancel: [
    NAME,
    CALL,
    START,
    {
      has: /\b(?:no visit|not (?:been )?cancel|still booked|no appointment|ninguna cita|no se (?:ha )?cancel|sigue)/i,
      problem: "Say that no visit was canceled.",
    },
  ],
  start: [
    NAME,
    STOP,
    { has: /\bHELP\b|\bAYUDA\b|\{phone\}/i, problem: "Say how to get help: HELP or {phone}." },
  ],
  help: [NAME, CALL, STOP],
};

/** What is wrong with one answer as it would leave; null: nothing. */
export function keywordProblem(
  kind: KeywordKind,
  words: string,
  facts: { clinic: string; phone: string | null },
): string | null {
  const missing = NEEDS[kind].find(({ has }) => !has.test(words));
  if (missing) return missing.problem;
  const strange = [...words.matchAll(/\{(\w*)\}/g)].find(([, name = ""]) => !KNOWN.includes(name));
  if (strange) return `${strange[0]} is not known here: only {clinic} and {phone} are.`;
  if (/https?:|www\.|\b[a-z0-9-]+\.(?:com|org|net|health)\b/i.test(words))
    return "Leave the web address out.";
  const text = fill(words, { ...facts, phone: facts.phone ?? "303-555-0100" });
  const wide = [...text].find((character) => segmentsOf(character.repeat(71)) > 1);
  if (wide) return `“${wide}” makes every text dearer and shorter. Write it plainer.`;
  const over = text.length - 160;
  return segmentsOf(text) > 1 ? `Too long for one text by ${Math.max(1, over)}. Shorten it.` : null;
}

/** The same for all of them, by field. The hub's own (`standard`) are always right. */
export function keywordProblems(
  keywords: Keywords,
  standard: Keywords,
  facts: { clinic: string; phone: string | null },
): FieldProblem[] {
  return KINDS.flatMap((kind) =>
    LANGUAGES.flatMap((language) => {
      const words = keywords[kind][language].trim();
      const problem = words === standard[kind][language] ? null : keywordProblem(kind, words, facts);
      return problem ? [{ field: `keywords.${kind}.${language}`, problem }] : [];
    }),
  );
}

/** Only what differs from the hub's own words is kept, so that a better sentence of ours reaches every clinic. */
export function ownKeywords(
  keywords: Keywords,
  standard: Keywords,
): Partial<Record<KeywordKind, Partial<Record<ReplyLanguage, string>>>> {
  return Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      Object.fromEntries(
        LANGUAGES.flatMap((language) => {
          const words = keywords[kind][language].trim();
          return words === standard[kind][language] ? [] : [[language, words]];
        }),
      ),
    ]),
  );
}
