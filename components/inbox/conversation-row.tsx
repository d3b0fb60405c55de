"use client";

import { Clock, Lock, Siren, TriangleAlert } from "lucide-react";
import { type MouseEvent, memo } from "react";
import { ChannelIcon } from "@/components/messages/channel-icon";
import { Avatar } from "@/components/ui/avatar";
import { useNow, useZone } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import { relativeWords } from "@/components/ui/time-words";
import type { ConversationView } from "@/lib/conversations/schema";

export interface RowProps {
  row: ConversationView;
  href: string;
  open: boolean;
  /** It may be an emergency, and nobody has it yet. */
  urgent: boolean;
  meId: string;
  onOpen: (id: string) => void;
  /** Hovered or focused: a good moment to fetch it. */
  onNear: (id: string) => void;
}

/** One thread of the list, 64 px high: who, the last words, by which way, how long ago, whose, how long it waits. */
export const ConversationRow = memo(function ConversationRow({
  row,
  href,
  open,
  urgent,
  meId,
  onOpen,
  onNear,
}: RowProps) {
  const click = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(row.id);
  };
  return (
    <a
      href={href}
      data-thread={row.id}
      aria-current={open ? "true" : undefined}
      onClick={click}
      onPointerEnter={() => onNear(row.id)}
      onFocus={() => onNear(row.id)}
      className={cn(
        "focus-inset relative flex h-16 flex-col justify-center gap-1 border-b pr-3 pl-7 hover:bg-surface-hover",
        "aria-[current=true]:bg-surface-selected aria-[current=true]:shadow-[inset_2px_0_var(--accent)]",
      )}
    >
      {row.unread && (
        <span className="absolute top-[19px] left-2.5 size-2 rounded-full bg-accent">
          <span className="sr-only">Unread. </span>
        </span>
      )}
      <span className="flex items-center gap-2">
        <span className={cn("min-w-0 flex-1 truncate", row.unread ? "font-semibold" : "font-medium")}>
          <bdi>{row.name}</bdi>
        </span>
        <span className="flex shrink-0 items-center gap-1.5 text-xs text-muted">
          {row.lastChannel !== null && <ChannelIcon channel={row.lastChannel} />}
          <RelativeTime at={row.lastMessageAt} form="short" />
        </span>
      </span>
      <span className="flex items-center gap-2 text-sm">
        <span className={cn("min-w-0 flex-1 truncate", row.unread ? "text-text" : "text-muted")}>
          <Snippet row={row} />
        </span>
        {urgent && (
          <span className="inline-flex shrink-0 items-center gap-1 text-xs font-medium text-danger-text">
            <Siren aria-hidden className="size-3.5" /> Emergency?
          </span>
        )}
        <Marks row={row} meId={meId} />
      </span>
    </a>
  );
});

function Snippet({ row }: { row: ConversationView }) {
  if (row.restricted) {
    return (
      <span className="inline-flex items-center gap-1">
        <Lock aria-hidden className="size-3.5" /> Restricted
      </span>
    );
  }
  if (row.snippet === "") return row.lastMessageId === null ? "No messages yet" : "No words";
  return (
    <>
      {row.lastDirection === "OUTBOUND" && <span className="text-muted">Us: </span>}
      <bdi>{row.snippet}</bdi>
    </>
  );
}

function Marks({ row, meId }: { row: ConversationView; meId: string }) {
  return (
    <span className="flex shrink-0 items-center gap-1.5">
      {row.failedSince !== null && (
        <span className="inline-flex items-center gap-1 text-xs font-medium text-danger-text">
          <TriangleAlert aria-hidden className="size-3.5" /> Failed
        </span>
      )}
      {row.waitingSince !== null && <Waiting since={row.waitingSince} />}
      {row.snoozedUntil !== null && row.status === "snoozed" && (
        <span className="text-xs text-muted">
          until <RelativeTime at={row.snoozedUntil} form="short" />
        </span>
      )}
      {row.assignee !== null && (
        <span title={row.assignee.id === meId ? "Assigned to you" : `Assigned to ${row.assignee.name}`}>
          <span className="sr-only">
            {row.assignee.id === meId ? "Assigned to you" : `Assigned to ${row.assignee.name}`}
          </span>
          <Avatar
            name={row.assignee.name}
            size="sm"
            className={cn("size-5", row.assignee.id === meId && "bg-accent-soft text-accent-text")}
          />
        </span>
      )}
    </span>
  );
}

const LONG_MS = 60 * 60_000;

/** How long the patient has been waiting for an answer; after an hour it is said in a warning's colour. */
function Waiting({ since }: { since: string }) {
  const now = useNow();
  const zone = useZone();
  const from = new Date(since);
  const long = now.getTime() - from.getTime() > LONG_MS;
  return (
    <span
      title={`Waiting since ${relativeWords(from, now, zone)}`}
      className={cn(
        "figures inline-flex items-center gap-1 text-xs",
        long ? "font-medium text-warning-text" : "text-muted",
      )}
    >
      <Clock aria-hidden className="size-3.5" />
      <span className="sr-only">Waiting </span>
      {waitWords(now.getTime() - from.getTime())}
    </span>
  );
}

/** "4m", "2h", "3d": a wait is a length, never a date. */
function waitWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes}m`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / (24 * 60))}d`;
}
