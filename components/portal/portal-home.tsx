"use client";

import { Lock, LockOpen } from "lucide-react";
import { useState } from "react";
import { LeaveWhenIdle } from "@/components/portal/leave-when-idle";
import { portalWords } from "@/components/portal/portal-words";
import { LetterFrame } from "@/components/secure/letter-frame";
import { Button, buttonClass } from "@/components/ui/button";
import type { PortalHome as Home } from "@/lib/portal/schema";
import type { WaitingLetter } from "@/lib/secure/schema";

/** A patient's own page: the private messages that wait, and the way out. */
export function PortalHome({ home, letters }: { home: Home; letters: WaitingLetter[] }) {
  const words = portalWords[home.language];
  return (
    <LetterFrame lang={home.language} title={words.title} above={home.clinicName}>
      <LeaveWhenIdle />
      {letters.length === 0 && <p>{words.none}</p>}
      {letters.length > 0 && (
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
      )}
      <div className="flex flex-col gap-3 border-t pt-5 text-base text-muted">
        <p>{words.hello(home.firstName)}</p>
        <SignOutButton language={home.language} />
        <p>{words.shared}</p>
        <p>
          {home.clinicPhone === null ? (
            words.reachNoPhone(home.clinicName)
          ) : (
            <>
              {words.reach(home.clinicName)}{" "}
              <a
                href={`tel:${home.clinicPhone}`}
                className="inline-block py-1 font-medium text-accent-text underline"
              >
                {home.clinicPhone}
              </a>
              .
            </>
          )}
        </p>
      </div>
    </LetterFrame>
  );
}

/** Ends the sign-in of this browser; without an answer the page stays, so that nobody believes in vain. */
export function SignOutButton({ language }: { language: "en" | "es" }) {
  const words = portalWords[language];
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  return (
    <div className="flex flex-col gap-2">
      <Button
        size="lg"
        className="self-start"
        loading={busy}
        onClick={async () => {
          setBusy(true);
          const answer = await fetch("/portal/sign-out", { method: "POST", cache: "no-store" }).catch(
            () => null,
          );
          if (answer?.ok) return window.location.assign(`/portal/sign-in?lang=${language}`);
          setBusy(false);
          setSaid(words.offline);
        }}
      >
        {words.signOut}
      </Button>
      <p role="status" className="text-base text-danger-text empty:hidden">
        {said}
      </p>
    </div>
  );
}
