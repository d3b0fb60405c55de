"use client";

import { useState } from "react";
import { Part } from "@/components/patients/profile-parts";
import { RepresentativeSignIn } from "@/components/portal/representative-sign-in";
import { refusalOf, useChartChange } from "@/components/reach/api";
import { RelatedDialog } from "@/components/reach/related-dialog";
import { RELATION, type Related } from "@/components/reach/words";
import { useMay } from "@/components/staff/me";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { hubNow, useNow } from "@/components/ui/clock";
import { RelativeTime } from "@/components/ui/relative-time";
import { notify } from "@/components/ui/toast";
import type { PatientDetail } from "@/lib/patients/schema";
import type { Reach } from "@/lib/reach/schema";

/** Who acts for a patient: until when, with which limits, and which numbers are theirs. */
export function RelatedPart({ patient, reach }: { patient: PatientDetail; reach: Reach }) {
  const mayWrite = useMay("patient.write");
  const now = useNow();
  const change = useChartChange(patient.id);
  const [editing, setEditing] = useState<string | null>(null);
  const setEnd = (person: Related, until: string | null) => {
    change.mutate(
      { rest: "reach/related", body: { ...person, version: undefined, until } },
      {
        onSuccess: () => {
          if (until === null) return;
          notify({
            tone: "neutral",
            title: `${person.name} no longer acts for ${patient.firstName}.`,
            action: { label: "Undo", run: () => setEnd(person, person.until) },
          });
        },
        onError: (error) =>
          notify({ tone: "danger", title: "Nothing was changed.", detail: refusalOf(error) }),
      },
    );
  };
  return (
    <Part
      title="Who acts for them"
      action={
        mayWrite && (
          <Button size="sm" onClick={() => setEditing("new")}>
            Add a person…
          </Button>
        )
      }
    >
      {reach.related.length === 0 ? (
        <p className="text-muted">Nobody. Add a parent, a guardian or whoever may read for them.</p>
      ) : (
        <ul className="divide-y rounded-lg border">
          {reach.related.map((person) => {
            const ended = person.until !== null && new Date(person.until) <= now;
            return (
              <li key={person.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
                <span className="min-w-0 flex-1 basis-56">
                  <span className="flex flex-wrap items-center gap-2">
                    <span className="font-medium">{person.name}</span>
                    {ended && <Badge tone="neutral">Ended</Badge>}
                    {person.limits && <Badge tone="warning">Limited</Badge>}
                  </span>
                  <span className="block text-sm text-muted">
                    {RELATION[person.relation]}, {person.authority}
                    {person.limits && `; not: ${person.limits}`}
                    {person.until && (
                      <>
                        ; until <RelativeTime at={person.until} />
                      </>
                    )}
                  </span>
                </span>
                {mayWrite && (
                  <span className="flex gap-2">
                    <Button size="sm" variant="quiet" onClick={() => setEditing(person.id)}>
                      Change…
                    </Button>
                    {!ended && (
                      <Button
                        size="sm"
                        variant="quiet"
                        onClick={() => setEnd(person, hubNow().toISOString())}
                      >
                        End
                      </Button>
                    )}
                  </span>
                )}
                <RepresentativeSignIn patient={patient} personId={person.id} />
              </li>
            );
          })}
        </ul>
      )}
      {editing && (
        <RelatedDialog
          patient={patient}
          person={reach.related.find(({ id }) => id === editing) ?? null}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}
