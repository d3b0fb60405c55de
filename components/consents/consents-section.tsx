"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { consentsQuery } from "@/components/consents/api";
import { LiftButton } from "@/components/consents/lift-button";
import { RecordConsentDialog } from "@/components/consents/record-consent-dialog";
import { CHANNEL, closedWords, PURPOSE, sourceWords, writerOf } from "@/components/consents/words";
import { useMay } from "@/components/staff/me";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Consents } from "@/lib/consents/ledger/schema";
import type { PatientDetail } from "@/lib/patients/schema";

/** What a patient agreed to and took back: the state for each purpose and channel, what is closed, and the ledger. */
export function ConsentsSection({ patient }: { patient: PatientDetail }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    consentsQuery(patient.id),
  );
  const [writing, setWriting] = useState(false);
  const mayWrite = useMay("patient.write") && patient.kind === "person";
  const first = data?.pages[0];
  const shown = (address: string) =>
    patient.contactPoints.find((point) => point.value === address)?.shown ?? address;
  return (
    <section id="consent" aria-label="Consent" className="flex scroll-mt-4 flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">Consent</h2>
        {mayWrite && (
          <Button size="sm" onClick={() => setWriting(true)}>
            Record what they said…
          </Button>
        )}
      </div>
      {error && (
        <Banner
          tone="danger"
          title="Consents cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {!first && !error && <Skeleton className="h-24 w-full" />}
      {first && <Standing patientId={patient.id} consents={first} shown={shown} />}
      {data && (data.pages[0]?.items.length ?? 0) > 0 && (
        <details className="rounded-lg border">
          <summary className="focus-inset cursor-pointer px-3 py-2 font-medium">History</summary>
          <ol className="divide-y border-t">
            {data.pages.flatMap((page) =>
              page.items.map((line) => <Line key={line.id} line={line} shown={shown} />),
            )}
          </ol>
          {hasNextPage && (
            <div className="border-t p-2">
              <Button size="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                Show older
              </Button>
            </div>
          )}
        </details>
      )}
      {mayWrite && <RecordConsentDialog patient={patient} open={writing} onOpenChange={setWriting} />}
    </section>
  );
}

type Shown = (address: string) => string;

function Standing({
  patientId,
  consents: { standing, closed },
  shown,
}: {
  patientId: string;
  consents: Consents;
  shown: Shown;
}) {
  if (standing.length === 0 && closed.length === 0) {
    return (
      <p className="text-muted">
        Nothing is on record. Adding a phone or an email records that it was given to us.
      </p>
    );
  }
  return (
    <ul className="divide-y rounded-lg border">
      {closed.map((one) => (
        <li
          key={`${one.channel} ${one.address} ${one.reason}`}
          className="flex flex-wrap items-center gap-2 px-3 py-2"
        >
          <Badge tone="danger">Closed</Badge>
          <span className="min-w-0 flex-1 basis-48">
            {CHANNEL[one.channel]} to {shown(one.address)}: {closedWords(one.reason)}
          </span>
          <span className="text-sm text-muted">
            <RelativeTime at={one.since} />
          </span>
          <LiftButton patientId={patientId} closed={one} shown={shown(one.address)} />
        </li>
      ))}
      {standing.map((one) => (
        <li
          key={`${one.purpose} ${one.channel} ${one.address}`}
          className="flex flex-wrap items-center gap-2 px-3 py-2"
        >
          <Badge tone={one.granted ? "success" : "danger"}>{one.granted ? "Agreed" : "Refused"}</Badge>
          <span className="min-w-0 flex-1 basis-48">
            {CHANNEL[one.channel]} {PURPOSE[one.purpose]}
            {one.address && <span className="text-muted"> · {shown(one.address)}</span>}
          </span>
          <span className="text-sm text-muted">
            {sourceWords(one.source)}, <RelativeTime at={one.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Line({ line, shown }: { line: Consents["items"][number]; shown: Shown }) {
  return (
    <li className="flex flex-col gap-1 px-3 py-2">
      <p>
        {line.act === "grant" ? "Agreed to" : "Refused"} {CHANNEL[line.channel].toLowerCase()}{" "}
        {PURPOSE[line.purpose]}
        {line.address && ` to ${shown(line.address)}`}, {sourceWords(line.source)}
        <span className="text-muted">
          {" "}
          · {writerOf(line)}, <RelativeTime at={line.at} />
        </span>
      </p>
      {line.disclosure && <blockquote className="border-l-2 pl-2 text-muted">“{line.disclosure}”</blockquote>}
      {line.note && <p className="text-muted">Note: {line.note}</p>}
    </li>
  );
}
