"use client";

import { JoinForm } from "@/components/portal/join-form";
import { portalWords } from "@/components/portal/portal-words";
import { PortalSignIn } from "@/components/portal/sign-in-form";
import { LetterFrame } from "@/components/secure/letter-frame";

/** The two doors of the portal before anybody signed in: with a PIN, or with the clinic's code. */
export function Entrance({
  door,
  language,
  demo,
}: {
  door: "sign-in" | "join";
  language: "en" | "es";
  demo: boolean;
}) {
  const words = portalWords[language];
  const other = language === "en" ? "es" : "en";
  return (
    <LetterFrame lang={language} title={door === "join" ? words.joinTitle : words.signInTitle}>
      <p>
        {door === "join" ? words.joinWhy : words.signInWhy} {words.actsFor}
      </p>
      {door === "join" ? (
        <JoinForm language={language} offered={null} />
      ) : (
        <PortalSignIn language={language} demo={demo} onIn={() => window.location.assign("/portal")} />
      )}
      <p className="flex flex-wrap gap-x-4 border-t pt-5 text-base text-muted">
        {door === "join" && (
          <span>
            {words.haveOne}{" "}
            <a
              href={`/portal/sign-in?lang=${language}`}
              className="inline-block py-1 font-medium text-accent-text underline"
            >
              {words.signIn}
            </a>
          </span>
        )}
        <a
          href={`/portal/${door}?lang=${other}`}
          lang={other}
          hrefLang={other}
          className="inline-block py-1 font-medium text-accent-text underline"
        >
          {words.language}
        </a>
      </p>
    </LetterFrame>
  );
}
