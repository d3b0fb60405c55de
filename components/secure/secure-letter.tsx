"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { JoinForm } from "@/components/portal/join-form";
import { LeaveWhenIdle } from "@/components/portal/leave-when-idle";
import { portalWords } from "@/components/portal/portal-words";
import { PortalSignIn } from "@/components/portal/sign-in-form";
import { type Birth, BirthFields, dateOf } from "@/components/secure/birth-fields";
import { Gone } from "@/components/secure/gone";
import { type Answer, hasReader, openLetter } from "@/components/secure/letter-api";
import { LetterFiles } from "@/components/secure/letter-files";
import { LetterFrame } from "@/components/secure/letter-frame";
import { type LetterWords, letterWords } from "@/components/secure/letter-words";
import { Button } from "@/components/ui/button";
import type { Envelope, Letter } from "@/lib/secure/schema";

type End = "opened" | "expired" | "locked" | "not_yours";

/** Who is signed in to the portal in this browser: the patient it was sent to, who acts for them, somebody else, or nobody. */
type Session = "own" | "for" | "other" | "none";

/** A message behind a link: closed until somebody asks for it by hand, then the words, or why there are none. */
export function SecureLetter({
  envelope,
  session,
  demo,
}: {
  envelope: Envelope;
  session: Session;
  demo: boolean;
}) {
  const own = session === "own" || session === "for";
  const words = letterWords[envelope.language];
  const [letter, setLetter] = useState<Letter | null>(null);
  const [end, setEnd] = useState<End | "gone" | null>(envelope.state === "ready" ? null : envelope.state);
  if (end === "gone") return <Gone />;
  const close = (answer: Answer) => {
    if (answer.kind === "open") setLetter(answer.letter);
    else if (isEnd(answer.kind)) setEnd(answer.kind);
    else if (answer.kind === "gone") setEnd("gone");
    else if (answer.kind === "sign_in") window.location.reload();
  };
  const title = letter !== null ? (letter.subject ?? words.title) : end !== null ? words[end] : words.title;
  return (
    <LetterFrame
      lang={envelope.language}
      title={title}
      above={envelope.clinicName === null ? null : words.from(envelope.clinicName)}
    >
      {own && <LeaveWhenIdle />}
      {letter !== null ? (
        <>
          <Words letter={letter} words={words} />
          {letter.joins !== null && <Joining offered={letter.joins.name} language={envelope.language} />}
        </>
      ) : end !== null ? (
        <Ended end={end} own={own} words={words} onAnswer={close} />
      ) : envelope.proof === "portal" && !own ? (
        <SignInFirst other={session === "other"} language={envelope.language} demo={demo} />
      ) : (
        <Closed envelope={envelope} own={own} words={words} onAnswer={close} />
      )}
      {own && (
        <a href="/portal" className="self-start py-1 font-medium text-accent-text underline">
          {portalWords[envelope.language].back}
        </a>
      )}
      <Reach phone={envelope.clinicPhone} words={words} />
    </LetterFrame>
  );
}

const ENDS: readonly string[] = ["opened", "expired", "locked", "not_yours"];
const isEnd = (kind: string): kind is End => ENDS.includes(kind);

interface PartProps {
  words: LetterWords;
  onAnswer: (answer: Answer) => void;
}

const NOBODY: Birth = { month: "", day: "", year: "" };

/** The way to it is the patient's own sign-in; afterwards this very page is shown again. */
function SignInFirst({ other, language, demo }: { other: boolean; language: "en" | "es"; demo: boolean }) {
  const words = portalWords[language];
  return (
    <>
      <p role="status">
        {other ? words.other : words.letterWhy} {words.actsFor}
      </p>
      <PortalSignIn language={language} demo={demo} onIn={() => window.location.reload()} />
    </>
  );
}

/** Under an invitation: the patient's own PIN. */
function Joining({ offered, language }: { offered: string; language: "en" | "es" }) {
  const words = portalWords[language];
  return (
    <section aria-label={words.joinHere} className="flex flex-col gap-4 border-t pt-5">
      <h2 className="text-xl font-semibold">{words.joinHere}</h2>
      <JoinForm language={language} offered={offered} />
    </section>
  );
}

function Closed({ envelope, own, words, onAnswer }: PartProps & { envelope: Envelope; own: boolean }) {
  const asks = envelope.proof === "date_of_birth" && !own;
  const [birth, setBirth] = useState(NOBODY);
  const [left, setLeft] = useState(envelope.triesLeft);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const date = asks ? dateOf(birth) : null;
    setError(null);
    if (asks && date === null) return refuse(words.noDate);
    setBusy(true);
    const answer = await openLetter(date);
    setBusy(false);
    if (answer.kind === "wrong") {
      setLeft(answer.triesLeft);
      return refuse(words.wrong);
    }
    if (answer.kind === "offline" || answer.kind === "broken") return setError(words[answer.kind]);
    onAnswer(answer);
  }
  function refuse(sentence: string) {
    setError(sentence);
    form.current?.querySelector("input")?.focus();
  }
  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p>{words.once}</p>
      {asks ? (
        <>
          <p>
            {words.ask} <span className="font-medium">{words.tries(left)}</span>
          </p>
          <BirthFields
            words={words}
            language={envelope.language}
            birth={birth}
            error={error}
            onChange={setBirth}
          />
        </>
      ) : (
        <p role="alert" className="text-base text-danger-text empty:hidden">
          {error}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" loading={busy} className="h-12 text-lg">
        {words.show}
      </Button>
      <p className="text-base text-muted">{words.until(envelope.until)}</p>
    </form>
  );
}

function Words({ letter, words }: { letter: Letter; words: LetterWords }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <>
      <div
        ref={box}
        tabIndex={-1}
        className="flex flex-col gap-4 rounded-xl bg-surface p-5 leading-7 shadow-pop outline-none [overflow-wrap:anywhere]"
      >
        {letter.body !== "" && <p className="whitespace-pre-wrap">{letter.body}</p>}
        {letter.files.length > 0 && <LetterFiles files={letter.files} words={words} />}
      </div>
      <p className="text-base text-muted">{words.sent(letter.sent)}</p>
      <p className="text-base text-muted">{words.kept}</p>
    </>
  );
}

function Ended({ end, own, words, onAnswer }: PartProps & { end: End; own: boolean }) {
  const [mine, setMine] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => setMine(end === "opened" && (own || hasReader())), [end, own]);
  return (
    <div role="status" className="flex flex-col gap-4">
      <p>{words[`${end}Why`]}</p>
      {error !== null && <p className="text-base text-danger-text">{error}</p>}
      {mine && (
        <Button
          size="lg"
          loading={busy}
          className="h-12 text-lg"
          onClick={async () => {
            setBusy(true);
            const answer = await openLetter(null);
            setBusy(false);
            if (answer.kind === "opened") setMine(false);
            setError(answer.kind === "offline" || answer.kind === "broken" ? words[answer.kind] : null);
            onAnswer(answer);
          }}
        >
          {words.again}
        </Button>
      )}
    </div>
  );
}

function Reach({ phone, words }: { phone: string | null; words: LetterWords }) {
  return (
    <p className="border-t pt-5 text-base text-muted">
      {phone === null ? (
        words.reachNoPhone
      ) : (
        <>
          {words.reach}{" "}
          <a href={`tel:${phone}`} className="inline-block py-1 font-medium text-accent-text underline">
            {phone}
          </a>
          .
        </>
      )}
    </p>
  );
}
