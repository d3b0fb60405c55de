"use client";

import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { MessageBubble } from "@/components/conversations/message-bubble";
import { ChunkOfThread, type ChunkProps } from "@/components/conversations/thread-chunk";
import { threadChunks, threadItems } from "@/components/conversations/thread-items";
import { Button } from "@/components/ui/button";
import { useNow, useZone } from "@/components/ui/clock";
import { daysBetween } from "@/components/ui/time-words";
import type { ConversationDetail } from "@/lib/conversations/schema";
import type { MessageView } from "@/lib/messages/schema";

export interface ThreadLogProps {
  name: string;
  firstName: string;
  messages: readonly MessageView[];
  detail: ConversationDetail | undefined;
  /** All of the thread is loaded. */
  whole: boolean;
  loadingOlder: boolean;
  onOlder: () => void;
  /** Back at the newest message: what is far above may go. */
  onRest: () => void;
  onTakenBack: (message: MessageView) => void;
  onOtherWay: (message: MessageView) => void;
}

/** How close to the oldest loaded message the older ones are fetched, in px. */
const AHEAD_PX = 800;
/** Closer to the end than this, a new message is simply seen. */
const END_PX = 80;

/**
 * The messages of a thread. The scroller runs from its end (`column-reverse`): it opens at the newest message, and
 * older ones grow above without moving what is read.
 */
export function ThreadLog(props: ThreadLogProps) {
  const { name, firstName, messages, detail, whole, loadingOlder, onOlder, onRest } = props;
  const zone = useZone();
  const today = useToday(zone);
  const notes = detail?.notes;
  const chunks = useMemo(
    () => threadChunks(threadItems(messages, notes ?? [], { now: today, zone, whole })),
    [messages, notes, today, zone, whole],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const newest = messages[0]?.id;
  const newestOurs = messages[0]?.direction === "OUTBOUND";
  const [seen, setSeen] = useState(newest);
  if (!away && seen !== newest) setSeen(newest);

  useLayoutEffect(() => {
    if (newest !== undefined && newestOurs) scroller.current?.scrollTo({ top: 0 });
  }, [newest, newestOurs]);
  useEffect(() => {
    const box = scroller.current;
    if (box === null || whole || loadingOlder) return;
    const left = box.scrollHeight - box.clientHeight + box.scrollTop;
    if (left < AHEAD_PX) onOlder();
  });

  function onScroll() {
    const box = scroller.current;
    if (box === null) return;
    const isAway = -box.scrollTop > END_PX;
    setAway(isAway);
    if (away && !isAway) onRest();
    if (!whole && !loadingOlder && box.scrollHeight - box.clientHeight + box.scrollTop < AHEAD_PX) onOlder();
  }

  const point = detail?.patient.contactPoints.find((each) => each.kind === "phone" && each.isPrimary);
  const phoneValue = point?.value;
  const phoneShown = point?.shown;
  const phone = useMemo(
    () => (phoneValue === undefined ? null : { value: phoneValue, shown: phoneShown ?? phoneValue }),
    [phoneValue, phoneShown],
  );
  const hasEmail =
    detail?.patient.contactPoints.some(({ kind, health }) => kind === "email" && health !== "closed") ??
    false;
  const patientZone = detail?.patient.timeZone;
  const { onTakenBack, onOtherWay } = props;
  const renderMessage = useCallback<ChunkProps["renderMessage"]>(
    ({ message, first, last, reaction }) => (
      <MessageBubble
        message={message}
        first={first}
        last={last}
        reaction={reaction}
        name={firstName}
        phone={phone}
        hasEmail={hasEmail}
        zone={patientZone}
        onTakenBack={onTakenBack}
        onOtherWay={onOtherWay}
      />
    ),
    [firstName, phone, hasEmail, patientZone, onTakenBack, onOtherWay],
  );
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        data-thread-scroller
        onScroll={onScroll}
        className="flex h-full flex-col-reverse overflow-y-auto overscroll-contain"
      >
        <div
          role="log"
          aria-label={`Messages with ${name}`}
          aria-busy={loadingOlder}
          className="mx-auto flex w-full max-w-4xl flex-col gap-1 px-4 pt-6 pb-3"
        >
          {loadingOlder && <p className="py-2 text-center text-sm text-muted">Loading older messages…</p>}
          {whole && chunks.length > 0 && (
            <p className="pb-2 text-center text-sm text-muted">
              This is where the thread with {name} begins.
            </p>
          )}
          {chunks.map((chunk, index) => (
            <ChunkOfThread
              key={chunk.key}
              chunk={chunk}
              pinned={index === chunks.length - 1}
              renderMessage={renderMessage}
            />
          ))}
        </div>
      </div>
      {away && (
        <Button
          size="sm"
          icon={<ArrowDown aria-hidden className="size-3.5" />}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-pop"
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          {seen === newest ? "Newest" : "New message"}
        </Button>
      )}
    </div>
  );
}

/** An instant of the clinic's present day; it changes at midnight, not every 15 seconds like the clock. */
function useToday(zone: string): Date {
  const now = useNow();
  const [day, setDay] = useState(now);
  if (daysBetween(day, now, zone) !== 0) setDay(now);
  return day;
}
