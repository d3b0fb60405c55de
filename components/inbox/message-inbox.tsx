"use client";

import { MessagesSquare } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { ConversationThread } from "@/components/conversations/conversation-thread";
import { PatientPane } from "@/components/conversations/patient-pane";
import { useMedia } from "@/components/conversations/use-media";
import { useSidePane } from "@/components/conversations/use-side-pane";
import { useTriage } from "@/components/conversations/use-triage";
import { showPhone, usePhone } from "@/components/demo/use-phone";
import { ChannelMenu } from "@/components/inbox/channel-menu";
import { ConversationList } from "@/components/inbox/conversation-list";
import { neighbour } from "@/components/inbox/list-order";
import { viewNames } from "@/components/inbox/place";
import { SearchField } from "@/components/inbox/search-field";
import { usePlace } from "@/components/inbox/use-place";
import { useThreads } from "@/components/inbox/use-threads";
import { useTriageKeys } from "@/components/inbox/use-triage-keys";
import { ViewList, ViewMenu } from "@/components/inbox/views";
import { dropOthersBackups } from "@/components/messages/draft-backup";
import { RailSection } from "@/components/shell/rail";
import { useShortcut } from "@/components/shell/shortcuts";
import { useMe } from "@/components/staff/me";
import { EmptyState } from "@/components/ui/empty-state";
import { fetched } from "@/components/ui/fetched";
import { Pane, Panes } from "@/components/ui/panes";
import { useTakenOver } from "@/components/ui/taken-over";
import type { View } from "@/lib/conversations/schema";

const BulkFailures = lazy(fetched(() => import("@/components/bulk/bulk-failures")));
const QuestionsLink = lazy(fetched(() => import("@/components/revocations/questions-link")));
const DemoPanel = lazy(fetched(() => import("@/components/demo/demo-panel")));

/** The shared inbox: views, threads, the open thread and its patient. Its state is `usePlace`. */
export function MessageInbox() {
  const { place, go } = usePlace();
  const { view, channel, search, conversationId } = place;
  const wide = useMedia("(min-width: 640px)");
  const side = useSidePane();
  const phone = usePhone();
  const takenOver = useTakenOver();
  const showPatient = () => {
    showPhone(false);
    if (!side.beside) side.toggle();
  };
  const threads = useThreads({ view, search, channel, keep: conversationId });
  const triage = useTriage();
  const searchField = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState<string | null>(conversationId);
  const order = threads.rows.map((row) => row.id);
  const standing = conversationId ?? cursor;

  const open = useCallback(
    (id: string) => {
      setCursor(id);
      go({ conversationId: id });
    },
    [go],
  );
  const choose = (next: View) => go({ view: next, search: "", ...(wide ? {} : { conversationId: null }) });
  const find = (words: string) => go({ search: words }, "replace");

  function step(by: 1 | -1) {
    const next = neighbour(order, standing, by);
    if (next === null) return;
    setCursor(next);
    if (conversationId !== null) go({ conversationId: next }, "replace");
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-thread="${next}"]`)?.focus());
  }
  /** A thread that is done makes room for the next one, without a step in the browser's history. */
  function leave(id: string) {
    const next = neighbour(order, id, 1) ?? neighbour(order, id, -1);
    setCursor(next);
    if (conversationId === id) go({ conversationId: wide ? next : null }, "replace");
  }
  useTriageKeys({ target: threads.rows.find((row) => row.id === standing), triage, step, leave });
  useShortcut("f", "Search threads", () => searchField.current?.focus(), { group: "Threads" });

  const { id: meId } = useMe();
  useEffect(() => dropOthersBackups(meId), [meId]);

  // Whoever comes to the inbox finds the first waiting thread open beside the list, once.
  const first = order[0];
  const arrived = useRef(conversationId !== null);
  const arrive = useEffectEvent((id: string) => go({ conversationId: id }, "replace"));
  // A page or thread asked for meanwhile is still on its way when the list comes: to open another would call it off.
  useEffect(() => {
    const clicked = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest("a") : null;
      if (link && link.href !== window.location.href) arrived.current = true;
    };
    document.addEventListener("click", clicked, { capture: true });
    return () => document.removeEventListener("click", clicked, { capture: true });
  }, []);
  useEffect(() => {
    if (first === undefined || arrived.current) return;
    arrived.current = true;
    if (wide) arrive(first);
  }, [first, wide]);

  const list = (
    <section aria-label="Threads" className="flex min-h-0 flex-1 flex-col bg-surface-sunken">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-3 py-2">
        <div className="w-full xl:hidden">
          <ViewMenu view={view} onChoose={choose} />
        </div>
        <SearchField ref={searchField} search={search} onSearch={find} />
        <ChannelMenu channel={channel} onChoose={(chosen) => go({ channel: chosen }, "replace")} />
      </div>
      {takenOver && view === "waiting" && search === "" && (
        <Suspense>
          <QuestionsLink />
        </Suspense>
      )}
      {takenOver && view === "failed" && search === "" && (
        <Suspense>
          <BulkFailures />
        </Suspense>
      )}
      <ConversationList
        key={`${view}/${channel}/${search}`}
        threads={threads}
        place={place}
        cursor={cursor}
        onOpen={open}
        onSearch={find}
        onAllChannels={() => go({ channel: null }, "replace")}
      />
    </section>
  );
  const thread =
    conversationId === null ? (
      <EmptyState icon={<MessagesSquare />} title="No thread is open." className="flex-1">
        Choose one from the list, or press J.
      </EmptyState>
    ) : (
      <ConversationThread
        key={conversationId}
        id={conversationId}
        triage={triage}
        side={phone.beside ? { ...side, beside: false, toggle: showPatient } : side}
        onBack={wide ? null : () => go({ conversationId: null })}
        onLeave={leave}
        onMoved={(moved) => go({ conversationId: moved }, "replace")}
      />
    );

  return (
    <>
      <h1 className="sr-only">{search === "" ? viewNames[view] : `Search: ${search}`}</h1>
      <RailSection>
        <ViewList view={view} onChoose={choose} />
      </RailSection>
      {wide ? (
        <Panes name="inbox" className="min-h-0 flex-1">
          <Pane id="list" size={340} min={260} max={520}>
            {list}
          </Pane>
          <Pane id="thread" label="Resize the list" min={360}>
            {thread}
          </Pane>
          {phone.beside && conversationId !== null && (
            <Pane id="phone" label="Resize the patient's phone" size={380} min={330} max={480}>
              <Suspense>
                <DemoPanel conversationId={conversationId} />
              </Suspense>
            </Pane>
          )}
          {side.beside && !phone.beside && conversationId !== null && (
            <Pane id="patient" label="Resize the patient panel" size={300} min={250} max={460}>
              <PatientPane id={conversationId} onClose={side.toggle} />
            </Pane>
          )}
        </Panes>
      ) : conversationId === null ? (
        list
      ) : (
        thread
      )}
    </>
  );
}
