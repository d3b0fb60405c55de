"use client";

import { type ReactNode, useState } from "react";
import { forgetWords } from "@/components/in-app/kept-words";
import { LeaveWhenIdle } from "@/components/portal/leave-when-idle";
import { LetterList } from "@/components/portal/letter-list";
import { portalWords } from "@/components/portal/portal-words";
import { LetterFrame } from "@/components/secure/letter-frame";
import { Button } from "@/components/ui/button";
import type { PortalHome as Home } from "@/lib/portal/schema";
import type { WaitingLetter } from "@/lib/secure/schema";

/** A patient's own page: the private messages that wait, the conversation with the clinic, and the way out. */
export function PortalHome({
  home,
  letters,
  children,
}: {
  home: Home;
  letters: WaitingLetter[];
  children: ReactNode;
}) {
  const words = portalWords[home.language];
  return (
    <LetterFrame lang={home.language} title={words.title} above={home.clinicName}>
      <LeaveWhenIdle />
      {letters.length === 0 && <p>{words.none}</p>}
      <LetterList letters={letters} language={home.language} />
      {children}
      <PortalFoot home={home} name={home.firstName} />
    </LetterFrame>
  );
}

/** As whom somebody is signed in, the way out, and whom to call. */
export function PortalFoot({ home, name }: { home: Omit<Home, "firstName">; name: string }) {
  const words = portalWords[home.language];
  return (
    <div className="flex flex-col gap-3 border-t pt-5 text-base text-muted">
      <p>{words.hello(name)}</p>
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
          if (answer?.ok) forgetWords();
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
