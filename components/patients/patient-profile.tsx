"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, MessageSquare, Pencil, UserRoundSearch } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { ConsentsSection } from "@/components/consents/consents-section";
import { PatientMessages } from "@/components/households/patient-messages";
import { patientQuery } from "@/components/patients/api";
import { ContactPoints } from "@/components/patients/contact-points";
import { DeathRecord } from "@/components/patients/death-record";
import { EditPatientSheet } from "@/components/patients/edit-patient-sheet";
import { LinkSenderDialog } from "@/components/patients/link-sender-dialog";
import { LinkedSenders, Visits } from "@/components/patients/profile-parts";
import { WriteButton } from "@/components/patients/write-button";
import { PortalSection } from "@/components/portal/portal-section";
import { LabelsSection } from "@/components/reach/labels-section";
import { NoContactBanner, NoContactButton } from "@/components/reach/no-contact";
import { ReachSection } from "@/components/reach/reach-section";
import { useShortcut } from "@/components/shell/shortcuts";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { PatientDetail } from "@/lib/patients/schema";

const ZONE_SOURCE = {
  explicit: "as they told us",
  address: "by their ZIP",
  area_code: "by their area code",
  clinic: "the clinic's time, because we know no other",
};

export function PatientProfile({ id }: { id: string }) {
  const { data: patient, error, refetch } = useQuery(patientQuery(id));
  const [open, setOpen] = useState<"edit" | "link" | null>(null);
  useShortcut("e", "Edit patient", () => setOpen("edit"), {
    group: "Patient",
    enabled: patient?.kind === "person",
  });
  if (error) {
    return (
      <Banner
        tone="danger"
        flush
        live="polite"
        title="This patient cannot be shown."
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {error.message}
      </Banner>
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-8 px-4 py-4">
        <Link
          href="/patients"
          className="inline-flex min-h-6 items-center gap-1 self-start text-muted hover:text-text"
        >
          <ArrowLeft aria-hidden className="size-4" /> All patients
        </Link>
        {patient ? <Head patient={patient} open={setOpen} /> : <Skeleton className="h-16 w-full" />}
        {patient ? (
          <>
            <NoContactBanner patient={patient} />
            <ContactPoints patient={patient} />
            {patient.kind === "person" && <ReachSection patient={patient} />}
            {patient.kind === "person" && <LabelsSection patient={patient} />}
            {patient.kind === "person" && <PortalSection patient={patient} />}
            <ConsentsSection patient={patient} />
            <Visits patient={patient} />
            <PatientMessages patientId={patient.id} />
            <LinkedSenders patient={patient} />
            <DeathRecord patient={patient} aside={<NoContactButton patient={patient} />} />
            <EditPatientSheet
              key={patient.updatedAt}
              patient={patient}
              open={open === "edit"}
              onOpenChange={(next) => setOpen(next ? "edit" : null)}
            />
            <LinkSenderDialog
              patient={patient}
              open={open === "link"}
              onOpenChange={(next) => setOpen(next ? "link" : null)}
            />
          </>
        ) : (
          <Skeleton className="h-64 w-full" />
        )}
      </div>
    </div>
  );
}

/** A number turned out to be somebody else's, and no other one has been given since. */
function numberWanted({ contactPoints }: PatientDetail): boolean {
  const phones = contactPoints.filter((point) => point.kind === "phone");
  return phones.some((point) => point.wrongNumber) && phones.every((point) => point.health === "closed");
}

function Head({ patient, open }: { patient: PatientDetail; open: (what: "edit" | "link") => void }) {
  const now = useNow();
  const facts = [
    patient.dateOfBirth && `Born ${patient.dateOfBirth}, ${patient.age} years old`,
    patient.externalId && `Chart ${patient.externalId}`,
  ].filter(Boolean);
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-2xl font-semibold">{patient.name}</h1>
        {patient.deceased && <Badge tone="neutral">Deceased</Badge>}
        {patient.doNotContact && <Badge tone="warning">Do not contact</Badge>}
        {patient.conversationId ? (
          <Link href={`/inbox/${patient.conversationId}?view=open`} className={buttonClass("primary", "md")}>
            <MessageSquare aria-hidden className="size-4" /> Open conversation
          </Link>
        ) : (
          patient.kind === "person" && <WriteButton patient={patient} />
        )}
        {patient.kind === "person" ? (
          <Button icon={<Pencil aria-hidden className="size-4" />} onClick={() => open("edit")}>
            Edit
          </Button>
        ) : (
          !patient.mergedIntoId && (
            <Button
              variant="primary"
              icon={<UserRoundSearch aria-hidden className="size-4" />}
              onClick={() => open("link")}
            >
              Say who this is
            </Button>
          )
        )}
      </div>
      <p className="text-muted">
        {facts.map((fact) => (
          <span key={fact}>{fact} · </span>
        ))}
        <RelativeTime at={now} zone={patient.zones[0]} form="clock" /> there (
        {ZONE_SOURCE[patient.zoneSource]}
        {patient.zones.length > 1 && `; it may also be ${patient.zones.slice(1).join(", ")}`})
      </p>
      {numberWanted(patient) && (
        <Banner tone="warning" title="Wrong number: ask for a new one.">
          Somebody at the number we had says that it is not theirs. Nothing is texted until a number is added
          or confirmed here.
        </Banner>
      )}
      {patient.mergedIntoId && (
        <Banner
          title="This sender was linked to a patient."
          action={
            <Link href={`/patients/${patient.mergedIntoId}`} className={buttonClass("secondary", "sm")}>
              Open the patient
            </Link>
          }
        />
      )}
    </header>
  );
}
