"use client";

import { RotateCcw } from "lucide-react";
import { WordsField } from "@/components/replies/words-field";
import { Button } from "@/components/ui/button";
import { type KeywordKind, type Keywords, keywordProblem } from "@/lib/replies/keywords/rules";
import type { RepliesView } from "@/lib/replies/settings/schema";

const TITLES: readonly (readonly [KeywordKind, string])[] = [
  ["stop", "After STOP"],
  ["cancel", "After CANCEL, END or QUIT with a visit near"],
  ["start", "After START"],
  ["help", "After HELP"],
];
const LANGUAGES = [
  ["en", "in English"],
  ["es", "in Spanish"],
] as const;

/** The answers to the carriers' words, each with what is wrong with it while it is written and the way back to ours. */
export function KeywordFields({
  keywords,
  standard,
  clinic,
  problems,
  onChange,
}: {
  keywords: Keywords;
  /** The hub's own. */
  standard: Keywords;
  clinic: RepliesView["clinic"];
  /** By "keywords.stop.en", from the last saving. */
  problems: ReadonlyMap<string, string>;
  onChange: (keywords: Keywords) => void;
}) {
  const known = { clinic: clinic.name, phone: clinic.phone };
  return (
    <div className="flex flex-col gap-5">
      {TITLES.map(([kind, title]) => {
        const isOurs = LANGUAGES.every(([language]) => keywords[kind][language] === standard[kind][language]);
        return (
          <fieldset key={kind} className="flex min-w-0 flex-col gap-2">
            <legend className="mb-1 font-medium">{title}</legend>
            {LANGUAGES.map(([language, words]) => {
              const text = keywords[kind][language];
              const wrong =
                text === standard[kind][language] ? null : keywordProblem(kind, text.trim(), known);
              return (
                <WordsField
                  key={language}
                  label={`${title}, ${words}`}
                  words={text}
                  known={known}
                  error={wrong ?? problems.get(`keywords.${kind}.${language}`)}
                  onChange={(changed) =>
                    onChange({ ...keywords, [kind]: { ...keywords[kind], [language]: changed } })
                  }
                />
              );
            })}
            <Button
              variant="quiet"
              size="sm"
              className="self-start"
              icon={<RotateCcw aria-hidden className="size-3.5" />}
              disabled={isOurs}
              aria-label={`Back to our words: ${title}`}
              onClick={() => onChange({ ...keywords, [kind]: { ...standard[kind] } })}
            >
              Back to our words
            </Button>
          </fieldset>
        );
      })}
    </div>
  );
}
