"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { CheckStep } from "@/components/bulk/check-step";
import { type Draft, EMPTY, whoProblem, wordsProblem } from "@/components/bulk/draft";
import { WhoStep } from "@/components/bulk/who-step";
import { WordsStep } from "@/components/bulk/words-step";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

const STEPS = ["Who", "Words", "Check"] as const;
type StepName = (typeof STEPS)[number];

/** A message to many in three steps; nothing is sent before the last one is confirmed. */
export function NewBulk() {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [step, setStep] = useState<StepName>("Who");
  const [problem, setProblem] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const change = (changes: Partial<Draft>) => {
    setProblem(null);
    setDraft((before) => ({ ...before, ...changes }));
  };
  const go = (to: StepName) => {
    const wrong = (to !== "Who" && whoProblem(draft)) || (to === "Check" && wordsProblem(draft)) || null;
    setProblem(wrong);
    if (wrong) return;
    setStep(to);
    heading.current?.focus();
  };
  const place = STEPS.indexOf(step);
  const next = STEPS[place + 1];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3">
        <Link href="/bulk" className="inline-flex min-h-6 items-center gap-1 text-muted hover:text-text">
          <ArrowLeft aria-hidden className="size-4" /> Bulk messages
        </Link>
        <h1 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
          {draft.name.trim() || "New bulk message"}
        </h1>
        <ol aria-label="Steps" className="flex flex-wrap gap-1 sm:ml-auto">
          {STEPS.map((name, index) => (
            <li key={name}>
              <button
                type="button"
                aria-current={name === step ? "step" : undefined}
                disabled={index > place}
                onClick={() => go(name)}
                className={cn(
                  "min-h-8 rounded-md px-3 text-sm enabled:hover:bg-surface-hover",
                  name === step ? "bg-surface-selected font-medium" : "text-muted",
                )}
              >
                {index + 1}. {name}
              </button>
            </li>
          ))}
        </ol>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-5">
          {step === "Who" && <WhoStep draft={draft} change={change} />}
          {step === "Words" && <WordsStep draft={draft} change={change} />}
          {step === "Check" && <CheckStep draft={draft} change={change} back={() => go("Words")} />}
          {problem !== null && (
            <p role="alert" className="text-danger-text">
              {problem}
            </p>
          )}
          {next !== undefined && (
            <div className="flex gap-2 border-t pt-4">
              <Button variant="primary" size="lg" onClick={() => go(next)}>
                {next === "Check" ? "Check before sending" : "Next: words"}
              </Button>
              {place > 0 && (
                <Button size="lg" onClick={() => go("Who")}>
                  Back
                </Button>
              )}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
