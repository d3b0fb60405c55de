"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { type Trouble, writeMessage } from "@/components/in-app/api";
import { forgetWords, keepWords, readWords } from "@/components/in-app/kept-words";
import type { InAppWords } from "@/components/in-app/message-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { MOST_CHARACTERS } from "@/lib/in-app/rules";

/** From here on it is said how much is left. */
const NEARLY_FULL = 500;

interface WriteFormProps {
  patientId: string;
  sessionId: string;
  words: InAppWords;
  language: "en" | "es";
  onType: () => void;
  /** It is filed; resolves when it stands in the conversation. */
  onSent: () => Promise<void>;
}

/** Where a patient writes to the clinic. What is typed stays until it is filed, whatever happens. */
export function WriteForm({ patientId, sessionId, words, language, onType, onSent }: WriteFormProps) {
  const [body, setBody] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // No answer does not say that nothing arrived: the same words go again under the same token and are filed once.
  const tried = useRef<{ body: string; token: string } | null>(null);
  useEffect(() => {
    forgetWords(sessionId);
    setBody((typed) => typed || readWords(sessionId));
  }, [sessionId]);

  function change(next: string) {
    setBody(next);
    keepWords(sessionId, next);
    setWrong(null);
    setTrouble(null);
    setSent(false);
    onType();
  }
  const focus = () => form.current?.querySelector("textarea")?.focus();
  function refuse(sentence: string) {
    setWrong(sentence);
    focus();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const given = body.trim();
    if (given === "") return refuse(words.empty);
    if (given.length > MOST_CHARACTERS) return refuse(words.tooLong(given.length - MOST_CHARACTERS));
    const token = tried.current?.body === given ? tried.current.token : crypto.randomUUID();
    tried.current = { body: given, token };
    setTrouble(null);
    setBusy(true);
    const answer = await writeMessage(patientId, tried.current);
    if (!answer.ok) {
      setBusy(false);
      setTrouble(answer.trouble);
      return focus();
    }
    tried.current = null;
    await onSent();
    change("");
    setBusy(false);
    setSent(true);
    focus();
  }

  const left = MOST_CHARACTERS - body.trim().length;
  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-3">
      <p className="rounded-lg bg-warning-soft px-3 py-2 text-base text-warning-text">{words.emergency}</p>
      <Field
        label={<span className="text-lg">{words.label}</span>}
        hint={left < 0 ? words.tooLong(-left) : left <= NEARLY_FULL ? words.left(left) : words.hint}
        error={wrong}
      >
        <Textarea
          name="body"
          rows={4}
          readOnly={busy}
          value={body}
          className="min-h-28 text-lg"
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      <p role="alert" className="text-base text-danger-text empty:hidden">
        {trouble !== null && <TroubleWords trouble={trouble} words={words} language={language} />}
      </p>
      <Button type="submit" variant="primary" size="lg" loading={busy} className="h-12 text-lg">
        {words.send}
      </Button>
      <p role="status" className="text-base text-muted empty:hidden">
        {sent && words.sent}
      </p>
    </form>
  );
}

/** The page stays as it is, so that nothing typed is lost: who was signed out comes back by another tab. */
function TroubleWords({
  trouble,
  words,
  language,
}: {
  trouble: Trouble;
  words: InAppWords;
  language: "en" | "es";
}) {
  if (trouble !== "signedOut" && trouble !== "otherPerson") return words[trouble];
  return (
    <>
      {words.signedOut}{" "}
      <a
        href={`/portal/sign-in?lang=${language}`}
        target="_blank"
        rel="noopener"
        className="inline-block py-1 font-medium text-accent-text underline"
      >
        {words.signIn}
      </a>
      , {words.thenSend}
    </>
  );
}
