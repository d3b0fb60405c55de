"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { patientQuery } from "@/components/patients/api";
import { setNoContact } from "@/components/reach/api";
import { useMay } from "@/components/staff/me";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import type { PatientDetail } from "@/lib/patients/schema";

/** Says at the top of the chart that nobody writes to this patient, since when and why, and lifts it with a reason. */
export function NoContactBanner({ patient }: { patient: PatientDetail }) {
  const mayWrite = useMay("patient.write");
  const [open, setOpen] = useState(false);
  if (!patient.doNotContact) return null;
  return (
    <Banner
      tone="warning"
      title="Do not contact"
      action={
        mayWrite && (
          <Button size="sm" onClick={() => setOpen(true)}>
            Allow messages again…
          </Button>
        )
      }
    >
      Nothing goes out to {patient.firstName}
      {patient.doNotContactAt && (
        <>
          , since <RelativeTime at={patient.doNotContactAt} />
        </>
      )}
      {patient.doNotContactReason ? `: ${patient.doNotContactReason}` : "."}
      <NoContactDialog patient={patient} open={open} onOpenChange={setOpen} />
    </Banner>
  );
}

/** The way to it, at the foot of the chart. */
export function NoContactButton({ patient }: { patient: PatientDetail }) {
  const mayWrite = useMay("patient.write");
  const [open, setOpen] = useState(false);
  if (!mayWrite || patient.kind !== "person" || patient.doNotContact) return null;
  return (
    <>
      <Button variant="quiet" size="sm" onClick={() => setOpen(true)}>
        Do not contact…
      </Button>
      <NoContactDialog patient={patient} open={open} onOpenChange={setOpen} />
    </>
  );
}

function NoContactDialog({
  patient,
  open,
  onOpenChange,
}: {
  patient: PatientDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const client = useQueryClient();
  const lifts = patient.doNotContact;
  return (
    <ReasonDialog
      open={open}
      onOpenChange={onOpenChange}
      title={lifts ? `Write to ${patient.firstName} again?` : `Write to ${patient.firstName} no more?`}
      description={
        lifts
          ? "Messages may go again. What was cancelled stays cancelled."
          : "Everything that waits for them is cancelled at once, and nothing goes out any more. They can still write to us."
      }
      label="Why?"
      hint="All staff see it. No health details."
      cancel={lifts ? "Leave it so" : "Keep writing"}
      confirm={lifts ? "Allow messages" : "Do not contact"}
      variant={lifts ? "primary" : "danger"}
      onConfirm={async (reason) => {
        const changed = await setNoContact(patient.id, { doNotContact: !lifts, reason });
        client.setQueryData(patientQuery(patient.id).queryKey, changed);
        void client.invalidateQueries();
      }}
    />
  );
}
