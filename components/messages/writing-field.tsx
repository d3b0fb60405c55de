"use client";

import { Bold } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Words } from "@/components/messages/use-draft";
import { Button } from "@/components/ui/button";
import { fetched } from "@/components/ui/fetched";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";

const loadEditor = () => import("@/components/messages/rich-text");
const RichText = lazy(fetched(loadEditor));

const PLAIN = {
  SMS: { label: "Text", placeholder: "Write a text" },
  IN_APP: { label: "Portal message", placeholder: "Write in the portal" },
};

/** The words themselves: plain for a text, with a subject and formatting for a mail. */
export function WritingField({
  words,
  name,
  usualSubject,
  onChange,
  onSlash,
}: {
  words: Words;
  name: string;
  /** What a mail is called when nothing is typed; null: the hub's own words. */
  usualSubject: string | null;
  onChange: (patch: Partial<Words>) => void;
  onSlash: () => void;
}) {
  const to = name === "" ? "" : ` to ${name}`;
  if (words.channel === "EMAIL") {
    return (
      <>
        <Field label="Subject" hideLabel>
          <Input
            placeholder={usualSubject === null ? "Subject" : `Subject: ${usualSubject}`}
            maxLength={200}
            value={words.subject}
            onChange={(event) => onChange({ subject: event.target.value })}
          />
        </Field>
        <MailBody words={words} to={to} onChange={onChange} onSlash={onSlash} />
      </>
    );
  }
  const { label, placeholder } = PLAIN[words.channel];
  return (
    <Field label={`${label}${to}`} hideLabel>
      <Textarea
        rows={2}
        placeholder={`${placeholder}${to}, or press / for a template`}
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

interface MailBodyProps {
  words: Words;
  to: string;
  onChange: (patch: Partial<Words>) => void;
  onSlash: () => void;
}

/**
 * A plain field until formatting is wanted: the editor is the largest piece of the inbox and most threads are texts. It
 * never takes the place of a field somebody types into, for letters typed during the exchange would be lost.
 */
function MailBody({ words, to, onChange, onSlash }: MailBodyProps) {
  const [formatting, setFormatting] = useState(words.html !== null);
  const [asked, setAsked] = useState(false);
  if (!formatting && words.html !== null) setFormatting(true);
  const placeholder = `Write${to}, or press / for a template`;
  const plain = (
    <Field label={`Email${to}`} hideLabel>
      <Textarea
        className="min-h-28"
        placeholder={placeholder}
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
  if (!formatting) {
    return (
      <>
        {plain}
        <div>
          <Button
            size="sm"
            variant="quiet"
            icon={<Bold aria-hidden className="size-3.5" />}
            loading={asked}
            onClick={() => {
              setAsked(true);
              void loadEditor().then(
                () => setFormatting(true),
                () => setAsked(false),
              );
            }}
          >
            Formatting
          </Button>
        </div>
      </>
    );
  }
  return (
    <Suspense fallback={plain}>
      <RichText
        label={`Email${to}`}
        placeholder={placeholder}
        body={words.body}
        html={words.html}
        onChange={onChange}
        onSlash={onSlash}
        autoFocus={asked}
      />
    </Suspense>
  );
}
