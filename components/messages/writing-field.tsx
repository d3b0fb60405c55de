"use client";

import { lazy, Suspense, useRef, useState } from "react";
import type { Words } from "@/components/messages/use-draft";
import { fetched } from "@/components/ui/fetched";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";

const loadEditor = () => import("@/components/messages/rich-text");
const RichText = lazy(fetched(loadEditor));

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
        <MailBody words={words} to={to} onChange={onChange} onSlash={onSlash} />
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

interface MailBodyProps {
  words: Words;
  to: string;
  onChange: (patch: Partial<Words>) => void;
  onSlash: () => void;
}

/** A plain field until somebody writes: the editor is the largest piece of the inbox and most threads are texts. */
function MailBody({ words, to, onChange, onSlash }: MailBodyProps) {
  const [editor, setEditor] = useState<"none" | "coming" | "here">(words.html === null ? "none" : "here");
  const field = useRef<HTMLTextAreaElement>(null);
  const [focused, setFocused] = useState(false);
  if (editor === "none" && words.html !== null) setEditor("here");
  const placeholder = `Write${to}, or press / for a template`;
  const plain = (
    <Field label={`Email${to}`} hideLabel>
      <Textarea
        ref={field}
        className="min-h-28"
        placeholder={placeholder}
        value={words.body}
        onChange={(event) => onChange({ body: event.target.value, html: null })}
        onFocus={() => {
          if (editor !== "none") return;
          setEditor("coming");
          void loadEditor().then(
            () => {
              setFocused(document.activeElement === field.current);
              setEditor("here");
            },
            () => setEditor("none"),
          );
        }}
        onKeyDown={(event) => {
          if (event.key !== "/" || words.body !== "" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onSlash();
        }}
      />
    </Field>
  );
  if (editor !== "here") return plain;
  return (
    <Suspense fallback={plain}>
      <RichText
        label={`Email${to}`}
        placeholder={placeholder}
        body={words.body}
        html={words.html}
        onChange={onChange}
        onSlash={onSlash}
        autoFocus={focused}
      />
    </Suspense>
  );
}
