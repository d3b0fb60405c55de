"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MessageCircleQuestion } from "lucide-react";
import { type FormEvent, useState } from "react";
import { decideQuestion } from "@/components/revocations/api";
import { useMay } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { useNow, useZone } from "@/components/ui/clock";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { exactTime } from "@/components/ui/time-words";
import { notify } from "@/components/ui/toast";
import { isWrongNumber } from "@/lib/revocations/rules/wrong-number";
import type { QuestionView } from "@/lib/revocations/schema";

interface Words {
  title: (name: string, question: QuestionView, time: (at: string) => string) => string;
  waits: string;
  yes: string;
  no: string;
}

/** What is written in the portal is about what comes by other ways. */
const OURS = { SMS: "our texts", PUSH: "our texts", EMAIL: "our emails", IN_APP: "our texts or emails" };

const WORDS: Record<QuestionView["kind"], Words> = {
  stop: {
    title: (name, { channel, visitAt }, time) =>
      `${name} may have asked us to stop ${OURS[channel]}${visitAt ? `, or have meant the visit on ${time(visitAt)}, which is still booked` : ""}.`,
    waits: "Automatic and bulk messages there wait until you decide.",
    yes: "They want to stop",
    no: "They do not",
  },
  death: {
    title: (name) => `This may tell of a death. Is it ${name}?`,
    waits: "All automatic messages to this patient wait until you decide.",
    yes: "Record the death",
    no: "Not so",
  },
  visit: {
    title: (name, { word, visitAt }, time) =>
      `${name} texted only ${word}. It may have meant the visit${visitAt ? ` on ${time(visitAt)}` : ""}, which is still booked.`,
    waits: "Our texts are stopped, as the law asks. Call about the visit.",
    yes: "It meant the visit",
    no: "It did not",
  },
};

/** Where the words say that the number is somebody else's, *yes* opens a privacy incident as well. */
const NOT_THEIRS: Words = {
  title: (name, { channel }) =>
    `This may be a wrong ${channel === "EMAIL" ? "address" : "number"}: whoever wrote may not be ${name}.`,
  waits: "Automatic and bulk messages there wait until you decide.",
  yes: "It is somebody else’s",
  no: "It is theirs",
};

const wordsOf = ({ kind, word, channel }: QuestionView) =>
  kind === "stop" && channel !== "IN_APP" && isWrongNumber({ word }) ? NOT_THEIRS : WORDS[kind];

/** Over a thread in which the patient wrote something that only a person may conclude from. */
export default function QuestionBar({
  questions,
  name,
}: {
  questions: readonly QuestionView[];
  name: string;
}) {
  return questions.map((question) => <Question key={question.id} question={question} name={name} />);
}

function Question({ question, name }: { question: QuestionView; name: string }) {
  const client = useQueryClient();
  const zone = useZone();
  const now = useNow();
  const may = useMay("patient.write");
  const [asking, setAsking] = useState(false);
  const [source, setSource] = useState("");
  const decide = useMutation({
    mutationFn: (told: Parameters<typeof decideQuestion>[1]) => decideQuestion(question.id, told),
    onError: (error: Error) => notify({ tone: "danger", title: error.message }),
    onSettled: () => client.invalidateQueries(),
  });
  const words = wordsOf(question);
  const time = (at: string) => exactTime(new Date(at), zone);
  const late = now.toISOString() > question.dueAt;
  const yes = () =>
    question.kind === "death" && source.trim().length < 3
      ? setAsking(true)
      : decide.mutate({ answer: "yes", ...(source.trim() ? { source: source.trim() } : {}) });
  return (
    <section
      aria-label={`To be decided: ${words.title(name, question, time)}`}
      className="shrink-0 border-b bg-warning-soft px-4 py-2"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <MessageCircleQuestion aria-hidden className="size-4 shrink-0 text-warning" />
        <p className="min-w-40 flex-1 text-pretty">
          <span className="font-medium">{words.title(name, question, time)}</span>{" "}
          <span className="text-muted">
            {words.waits}
            {question.kind === "stop" && (
              <>
                {" "}
                <span className={late ? "font-medium text-danger-text" : undefined}>
                  {late ? "This was due" : "Decide by"} {time(question.dueAt)}
                </span>
                {`; the law's last day is ${time(question.wallAt)}.`}
              </>
            )}
          </span>
        </p>
        {may && !asking && (
          <>
            <Button size="sm" loading={decide.isPending} onClick={yes}>
              {words.yes}
            </Button>
            <Button size="sm" loading={decide.isPending} onClick={() => decide.mutate({ answer: "no" })}>
              {words.no}
            </Button>
          </>
        )}
      </div>
      {asking && (
        <form
          className="mt-2 flex max-w-lg flex-wrap items-end gap-2 pb-1"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (source.trim().length >= 3) yes();
          }}
        >
          <Field label="Who told us?" className="min-w-48 flex-1">
            <Input
              value={source}
              autoFocus
              maxLength={200}
              placeholder="Her daughter, by text"
              onChange={(event) => setSource(event.target.value)}
            />
          </Field>
          <Button type="submit" loading={decide.isPending} disabled={source.trim().length < 3}>
            Record the death
          </Button>
          <Button type="button" variant="quiet" onClick={() => setAsking(false)}>
            Cancel
          </Button>
        </form>
      )}
    </section>
  );
}
