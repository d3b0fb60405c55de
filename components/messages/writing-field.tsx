"use client";

import { lazy, Suspense } from "react";
import type { Words } from "@/components/messages/use-draft";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";

const RichText = lazy(() => import("@/components/messages/rich-text"));

/** The words themselves: plain for a text, with a subject and formatting for a mail. */
export function WritingField({
  words,
  name,
  onChange,
  onSlash,
}: {
  words: Words;
  name: string;
  onChange: (patch: Partial<Words>) => void;
  onSlash: () => void;
}) {
  const to = name === "" ? "" : ` to ${name}`;
  if (words.channel === "EMAIL") {
    return (
      <>
        <Field label="Subject" hideLabel>
          <Input
            placeholder="Subject"
            maxLength={200}
            value={words.subject}
            onChange={(event) => onChange({ subject: event.target.value })}
          />
        </Field>
        <Suspense fallback={<Skeleton className="h-36 w-full" />}>
          <RichText
            label={`Email${to}`}
            placeholder={`Write${to}, or press / for a template`}
            body={words.body}
            html={words.html}
            onChange={onChange}
            onSlash={onSlash}
            autoFocus={false}
          />
        </Suspense>
      </>
    );
  }
  return (
    <Field label={`Text${to}`} hideLabel>
      <Textarea
        rows={2}
        maxLength={1_600}
        placeholder={`Write a text${to}, or press / for a template`}
        value={words.body}
        onChange={(event) => onChange({ body: event.target.value, html: null })}
        onKeyDown={(event) => {
          if (event.key !== "/" || words.body !== "" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onSlash();
        }}
      />
    </Field>
  );
}
