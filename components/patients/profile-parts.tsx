"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import type { ReactNode } from "react";
import { undoMerge } from "@/components/patients/api";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useZone } from "@/components/ui/clock";
import { RelativeTime } from "@/components/ui/relative-time";
import { exactTime } from "@/components/ui/time-words";
import { notify } from "@/components/ui/toast";
import type { PatientDetail } from "@/lib/patients/schema";

export function Part({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

const VISIT: Record<string, "neutral" | "success" | "danger"> = {
  confirmed: "success",
  cancelled: "danger",
  noshow: "danger",
};

export function Visits({ patient }: { patient: PatientDetail }) {
  const zone = useZone();
  return (
    <Part title="Appointments">
      {patient.appointments.length === 0 ? (
        <p className="text-muted">No appointments. They come from your practice system.</p>
      ) : (
        <ul className="divide-y rounded-lg border">
          {patient.appointments.map((visit) => (
            <li key={visit.id} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2">
              <CalendarClock aria-hidden className="size-4 text-muted" />
              <time dateTime={visit.startsAt} className="figures">
                {exactTime(new Date(visit.startsAt), zone)}
              </time>
              <span>
                with {visit.provider}
                {visit.location && `, ${visit.location}`}
              </span>
              <Badge tone={VISIT[visit.status] ?? "neutral"}>
                {visit.status === "noshow"
                  ? "No-show"
                  : visit.status.replace(/^./, (first) => first.toUpperCase())}
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

/** Unknown senders that were linked to this patient; each can be taken back. */
export function LinkedSenders({ patient }: { patient: PatientDetail }) {
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: undoMerge,
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => notify({ tone: "danger", title: "The link was not undone.", detail: error.message }),
  });
  if (patient.merges.length === 0) return null;
  return (
    <Part title="Linked senders">
      <ul className="divide-y rounded-lg border">
        {patient.merges.map((merge) => (
          <li key={merge.id} className="flex flex-wrap items-center gap-2 px-3 py-2">
            <span className="mr-auto">
              {merge.from}, {merge.messages} {merge.messages === 1 ? "message" : "messages"},{" "}
              <RelativeTime at={merge.mergedAt} />
            </span>
            <Button
              size="sm"
              loading={undo.isPending && undo.variables === merge.id}
              onClick={() => undo.mutate(merge.id)}
            >
              Undo
            </Button>
          </li>
        ))}
      </ul>
    </Part>
  );
}
