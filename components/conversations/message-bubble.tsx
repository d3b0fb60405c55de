"use client";

import { lazy, memo, Suspense } from "react";
import { Attachments } from "@/components/conversations/attachments";
import { BubbleWords } from "@/components/conversations/bubble-words";
import { EmergencyMark } from "@/components/emergencies/emergency-mark";
import { FilingMark } from "@/components/households/filing-mark";
import { ChannelIcon } from "@/components/messages/channel-icon";
import { DeliveryStatusBadge } from "@/components/messages/delivery-status-badge";
import { UndoSend, useUndoable } from "@/components/messages/undo-send";
import { SecureMark } from "@/components/secure/secure-mark";
import { cn } from "@/components/ui/cn";
import { fetched } from "@/components/ui/fetched";
import { RelativeTime } from "@/components/ui/relative-time";
import { EMERGENCY_TAG } from "@/lib/emergencies/schema";
import type { MessageView } from "@/lib/messages/schema";

const RemedyBar = lazy(fetched(() => import("@/components/messages/remedy-bar")));

export interface BubbleProps {
  message: MessageView;
  first: boolean;
  last: boolean;
  /** The emoji that the patient put on it; null: none. */
  reaction: string | null;
  /** The patient's first name, or what the thread is called. */
  name: string;
  phone: { value: string; shown: string } | null;
  hasEmail: boolean;
  /** The patient's zone. */
  zone: string | undefined;
  /** Puts the words of a taken-back message into the composer. */
  onTakenBack: (message: MessageView) => void;
  /** The same, for another channel. */
  onOtherWay: (message: MessageView) => void;
}

const authors = { key: "Another system", system: "Automatic", patient: "", staff: "A colleague" };

/** Read from the vendor's list, because its webhook never reached us. */
const cameLate = (metadata: unknown) =>
  typeof metadata === "object" && metadata !== null && "arrivedOffline" in metadata;

/** One message: theirs on the left, ours on the right, and under ours what became of it and what to do. */
export const MessageBubble = memo(function MessageBubble(props: BubbleProps) {
  const { message, first, last, name } = props;
  const ours = message.direction === "OUTBOUND";
  const undoable = useUndoable(message);
  const troubled = message.badge.tone === "warning" || message.badge.tone === "danger";
  const foot = ours || last || message.channel === "EMAIL";
  return (
    <article
      aria-label={ours ? `From us to ${name}` : `From ${name}`}
      className={cn(
        "flex max-w-[min(88%,68ch)] flex-col gap-1",
        first && "mt-3",
        ours ? "items-end self-end" : "items-start self-start",
      )}
    >
      {ours && first && (
        <p className="px-1 text-xs text-muted">{message.authorName ?? authors[message.createdByKind]}</p>
      )}
      {!ours && cameLate(message.metadata) && (
        <p className="px-1 text-xs text-muted">Arrived while we were offline</p>
      )}
      {message.tags.includes(EMERGENCY_TAG) && (
        <EmergencyMark conversationId={message.conversationId} at={message.createdAt} />
      )}
      <BubbleWords message={message} name={name} />
      {props.reaction !== null && (
        <p className="-mt-2.5 rounded-full border bg-surface px-1.5 text-sm shadow-sm">
          <span className="sr-only">{name} reacted: </span>
          {props.reaction}
        </p>
      )}
      {message.secure && <SecureMark secure={message.secure} name={name} />}
      {message.attachments.length > 0 && <Attachments files={message.attachments} />}
      {ours && troubled && message.badge.sentence !== null && (
        <div
          className={cn(
            "flex flex-col gap-2 rounded-lg px-3 py-2 text-text",
            message.badge.tone === "danger" ? "bg-danger-soft" : "bg-warning-soft",
          )}
        >
          <p className="text-pretty">{message.badge.sentence}</p>
          <Suspense fallback={<div className="h-7" />}>
            <RemedyBar {...props} />
          </Suspense>
        </div>
      )}
      {foot && (
        <div
          className={cn(
            "flex min-h-6 flex-wrap items-center gap-x-1.5 px-1 text-xs text-bubble-muted",
            ours && "justify-end",
          )}
        >
          <ChannelIcon channel={message.channel} />
          <RelativeTime at={message.createdAt} form="clock" />
          {undoable ? (
            <UndoSend message={message} name={name} onTakenBack={props.onTakenBack} />
          ) : (
            ours && <DeliveryStatusBadge message={message} zone={props.zone} />
          )}
          {!undoable && message.status === "SCHEDULED" && !troubled && (
            <Suspense>
              <RemedyBar {...props} phone={null} />
            </Suspense>
          )}
        </div>
      )}
      <FilingMark message={message} />
    </article>
  );
});
