"use client";

import { LeaveWhenIdle } from "@/components/portal/leave-when-idle";
import { LetterList } from "@/components/portal/letter-list";
import { PortalFoot } from "@/components/portal/portal-home";
import { portalWords } from "@/components/portal/portal-words";
import { LetterFrame } from "@/components/secure/letter-frame";
import type { PortalHome as Home } from "@/lib/portal/schema";
import type { LettersAbout } from "@/lib/secure/schema";

/** The page of somebody who acts for patients: what waits for them about each, by name. They write nothing here. */
export function RepresentativeHome({
  home,
  name,
  about,
}: {
  home: Omit<Home, "firstName">;
  name: string;
  about: LettersAbout[];
}) {
  const words = portalWords[home.language];
  return (
    <LetterFrame lang={home.language} title={words.title} above={home.clinicName}>
      <LeaveWhenIdle />
      {about.map(({ patientId, patientName, letters }) => (
        <section key={patientId} aria-labelledby={`for-${patientId}`} className="flex flex-col gap-3">
          <h2 id={`for-${patientId}`} className="text-xl font-semibold">
            {words.about(patientName)}
          </h2>
          {letters.length === 0 && <p className="text-base text-muted">{words.noneAbout}</p>}
          <LetterList letters={letters} language={home.language} />
        </section>
      ))}
      <p className="text-base text-muted">{words.onlyTheirs}</p>
      <PortalFoot home={home} name={name} />
    </LetterFrame>
  );
}
