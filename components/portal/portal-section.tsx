"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Part } from "@/components/patients/profile-parts";
import { portalQuery, useRevoke } from "@/components/portal/api";
import { InviteDialog } from "@/components/portal/invite-dialog";
import { useMay } from "@/components/staff/me";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { PortalView } from "@/lib/invitations/schema";
import type { PatientDetail } from "@/lib/patients/schema";
import type { PortalState } from "@/lib/portal/schema";

const INVITE: Record<PortalView["state"], string> = {
  none: "Invite to the portal…",
  invited: "Invite again…",
  lapsed: "Invite again…",
  active: "New PIN…",
  ended: "Invite again…",
};

/** The patient's own sign-in: how it stands, the invitation to it, and its end. */
export function PortalSection({ patient }: { patient: PatientDetail }) {
  const { data, error, refetch } = useQuery(portalQuery(patient.id));
  const mayWrite = useMay("patient.write");
  const mayInvite = useMay("message.send") && mayWrite;
  const revoke = useRevoke(patient.id);
  const [open, setOpen] = useState<"invite" | "end" | null>(null);
  const closable = data?.state === "active" || data?.state === "invited";
  const box = useRef<HTMLDivElement>(null);
  const shown = data !== undefined;
  // The chart comes after its address: the browser itself finds no such place yet.
  useEffect(() => {
    if (shown && window.location.hash === "#portal") box.current?.scrollIntoView({ block: "center" });
  }, [shown]);
  return (
    <div id="portal" ref={box}>
      <Part
        title="Portal sign-in"
        action={
          data && (
            <span className="flex flex-wrap justify-end gap-2">
              {mayWrite && closable && (
                <Button size="sm" variant="quiet" onClick={() => setOpen("end")}>
                  {data.state === "active" ? "Close it…" : "Take it back…"}
                </Button>
              )}
              {mayInvite && !patient.deceased && (
                <Button size="sm" onClick={() => setOpen("invite")}>
                  {INVITE[data.state]}
                </Button>
              )}
            </span>
          )
        }
      >
        {error && !data && (
          <Banner
            tone="danger"
            title="The portal sign-in cannot be shown."
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message}
          </Banner>
        )}
        {!data && !error && <Skeleton className="h-6 w-64" />}
        {data && (
          <StateLine view={data} firstName={patient.firstName} className="rounded-lg border px-3 py-2" />
        )}
      </Part>
      {open === "invite" && data && (
        <InviteDialog patient={patient} view={data} onClose={() => setOpen(null)} />
      )}
      <ReasonDialog
        open={open === "end"}
        onOpenChange={() => setOpen(null)}
        title={
          data?.state === "active" ? `Close ${patient.firstName}'s sign-in?` : "Take the invitation back?"
        }
        description="Every browser is signed out at once, and links that ask for the sign-in open no more. You can invite again."
        label="Why?"
        hint="For colleagues. No health details."
        cancel="Leave it"
        confirm={data?.state === "active" ? "Close the sign-in" : "Take it back"}
        variant="danger"
        onConfirm={(reason) => revoke.mutateAsync({ reason })}
      />
    </div>
  );
}

const ENDED = {
  staff: "Closed by staff",
  tries: "Closed by itself after 12 wrong tries in a row. Make sure who asks before you invite again.",
  deceased: "Closed with the death",
};

/** How a sign-in stands, in words: a patient's own, or that of somebody who acts for one. */
export function StateLine({
  view,
  firstName,
  className,
}: {
  view: PortalState;
  firstName: string;
  className?: string;
}) {
  const { state, signInAs, lastSignInAt, lockedUntil, inviteEndsAt, invitedVia, endedWhy, endedAt } = view;
  if (state === "none") {
    return (
      <p className="text-muted">
        None. With one, private words can go to {firstName} also on a shared phone or a restricted chart.
      </p>
    );
  }
  return (
    <div className={className}>
      {state === "active" && (
        <p>
          {firstName} signs in with <span className="figures break-all">{signInAs}</span> and a PIN
          {lastSignInAt && (
            <>
              , last <RelativeTime at={lastSignInAt} />
            </>
          )}
        </p>
      )}
      {lockedUntil && (
        <p className="text-warning-text">
          Locked after wrong tries, until <RelativeTime at={lockedUntil} form="clock" />
        </p>
      )}
      {inviteEndsAt && (
        <p>
          {invitedVia === "code"
            ? "A code was given in person"
            : `Invited by ${invitedVia === "SMS" ? "text" : "email"}`}
          , good until <RelativeTime at={inviteEndsAt} />
        </p>
      )}
      {state === "lapsed" && <p>Invited, but the invitation has run out.</p>}
      {state === "ended" && endedWhy && (
        <p>
          {ENDED[endedWhy]}
          {endedAt && endedWhy !== "tries" && (
            <>
              {" "}
              <RelativeTime at={endedAt} />
            </>
          )}
        </p>
      )}
    </div>
  );
}
