"use client";

import type { LetterWords } from "@/components/secure/letter-words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface Birth {
  month: string;
  day: string;
  year: string;
}

/** YYYY-MM-DD of a day that exists; null for anything else. */
export function dateOf({ month, day, year }: Birth): string | null {
  const [y, m, d] = [year, month, day].map((part) => Number(part.trim()));
  if (!y || !m || !d || year.trim().length !== 4) return null;
  const date = new Date(Date.UTC(y, m - 1, d));
  const exists = date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** Three small fields: nobody should have to scroll a calendar to the year they were born in. */
export function BirthFields({
  words,
  language,
  birth,
  error,
  onChange,
}: {
  words: LetterWords;
  language: "en" | "es";
  birth: Birth;
  error: string | null;
  onChange: (birth: Birth) => void;
}) {
  const order = language === "es" ? (["day", "month", "year"] as const) : (["month", "day", "year"] as const);
  return (
    <fieldset aria-describedby="birth-hint birth-error" className="flex flex-col gap-2">
      <legend className="pb-1 font-medium">{words.birth}</legend>
      <p id="birth-hint" className="text-base text-muted">
        {words.example}
      </p>
      <div className="flex gap-3">
        {order.map((part) => (
          <div key={part} className={part === "year" ? "w-28" : "w-20"}>
            <Field label={words[part]}>
              <Input
                name={part}
                inputMode="numeric"
                autoComplete={`bday-${part}`}
                maxLength={part === "year" ? 4 : 2}
                aria-invalid={error !== null}
                className="h-12 text-lg"
                value={birth[part]}
                onChange={(event) => onChange({ ...birth, [part]: event.target.value.replace(/\D/g, "") })}
              />
            </Field>
          </div>
        ))}
      </div>
      <p id="birth-error" role="alert" className="min-h-6 text-base text-danger-text">
        {error}
      </p>
    </fieldset>
  );
}
