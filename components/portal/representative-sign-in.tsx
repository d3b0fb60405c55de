"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { representativesQuery, useRevokeRepresentative } from "@/components/portal/api";
import { StateLine } from "@/components/portal/portal-section";
import { RepresentativeDialog } from "@/components/portal/representative-dialog";
import { useMay } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { PatientDetail } from "@/lib/patients/schema";
import type { Representative } from "@/lib/representatives/schema";

const INVITE: Record<Representative["state"], string> = {
  none: "Give a portal sign-in…",
  invited: "New code…",
  lapsed: "New code…",
  active: "New PIN…",
  ended: "Give a portal sign-in…",
};

/** Under somebody who acts for a patient: how their own sign-in stands, the code for it, and its end. */
export function RepresentativeSignIn({ patient, personId }: { patient: PatientDetail; personId: string }) {
  const { data, error } = useQuery(representativesQuery(patient.id));
  const mayWrite = useMay("patient.write");
  const mayInvite = useMay("message.send") && mayWrite;
  const revoke = useRevokeRepresentative(patient.id, personId);
  const [open, setOpen] = useState<"invite" | "end" | null>(null);
  const view = data?.items.find(({ relatedPersonId }) => relatedPersonId === personId);
  if (error && !data) {
    return <p className="basis-full text-sm text-danger-text">Their portal sign-in cannot be shown.</p>;
  }
  if (!view || (view.state === "none" && (view.problem !== null || !mayInvite))) return null;
  const closable = view.state === "active" || view.state === "invited";
  return (
    <div className="flex basis-full flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <div className="min-w-0 flex-1 basis-56 text-muted">
        {view.state !== "none" && <StateLine view={view} firstName={view.name} />}
        {view.alsoFor.length > 0 && <p>The same sign-in is for {view.alsoFor.join(", ")} too.</p>}
        {view.state !== "none" && view.problem && (
          <p className="text-warning-text">It opens nothing here: {lowered(view.problem)}</p>
        )}
      </div>
      <span className="flex gap-2">
        {mayInvite && view.problem === null && (
          <Button size="sm" variant="quiet" onClick={() => setOpen("invite")}>
            {INVITE[view.state]}
          </Button>
        )}
        {mayWrite && closable && (
          <Button size="sm" variant="quiet" onClick={() => setOpen("end")}>
            {view.state === "active" ? "Close it…" : "Take it back…"}
          </Button>
        )}
      </span>
      {open === "invite" && (
        <RepresentativeDialog patient={patient} view={view} onClose={() => setOpen(null)} />
      )}
      <ReasonDialog
        open={open === "end"}
        onOpenChange={() => setOpen(null)}
        title={view.state === "active" ? `Close ${view.name}'s sign-in?` : "Take the code back?"}
        description={
          view.alsoFor.length > 0
            ? `It opens no message about ${patient.firstName} any more, at once. For ${view.alsoFor.join(", ")} it stays.`
            : "Every browser is signed out at once. You can give a new one."
        }
        label="Why?"
        hint="For colleagues. No health details."
        cancel="Leave it"
        confirm={view.state === "active" ? "Close the sign-in" : "Take it back"}
        variant="danger"
        onConfirm={(reason) => revoke.mutateAsync({ reason })}
      />
    </div>
  );
}

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
