"use client";

import { useRef, useState } from "react";
import { LetterFrame } from "@/components/secure/letter-frame";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { type Answer, choose } from "@/components/unsubscribe/api";
import { type PageWords, pageWords } from "@/components/unsubscribe/words";
import type { Choice, Choose, Preferences } from "@/lib/unsubscribe/schema";

interface Said {
  words: string;
  hint: string | null;
  /** What takes it back. */
  undo: Choose | null;
}

/** What comes to a patient by which way, without signing in. Every switch is in force when it has moved. */
export function PreferencePage({ page: first }: { page: Preferences }) {
  const words = pageWords[first.language];
  const [page, setPage] = useState(first);
  const [said, setSaid] = useState<Said | null>(null);
  const [failure, setFailure] = useState<Exclude<Answer["kind"], "done"> | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const status = useRef<HTMLDivElement>(null);
  const news = page.choices.find(({ topic, channel }) => topic === "marketing" && channel === "EMAIL");

  async function tell(choice: Choose, back = false) {
    if (busy !== null) return;
    setBusy(`${choice.topic} ${choice.channel}`);
    setFailure(null);
    const answer = await choose(choice);
    setBusy(null);
    if (answer.kind !== "done") return setFailure(answer.kind);
    setPage(answer.page);
    setSaid(back ? { words: words.undone, hint: null, undo: null } : saidOf(choice, words));
    requestAnimationFrame(() => status.current?.focus());
  }
  return (
    <LetterFrame lang={page.language} title={words.title} above={page.clinicName}>
      <div ref={status} tabIndex={-1} role="status" className="outline-none empty:hidden">
        {said !== null && (
          <div className="flex flex-col items-start gap-2 rounded-xl bg-success-soft p-4">
            <p className="font-medium">{said.words}</p>
            {said.hint !== null && <p>{said.hint}</p>}
            {said.undo !== null && (
              <Button
                size="lg"
                loading={busy !== null}
                onClick={() => said.undo !== null && void tell(said.undo, true)}
              >
                {words.undo}
              </Button>
            )}
          </div>
        )}
      </div>
      {failure !== null && (
        <p role="alert" className="rounded-xl bg-danger-soft p-4 text-danger-text">
          {words[failure]}
        </p>
      )}
      {page.closed !== null && <p>{page.closed === "other" ? words.other : words.allOff}</p>}
      {news?.allowed === true && page.closed === null && (
        <div className="flex flex-col gap-2">
          <Button
            variant="primary"
            size="lg"
            className="h-auto! min-h-12 py-2 text-lg whitespace-normal!"
            loading={busy === "marketing EMAIL"}
            onClick={() => void tell({ topic: "marketing", channel: "EMAIL", allowed: false })}
          >
            {words.stop}
          </Button>
          <p className="text-base text-muted">{words.stopHint}</p>
        </div>
      )}
      <section aria-labelledby="topics" className="flex flex-col gap-4 border-t pt-5">
        <h2 id="topics" className="text-xl font-semibold">
          {words.choose}
        </h2>
        {page.choices
          .filter(({ channel }) => channel === "EMAIL")
          .map(({ topic }) => (
            <Topic key={topic} topic={topic} page={page} words={words} busy={busy !== null} onChoose={tell} />
          ))}
        {page.textsStopped && <p className="text-base text-muted">{words.textsStopped}</p>}
        {page.closed !== "other" && (
          <div className="border-t pt-4">
            <Switch
              label={words.all}
              hint={words.allHint}
              checked={page.closed === null}
              disabled={busy !== null}
              onChange={(allowed) => void tell({ topic: "all", channel: "EMAIL", allowed })}
            />
          </div>
        )}
      </section>
      {page.clinicPhone !== null && (
        <p className="border-t pt-5 text-base text-muted">
          {words.questions}{" "}
          <a
            href={`tel:${page.clinicPhone}`}
            className="inline-block py-1 font-medium text-accent-text underline"
          >
            {page.clinicPhone}
          </a>
          .
        </p>
      )}
    </LetterFrame>
  );
}

function saidOf(choice: Choose, words: PageWords): Said {
  const undo = { ...choice, allowed: !choice.allowed };
  const off = !choice.allowed && choice.channel === "EMAIL";
  if (off && choice.topic === "marketing") return { words: words.stopped, hint: words.stoppedHint, undo };
  if (off && choice.topic === "all") return { words: words.allOff, hint: null, undo };
  const hint = choice.topic === "treatment" && !choice.allowed ? words.care : null;
  return { words: words.saved, hint, undo };
}

function Topic({
  topic,
  page,
  words,
  busy,
  onChoose,
}: {
  topic: Choice["topic"];
  page: Preferences;
  words: PageWords;
  busy: boolean;
  onChoose: (choice: Choose) => Promise<void>;
}) {
  if (topic === "all") return null;
  const lines = page.choices.filter((choice) => choice.topic === topic);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 font-medium">{words.topics[topic]}</legend>
      {lines.map((line) => {
        const closed = line.channel === "EMAIL" ? page.closed !== null : page.textsStopped;
        const deskOnly = !line.allowed && !line.mayAllow;
        return (
          <Switch
            key={line.channel}
            label={words.ways[line.channel]}
            hint={deskOnly && line.channel === "SMS" ? words.textsByDesk : undefined}
            checked={line.allowed && !closed}
            disabled={busy || closed || deskOnly}
            onChange={(allowed) => void onChoose({ topic, channel: line.channel, allowed })}
          />
        );
      })}
    </fieldset>
  );
}
