"use client";

import { Phone } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { LiftDialog } from "@/components/messages/lift-dialog";
import { MoveMenu } from "@/components/messages/move-menu";
import { liftable, type Remedy, remediesOf, WAITING_REASON } from "@/components/messages/remedies";
import { useMessageActions } from "@/components/messages/use-message-actions";
import { useMe } from "@/components/staff/me";
import { Button, buttonClass } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { MessageView } from "@/lib/messages/schema";

export interface RemedyBarProps {
  message: MessageView;
  /** The patient's first name, or how the thread is called. */
  name: string;
  phone: { value: string; shown: string } | null;
  hasEmail: boolean;
  /** The patient's zone. */
  zone: string | undefined;
  /** Puts the words into the composer, for another way. */
  onOtherWay: (message: MessageView) => void;
  /** Puts the words into the composer, to be changed. */
  onTakenBack: (message: MessageView) => void;
}

/** Remedies that are more than a plain button. */
type Own = "call" | "fix_contact" | "open_chart" | "set_postal_address" | "move";

const FIX = {
  SMS: "Fix the number",
  PUSH: "Fix the number",
  EMAIL: "Fix the address",
  IN_APP: "Invite to the portal",
};

/** What to do about a message that is held or went wrong, as buttons beside its sentence. */
export default function RemedyBar(props: RemedyBarProps) {
  const { message, name, phone, hasEmail } = props;
  const me = useMe();
  const now = useNow();
  const actions = useMessageActions(message.conversationId);
  const [asking, setAsking] = useState<"lift" | "twice" | null>(null);
  const facts = { permissions: me.permissions, me: me.id, phone: phone?.value ?? null, hasEmail, now };
  const remedies = remediesOf(message, facts);
  if (remedies.length === 0) return null;
  const lift = liftable(message.reason);
  const { id } = message;
  // These buttons go with the cancelled message before a callback of theirs would run.
  async function edit() {
    const stopped = await actions.mutateAsync({ do: "edit", id }).catch(() => null);
    if (stopped !== null) props.onTakenBack(message);
  }
  const buttons: Record<Exclude<Remedy, Own>, { label: string; quiet: boolean; act: () => void }> = {
    send_now: { label: "Send now anyway", quiet: false, act: () => setAsking("lift") },
    send_now_waiting: {
      label: lift === "quiet_hours" ? `Send now, ${name} is waiting` : "Send this answer anyway",
      quiet: false,
      act: () => lift && actions.mutate({ do: "send_now_waiting", id, rule: lift, reason: WAITING_REASON }),
    },
    send_again: { label: "Send again", quiet: false, act: () => actions.mutate({ do: "send_again", id }) },
    send_again_twice: { label: "Send again…", quiet: false, act: () => setAsking("twice") },
    other_way: {
      label: message.channel === "EMAIL" ? "Text instead" : "Email instead",
      quiet: false,
      act: () => props.onOtherWay(message),
    },
    send_planned: {
      label: "Send now",
      quiet: true,
      act: () => actions.mutate({ do: "send_planned", id, at: null }),
    },
    edit_words: { label: "Change the words", quiet: false, act: () => props.onTakenBack(message) },
    edit: {
      label: "Edit",
      quiet: true,
      act: () => void edit(),
    },
    handled: { label: "Mark as dealt with", quiet: true, act: () => actions.mutate({ do: "handled", id }) },
    cancel: { label: "Do not send", quiet: true, act: () => actions.mutate({ do: "cancel", id }) },
  };
  return (
    <div className="flex flex-wrap gap-1.5">
      {remedies.map((remedy) => {
        if (remedy === "call") return phone !== null && <CallLink key={remedy} phone={phone} />;
        if (remedy === "move") {
          return (
            <MoveMenu
              key={remedy}
              zone={props.zone}
              name={name}
              onMove={(at) => actions.mutate({ do: "move", id, at })}
            />
          );
        }
        if (remedy === "set_postal_address") {
          return (
            <Link key={remedy} href="/settings/mail#postal" className={buttonClass("secondary", "sm")}>
              Add the clinic’s address
            </Link>
          );
        }
        if (remedy === "fix_contact" || remedy === "open_chart") {
          return (
            <Link
              key={remedy}
              href={`/patients/${message.patientId}`}
              className={buttonClass("secondary", "sm")}
            >
              {remedy === "open_chart" ? "Open the chart" : FIX[message.channel]}
            </Link>
          );
        }
        const { label, quiet, act } = buttons[remedy];
        return (
          <Button
            key={remedy}
            size="sm"
            variant={quiet ? "quiet" : "secondary"}
            loading={actions.isPending && actions.variables.do === remedy}
            onClick={act}
          >
            {label}
          </Button>
        );
      })}
      {lift !== undefined && (
        <LiftDialog
          open={asking === "lift"}
          onOpenChange={(open) => setAsking(open ? "lift" : null)}
          rule={lift}
          name={name}
          onLift={(reason) => actions.mutateAsync({ do: "send_now", id, rule: lift, reason })}
        />
      )}
      <ConfirmDialog
        open={asking === "twice"}
        onOpenChange={(open) => setAsking(open ? "twice" : null)}
        title="Send it again?"
        consequence={`The first one may have arrived. ${name} could get the same words twice.`}
        confirmLabel="Send again"
        cancelLabel="Wait for the answer"
        onConfirm={async () => {
          await actions.mutateAsync({ do: "send_again_twice", id });
        }}
      />
    </div>
  );
}

function CallLink({ phone }: { phone: { value: string; shown: string } }) {
  return (
    <a href={`tel:${phone.value}`} className={buttonClass("secondary", "sm")}>
      <Phone aria-hidden className="size-3.5" /> Call {phone.shown}
    </a>
  );
}
