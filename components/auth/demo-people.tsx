"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { refusalWords, signInWithPassword } from "@/components/auth/sign-in-api";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Spinner } from "@/components/ui/spinner";
import { DEMO_PASSWORD } from "@/lib/auth/demo";
import type { DemoClinic, DemoPerson } from "@/lib/staff/demo/schema";

export type ShownClinic = DemoClinic & {
  /** "2:14 PM" at the clinic. */
  localTime: string;
};

/** Name buttons of the demo: one click signs in as that person. */
export function DemoPeople({ clinics, to }: { clinics: ShownClinic[]; to: string }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  async function play({ email }: DemoPerson) {
    if (chosen !== null) return;
    setChosen(email);
    setFailure(null);
    const answer = await signInWithPassword(email, DEMO_PASSWORD);
    if (answer.kind === "in") return location.assign(to);
    setFailure(refusalWords(answer));
    setChosen(null);
  }

  return (
    <div className="flex flex-col gap-5">
      {failure !== null && (
        <Banner tone="danger" live="assertive">
          {failure}
        </Banner>
      )}
      {clinics.map((clinic) => (
        <section key={clinic.id} aria-labelledby={`clinic-${clinic.id}`}>
          <header className="mb-1.5 flex flex-wrap items-center gap-x-2 gap-y-1">
            <h2 id={`clinic-${clinic.id}`} className="font-semibold">
              {clinic.name}
            </h2>
            <span className="figures text-sm text-muted">{clinic.localTime} there</span>
            {clinic.open && <Badge tone="success">Open now</Badge>}
          </header>
          <ul className="divide-y overflow-hidden rounded-lg border">
            {clinic.people.map((person) => (
              <li key={person.email}>
                <button
                  type="button"
                  onClick={() => void play(person)}
                  aria-busy={chosen === person.email || undefined}
                  className="focus-inset flex w-full items-center gap-3 bg-surface px-3 py-2 text-left transition-colors hover:bg-surface-hover"
                >
                  <Avatar name={person.name} />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{person.name}</span>
                    <span className="block truncate text-sm text-muted">{person.hint}</span>
                  </span>
                  {chosen === person.email ? (
                    <Spinner label={`Signing in as ${person.name}`} />
                  ) : (
                    <ChevronRight aria-hidden className="size-4 text-muted" />
                  )}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
