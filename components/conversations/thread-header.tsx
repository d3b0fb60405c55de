"use client";

import { ArrowLeft, Check, Ellipsis, Inbox, MailOpen, PanelRight, PhoneOff, StickyNote } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Viewer } from "@/components/conversations/api";
import { AssignMenu, SnoozeItems, SnoozeMenu } from "@/components/conversations/thread-menus";
import { presenceWords } from "@/components/conversations/use-presence";
import type { SidePane } from "@/components/conversations/use-side-pane";
import type { Triage } from "@/components/conversations/use-triage";
import { DemoActions } from "@/components/demo/demo-actions";
import { useShortcut } from "@/components/shell/shortcuts";
import { useMay } from "@/components/staff/me";
import { Badge } from "@/components/ui/badge";
import { fetched } from "@/components/ui/fetched";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { ConversationView } from "@/lib/conversations/schema";

const WrongNumberDialog = lazy(fetched(() => import("@/components/households/wrong-number-dialog")));

export interface ThreadHeaderProps {
  thread: ConversationView | undefined;
  viewers: readonly Viewer[];
  triage: Triage;
  side: SidePane;
  onBack: (() => void) | null;
  onLeave: (id: string) => void;
  onNote: () => void;
}

/** Whose thread it is, who else is here, and what can be done with all of it. */
export function ThreadHeader({ thread, viewers, triage, side, onBack, onLeave, onNote }: ThreadHeaderProps) {
  const may = useMay("conversation.write");
  const mayReport = useMay("incident.report");
  const [wrong, setWrong] = useState(false);
  useShortcut("p", "Show or hide the patient", side.toggle, { group: "Threads" });
  const small = onBack !== null;
  const present = presenceWords(viewers);
  const shown = side.beside || side.over;
  const isClosed = thread?.status === "closed";
  function close(id: string) {
    onLeave(id);
    triage.close(id);
  }
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-1 border-b px-1.5 py-1.5 sm:px-3">
      {small && <IconButton label="Back to the list" icon={<ArrowLeft aria-hidden />} onClick={onBack} />}
      <div className="min-w-0 flex-1 pl-1">
        {thread === undefined ? (
          <Skeleton className="h-5 w-40" />
        ) : (
          <>
            <h2 className="flex items-center gap-2 text-lg font-semibold">
              <bdi className="truncate">{thread.name}</bdi>
              <Status thread={thread} />
            </h2>
            <div className="flex h-6 min-w-0 items-center gap-1">
              <AssignMenu thread={thread} triage={triage} disabled={!may} />
              <p aria-live="polite" className="truncate text-sm text-accent-text">
                {present}
              </p>
            </div>
          </>
        )}
      </div>
      {thread !== undefined && may && (
        <>
          {!small && isClosed && (
            <IconButton
              label="Reopen the thread"
              keys="e"
              icon={<Inbox aria-hidden />}
              onClick={() => triage.reopen(thread.id)}
            />
          )}
          {!small && !isClosed && (
            <>
              <SnoozeMenu id={thread.id} triage={triage} onLeave={onLeave} />
              <IconButton
                label="Close the thread"
                keys="e"
                icon={<Check aria-hidden />}
                onClick={() => close(thread.id)}
              />
            </>
          )}
          <Menu align="end" trigger={<IconButton label="More" icon={<Ellipsis aria-hidden />} />}>
            {small && isClosed && (
              <MenuItem icon={<Inbox aria-hidden />} onSelect={() => triage.reopen(thread.id)}>
                Reopen the thread
              </MenuItem>
            )}
            {small && !isClosed && (
              <MenuItem icon={<Check aria-hidden />} onSelect={() => close(thread.id)}>
                Close the thread
              </MenuItem>
            )}
            <MenuItem
              icon={<MailOpen aria-hidden />}
              keys="u"
              onSelect={() => triage.setRead(thread.id, thread.unread)}
            >
              {thread.unread ? "Mark as read" : "Mark as unread"}
            </MenuItem>
            <MenuItem icon={<StickyNote aria-hidden />} keys="n" onSelect={onNote}>
              Write a note
            </MenuItem>
            {mayReport && thread.kind !== "unknown" && (
              <MenuItem icon={<PhoneOff aria-hidden />} onSelect={() => setWrong(true)}>
                Wrong number…
              </MenuItem>
            )}
            {small && !isClosed && (
              <>
                <MenuSeparator />
                <SnoozeItems id={thread.id} triage={triage} onLeave={onLeave} />
              </>
            )}
          </Menu>
        </>
      )}
      {wrong && thread !== undefined && (
        <Suspense>
          <WrongNumberDialog conversationId={thread.id} onOpenChange={setWrong} />
        </Suspense>
      )}
      {thread !== undefined && <DemoActions conversationId={thread.id} />}
      <IconButton
        label={shown ? "Hide the patient" : "Show the patient"}
        keys="p"
        icon={<PanelRight aria-hidden />}
        pressed={shown}
        onClick={side.toggle}
      />
    </header>
  );
}

function Status({ thread }: { thread: ConversationView }) {
  if (thread.status === "closed") return <Badge>Closed</Badge>;
  if (thread.status === "snoozed") {
    return (
      <Badge>
        Snoozed{" "}
        {thread.snoozedUntil !== null && (
          <>
            until <RelativeTime at={thread.snoozedUntil} form="short" />
          </>
        )}
      </Badge>
    );
  }
  return null;
}
