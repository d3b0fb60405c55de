"use client";

import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { segmentsOf } from "@/lib/delivery/rules/queue";
import { fill } from "@/lib/replies/rules";

/** One language's words, and under them the text as it would leave now with what it costs. */
export function WordsField({
  label,
  words,
  known,
  error,
  onChange,
}: {
  label: string;
  words: string;
  known: Record<string, string | null>;
  error: string | undefined;
  onChange: (words: string) => void;
}) {
  const text = fill(words, known);
  const segments = segmentsOf(text);
  return (
    <div className="flex flex-col gap-1">
      <Field label={label} error={error}>
        <Textarea value={words} onChange={(event) => onChange(event.target.value)} />
      </Field>
      <figure className="rounded-md bg-surface-sunken px-3 py-2">
        <blockquote className="text-pretty [overflow-wrap:anywhere]">
          {text || "Nothing would be sent."}
        </blockquote>
        <figcaption className="figures pt-1 text-sm text-muted">
          As it would leave now, {segments} segment{segments === 1 ? "" : "s"}
        </figcaption>
      </figure>
    </div>
  );
}
