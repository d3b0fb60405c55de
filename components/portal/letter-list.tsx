"use client";

import { Lock, LockOpen } from "lucide-react";
import { portalWords } from "@/components/portal/portal-words";
import { buttonClass } from "@/components/ui/button";
import type { WaitingLetter } from "@/lib/secure/schema";

/** The private messages that wait: when each was written and how long it opens, nothing of its words. */
export function LetterList({ letters, language }: { letters: WaitingLetter[]; language: "en" | "es" }) {
  const words = portalWords[language];
  if (letters.length === 0) return null;
  return (
    <ul className="flex flex-col gap-3">
      {letters.map(({ code, written, until }) => (
        <li
          key={code}
          className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl bg-surface p-4 shadow-pop"
        >
          <p className="flex min-w-0 flex-1 basis-56 items-start gap-2.5">
            {until === null ? (
              <LockOpen aria-hidden className="mt-1 size-5 shrink-0 text-muted" />
            ) : (
              <Lock aria-hidden className="mt-1 size-5 shrink-0 text-muted" />
            )}
            <span className="min-w-0">
              {words.written(written)}
              <span className="block text-base text-muted">
                {until === null ? words.opened : words.until(until)}
              </span>
            </span>
          </p>
          <a
            href={`/portal/m/${code}`}
            aria-label={`${until === null ? words.read : words.open}: ${written}`}
            className={buttonClass(until === null ? "secondary" : "primary", "lg")}
          >
            {until === null ? words.read : words.open}
          </a>
        </li>
      ))}
    </ul>
  );
}
