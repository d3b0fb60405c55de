"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { conversationQuery } from "@/components/conversations/api";
import { findRow } from "@/components/conversations/cache";
import { PatientPane } from "@/components/conversations/patient-pane";
import { ThreadFailure } from "@/components/conversations/thread-failure";
import { ThreadHeader } from "@/components/conversations/thread-header";
import { ThreadLog } from "@/components/conversations/thread-log";
import { usePresence } from "@/components/conversations/use-presence";
import type { SidePane } from "@/components/conversations/use-side-pane";
import type { Triage } from "@/components/conversations/use-triage";
import { EmergencyBar } from "@/components/emergencies/emergency-bar";
import { HouseholdContext, useFiling } from "@/components/households/filing";
import { useAbout } from "@/components/households/use-about";
import { BubbleSkeletons } from "@/components/inbox/skeletons";
import { forgetOlder, messagesQuery } from "@/components/messages/api";
import { type ComposerHandle, MessageComposer } from "@/components/messages/message-composer";
import { fetched } from "@/components/ui/fetched";
import { Sheet } from "@/components/ui/sheet";
import { EMERGENCY_TAG } from "@/lib/emergencies/schema";
import type { MessageView } from "@/lib/messages/schema";

const QuestionBar = lazy(fetched(() => import("@/components/revocations/question-bar")));
const HouseholdBar = lazy(fetched(() => import("@/components/households/household-bar")));
const UnknownSenderBar = lazy(fetched(() => import("@/components/conversations/unknown-sender-bar")));

export interface ConversationThreadProps {
  id: string;
  triage: Triage;
  side: SidePane;
  /** On a phone: the way back to the list. */
  onBack: (() => void) | null;
  onLeave: (id: string) => void;
  /** The messages have moved to another thread. */
  onMoved: (id: string) => void;
}

/** Looked at for this long, a thread counts as read; passing through with J and K does not. */
const READ_MS = 900;

/** One patient's thread: all channels in the order of time, and the composer that answers. */
export function ConversationThread({ id, triage, side, onBack, onLeave, onMoved }: ConversationThreadProps) {
  const client = useQueryClient();
  const detail = useQuery(conversationQuery(id));
  const messages = useInfiniteQuery(messagesQuery(id));
  const thread = detail.data ?? findRow(client, id);
  const shown = useMemo(() => messages.data?.pages.flatMap((page) => page.items) ?? [], [messages.data]);
  const composer = useRef<ComposerHandle>(null);
  const [typing, setTyping] = useState(false);
  const viewers = usePresence(id, typing);
  const filing = useFiling(id, detail.data?.household?.members);
  const about = useAbout(detail.data);
  useReadMark(thread?.unread === true, thread?.lastMessageAt ?? null, () => triage.setRead(id, true));

  const takeBack = useCallback(
    (message: MessageView) => composer.current?.restore(message, message.channel),
    [],
  );
  const otherWay = useCallback(
    (message: MessageView) =>
      composer.current?.restore(message, message.channel === "EMAIL" ? "SMS" : "EMAIL"),
    [],
  );

  const failure = detail.error ?? messages.error;
  if (failure !== null && (detail.data === undefined || messages.data === undefined)) {
    const retry = () => {
      void detail.refetch();
      void messages.refetch();
    };
    return <ThreadFailure error={failure} onBack={onBack} onRetry={retry} />;
  }
  const patient = detail.data?.patient;
  const firstName = patient?.kind === "person" ? patient.firstName : (thread?.name ?? "");
  return (
    <section
      aria-label={thread ? `Thread with ${thread.name}` : "Thread"}
      className="flex min-h-0 flex-1 flex-col"
    >
      <ThreadHeader
        thread={thread}
        viewers={viewers}
        triage={triage}
        side={side}
        onBack={onBack}
        onLeave={onLeave}
        onNote={() => composer.current?.note()}
      />
      {detail.data !== undefined && detail.data.questions.length > 0 && (
        <Suspense fallback={<div className="h-12 shrink-0 border-b bg-warning-soft" />}>
          <QuestionBar questions={detail.data.questions} name={firstName || detail.data.name} />
        </Suspense>
      )}
      <EmergencyBar
        conversationId={id}
        heard={shown.some((message) => message.tags.includes(EMERGENCY_TAG))}
      />
      {detail.data?.kind === "unknown" && (
        <Suspense fallback={<div className="h-12 shrink-0 border-b bg-warning-soft" />}>
          <UnknownSenderBar senderId={detail.data.patientId} address={detail.data.name} onLinked={onMoved} />
        </Suspense>
      )}
      {messages.data === undefined ? (
        <div className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden">
          <BubbleSkeletons />
        </div>
      ) : (
        <HouseholdContext value={filing}>
          <ThreadLog
            name={thread?.name ?? ""}
            firstName={firstName}
            messages={shown}
            detail={detail.data}
            whole={!messages.hasNextPage}
            loadingOlder={messages.isFetchingNextPage}
            onOlder={() => void messages.fetchNextPage()}
            onRest={() => forgetOlder(client, id)}
            onTakenBack={takeBack}
            onOtherWay={otherWay}
          />
        </HouseholdContext>
      )}
      {detail.data?.household !== undefined && about.detail !== undefined && (
        <HouseholdContext value={filing}>
          <Suspense fallback={<div className="h-16 shrink-0 border-t bg-surface-sunken" />}>
            <HouseholdBar
              shown={detail.data.household.shown}
              newest={shown.find((message) => message.direction === "INBOUND")}
              about={about.detail.patientId}
              onAbout={about.choose}
            />
          </Suspense>
        </HouseholdContext>
      )}
      <MessageComposer ref={composer} id={id} detail={about.detail} messages={shown} onTyping={setTyping} />
      {side.over && (
        <Sheet open onOpenChange={side.toggle} title="Patient">
          <div className="-m-4">
            <PatientPane id={id} onClose={null} />
          </div>
        </Sheet>
      )}
    </section>
  );
}

/** Marks as read what a person has had before their eyes for a moment; what they marked as unread stays so. */
function useReadMark(unread: boolean, upTo: string | null, mark: () => void): void {
  const settled = useRef<string | null>(null);
  const act = useEffectEvent(mark);
  useEffect(() => {
    if (!unread) settled.current = upTo;
    if (!unread || settled.current === upTo) return;
    const wait = setTimeout(() => {
      if (document.visibilityState !== "visible") return;
      settled.current = upTo;
      act();
    }, READ_MS);
    return () => clearTimeout(wait);
  }, [unread, upTo]);
}
