"use client";

import { useQuery } from "@tanstack/react-query";
import { ExternalLink, X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { conversationQuery } from "@/components/conversations/api";
import { ContactPoints } from "@/components/conversations/contact-points";
import {
  appointmentWords,
  birthWords,
  languageName,
  zoneSourceWords,
} from "@/components/conversations/patient-words";
import { PatientFailure } from "@/components/conversations/thread-failure";
import { channelName } from "@/components/messages/channel-icon";
import { Badge } from "@/components/ui/badge";
import { useNow, useZone } from "@/components/ui/clock";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { clockTime, dayWords, exactTime } from "@/components/ui/time-words";
import type { ConversationDetail } from "@/lib/conversations/schema";

/** Who this is, how to reach them, and what is allowed now. */
export function PatientPane({ id, onClose }: { id: string; onClose: (() => void) | null }) {
  const { data, error, refetch } = useQuery(conversationQuery(id));
  return (
    <aside aria-label="Patient" className="flex min-h-0 flex-1 flex-col overflow-y-auto bg-surface">
      {data !== undefined && <Card detail={data} onClose={onClose} />}
      {data === undefined && error === null && <PaneSkeleton />}
      {data === undefined && error !== null && (
        <PatientFailure error={error} onRetry={() => void refetch()} />
      )}
    </aside>
  );
}

function Card({ detail, onClose }: { detail: ConversationDetail; onClose: (() => void) | null }) {
  const { patient } = detail;
  const person = patient.kind === "person";
  return (
    <>
      <div className="flex min-h-14 items-start gap-2 border-b px-4 py-2.5">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold">
            {person ? `${patient.firstName} ${patient.lastName}` : "Unknown sender"}
          </h2>
          <p className="text-sm text-muted">
            {person
              ? [birthWords(patient.dateOfBirth), languageName(patient.language)].filter(Boolean).join(" · ")
              : detail.name}
          </p>
        </div>
        {person && (
          <Link
            href={`/patients/${patient.id}`}
            aria-label="Open the patient's page"
            title="Open the patient's page"
            className="touch-area inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-surface-hover hover:text-text"
          >
            <ExternalLink aria-hidden className="size-4" />
          </Link>
        )}
        {onClose !== null && (
          <IconButton label="Hide the patient" keys="p" icon={<X aria-hidden />} onClick={onClose} />
        )}
      </div>
      {patient.deceased && (
        <div className="px-4 pt-3">
          <Badge tone="danger">Deceased: nothing is sent</Badge>
        </div>
      )}
      {patient.contactPoints.some((point) => point.wrongNumber) &&
        patient.contactPoints.every((point) => point.kind !== "phone" || point.health === "closed") && (
          <div className="px-4 pt-3">
            <Badge tone="warning">Wrong number: ask for a new one</Badge>
          </div>
        )}
      <LocalTime zone={patient.timeZone} source={patient.timeZoneSource} name={patient.firstName} />
      <Section title="Contact">
        <ContactPoints points={patient.contactPoints} />
      </Section>
      <section className="border-t px-4 py-3">
        <Progress
          label="Messages today"
          value={patient.usedToday}
          max={patient.dailyCap}
          text={`${patient.usedToday} of ${patient.dailyCap}${patient.usedToday >= patient.dailyCap ? ", no more today" : ""}`}
        />
      </section>
      <Section title="Appointments">
        <Appointments detail={detail} />
      </Section>
      <Section title="Consent">
        <Consents detail={detail} />
        {patient.kind === "person" && (
          <Link
            href={`/patients/${patient.id}#consent`}
            className="mt-2 inline-block text-sm text-accent-text hover:underline"
          >
            Asked us to stop by phone? Record it
          </Link>
        )}
      </Section>
      <Section title="Notes">
        <Notes detail={detail} />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t px-4 py-3 first-of-type:border-t-0">
      <h3 className="pb-1.5 text-sm font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}

function LocalTime({ zone, source, name }: { zone: string; source: string; name: string }) {
  const now = useNow();
  const clinic = useZone();
  const here = clockTime(now, zone) === clockTime(now, clinic);
  return (
    <section aria-label="Local time" className="px-4 py-3">
      <p className="flex items-baseline gap-2">
        <time
          dateTime={now.toISOString()}
          title={exactTime(now, zone)}
          className="figures text-xl font-semibold"
        >
          {clockTime(now, zone)}
        </time>
        <span className="text-muted">
          {here
            ? "same time as here"
            : `for ${name || "the sender"}, ${dayWords(now, now, zone).toLowerCase()}`}
        </span>
      </p>
      <p className="text-sm text-muted">
        {zone.split("/").at(-1)?.replaceAll("_", " ")}, {zoneSourceWords(source)}
      </p>
    </section>
  );
}

function Appointments({ detail }: { detail: ConversationDetail }) {
  const zone = useZone();
  const now = useNow();
  const { appointments } = detail.patient;
  if (appointments.length === 0) return <p className="text-muted">None known.</p>;
  return (
    <ul className="flex flex-col gap-2">
      {appointments.map((visit) => (
        <li key={visit.id}>
          <p className="figures" title={exactTime(new Date(visit.startsAt), zone)}>
            {appointmentWords(visit.startsAt, now, zone)}
          </p>
          <p className="text-sm text-muted">
            {[visit.provider, visit.location, visit.status === "booked" ? null : visit.status]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </li>
      ))}
    </ul>
  );
}

const purposes: Record<string, string> = { contact: "Care and service", marketing: "Marketing" };

function Consents({ detail }: { detail: ConversationDetail }) {
  const { consents } = detail.patient;
  if (consents.length === 0) return <p className="text-muted">Nothing recorded.</p>;
  return (
    <ul className="flex flex-col gap-1">
      {consents.map((consent) => (
        <li key={`${consent.purpose}-${consent.channel}-${consent.at}`} className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1">
            {purposes[consent.purpose] ?? consent.purpose}, {channelName(consent.channel).toLowerCase()}
          </span>
          <span className={consent.granted ? "text-muted" : "text-warning-text"}>
            {consent.granted ? "yes" : "no"}
            <span className="sr-only">, since </span>
          </span>
          <RelativeTime at={consent.at} form="short" className="text-sm text-muted" />
        </li>
      ))}
    </ul>
  );
}

function Notes({ detail }: { detail: ConversationDetail }) {
  if (detail.notes.length === 0) return <p className="text-muted">None. Press N to write one.</p>;
  return (
    <ul className="flex flex-col gap-2">
      {detail.notes.map((note) => (
        <li
          key={note.id}
          className="rounded-md border border-note-border bg-note px-2.5 py-1.5 text-note-text"
        >
          <p className="whitespace-pre-wrap">{note.body}</p>
          <p className="text-xs text-bubble-muted">
            {note.authorName}, <RelativeTime at={note.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function PaneSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4 p-4">
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-7 w-28" />
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-4 w-32" />
    </div>
  );
}
