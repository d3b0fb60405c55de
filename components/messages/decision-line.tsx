"use client";

import { CircleCheck, CircleX, Clock } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { LiftDialog } from "@/components/messages/lift-dialog";
import { isWaiting, liftable, liftOf, WAITING_REASON } from "@/components/messages/remedies";
import type { WritingChannel } from "@/components/messages/use-draft";
import type { Preview } from "@/components/messages/use-preview";
import { useMe } from "@/components/staff/me";
import { Button, buttonClass } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import type { LiftRule } from "@/lib/messages/schema";

export interface DecisionLineProps {
  preview: Preview;
  channel: WritingChannel;
  patientId: string;
  name: string;
  /** There is something to send. */
  ready: boolean;
  onChannel: (channel: WritingChannel) => void;
  onLift: (rule: LiftRule, reason: string) => Promise<unknown>;
}

const kinds = {
  allow: { Icon: CircleCheck, color: "text-success-text", mark: "text-success" },
  hold: { Icon: Clock, color: "text-warning-text", mark: "text-warning" },
  block: { Icon: CircleX, color: "text-danger-text", mark: "text-danger" },
};

/** Remedies that are done on the patient's page. */
const onPage: Record<string, string> = {
  add_contact_point: "Add a number or address",
  confirm_contact_point: "Check the number or address",
  record_consent: "Record consent",
  change_preference: "See the preference",
  change_instruction: "See how to reach them",
  invite_to_portal: "Invite to the portal",
};

/** What no other way helps with; the chart says why, and there it can be taken back. */
const byNoWay = new Map([
  ["deceased", "See the record"],
  ["do_not_contact", "See who said so"],
]);

/** Whether the words may go now, until when they would wait, or why not: always there, with what to do beside it. */
export function DecisionLine(props: DecisionLineProps) {
  const { preview, channel, patientId, name } = props;
  const me = useMe();
  const now = useNow();
  const [lifting, setLifting] = useState(false);
  const { answer, error } = preview;
  if (error !== null && (answer === undefined || preview.fresh)) {
    return <p className="text-sm text-muted">Whether it may go could not be asked: {error.message}</p>;
  }
  if (answer === undefined) return <p className="text-sm text-muted">Checking whether this may go…</p>;
  const { decision } = answer;
  const { Icon, color, mark } = kinds[decision.kind];
  const lift = decision.kind === "hold" ? liftable(decision.rule ?? null) : undefined;
  const waiting = isWaiting(decision.evidence?.waitingUntil, now);
  const how = liftOf(lift ?? null, { permissions: me.permissions, waiting, own: true });
  const other: WritingChannel = channel === "SMS" ? "EMAIL" : "SMS";
  const otherWay =
    decision.kind !== "allow" &&
    decision.rule !== "phi" &&
    decision.remedy !== "set_up_provider" &&
    !byNoWay.has(decision.rule ?? "");
  const page = byNoWay.get(decision.rule ?? "") ?? onPage[decision.remedy ?? ""];
  return (
    <div aria-live="polite" className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
      <p className={cn("flex min-w-40 flex-1 basis-80 items-start gap-1.5 text-sm", color)}>
        <Icon aria-hidden className={cn("mt-px size-4 shrink-0", mark)} />
        <span className="text-pretty">{decision.words}</span>
      </p>
      {lift !== undefined && how !== null && (
        <Button
          size="sm"
          disabled={!props.ready}
          onClick={() => (how === "waiting" ? void props.onLift(lift, WAITING_REASON) : setLifting(true))}
        >
          {how === "reason"
            ? "Send now anyway"
            : lift === "quiet_hours"
              ? `Send now, ${name} is waiting`
              : "Send this answer anyway"}
        </Button>
      )}
      {otherWay && (
        <Button size="sm" onClick={() => props.onChannel(other)}>
          {other === "EMAIL" ? "Email instead" : "Text instead"}
        </Button>
      )}
      {page !== undefined && (
        <Link href={`/patients/${patientId}`} className={buttonClass("secondary", "sm")}>
          {page}
        </Link>
      )}
      {lift !== undefined && (
        <LiftDialog
          open={lifting}
          onOpenChange={setLifting}
          rule={lift}
          name={name}
          onLift={(reason) => props.onLift(lift, reason)}
        />
      )}
    </div>
  );
}
