"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Part } from "@/components/patients/profile-parts";
import { reachQuery, refusalOf, useChartChange } from "@/components/reach/api";
import { InstructionDialog } from "@/components/reach/instruction-dialog";
import { PreferencesDialog } from "@/components/reach/preferences-dialog";
import { RelatedPart } from "@/components/reach/related-part";
import { instructionLines, preferenceLines } from "@/components/reach/words";
import { useMay } from "@/components/staff/me";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { PatientDetail } from "@/lib/patients/schema";
import type { Reach } from "@/lib/reach/schema";

/** How, when and through whom a patient is reached: their own instruction, what they prefer, who acts for them. */
export function ReachSection({ patient }: { patient: PatientDetail }) {
  const { data, error, refetch } = useQuery(reachQuery(patient.id));
  if (error && !data) {
    return (
      <Banner
        tone="danger"
        title="How to reach them cannot be shown."
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {error.message}
      </Banner>
    );
  }
  if (!data) return <Skeleton className="h-40 w-full" />;
  return (
    <>
      <InstructionPart patient={patient} reach={data} />
      <PreferencesPart patient={patient} reach={data} />
      <RelatedPart patient={patient} reach={data} />
    </>
  );
}

interface Shown {
  patient: PatientDetail;
  reach: Reach;
}

function InstructionPart({ patient, reach }: Shown) {
  const { instruction } = reach;
  const version = reach.versions.instruction;
  const mayWrite = useMay("patient.write");
  const change = useChartChange(patient.id);
  const [open, setOpen] = useState<"set" | "end" | null>(null);
  const [failure, setFailure] = useState<string>();
  const end = async () => {
    try {
      await change.mutateAsync({ rest: "reach/instruction", body: { instruction: null, version } });
    } catch (error) {
      setFailure(refusalOf(error));
      throw error;
    }
  };
  const lines = instructionLines(
    instruction,
    (id) => patient.contactPoints.find((point) => point.id === id)?.shown,
  );
  return (
    <Part
      title="What they asked for"
      action={
        mayWrite && (
          <span className="flex gap-2">
            {instruction && (
              <Button size="sm" variant="quiet" onClick={() => setOpen("end")}>
                End it…
              </Button>
            )}
            <Button size="sm" onClick={() => setOpen("set")}>
              {instruction ? "Change…" : "Add instruction…"}
            </Button>
          </span>
        )
      }
    >
      {instruction ? (
        <div className="rounded-lg border px-3 py-2">
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {instruction.note && <p className="text-muted">“{instruction.note}”</p>}
          <p className="text-sm text-muted">
            Since <RelativeTime at={instruction.since} />
          </p>
        </div>
      ) : (
        <p className="text-muted">
          Nothing special. Add what they ask for: only this number, no texts, no names, only evenings.
        </p>
      )}
      {open === "set" && <InstructionDialog patient={patient} reach={reach} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        open={open === "end"}
        onOpenChange={() => setOpen(null)}
        title="Does this no longer hold?"
        consequence="Messages may go to every number and address again, at any lawful time. The instruction is kept as ended."
        confirmLabel="End the instruction"
        cancelLabel="Keep it"
        tone="danger"
        onConfirm={end}
        failure={failure}
      />
    </Part>
  );
}

function PreferencesPart({ patient, reach }: Shown) {
  const mayWrite = useMay("patient.write");
  const [open, setOpen] = useState(false);
  const lines = preferenceLines(reach);
  return (
    <Part
      title="What they prefer"
      action={
        mayWrite && (
          <Button size="sm" onClick={() => setOpen(true)}>
            Change preferences…
          </Button>
        )
      }
    >
      {lines.length === 0 ? (
        <p className="text-muted">No preference is known. The first way that works is used.</p>
      ) : (
        <ul className="rounded-lg border px-3 py-2">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {open && <PreferencesDialog patient={patient} reach={reach} onClose={() => setOpen(false)} />}
    </Part>
  );
}
