"use client";

import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import { NoteBubble } from "@/components/conversations/note-bubble";
import type { ThreadChunk, ThreadItem } from "@/components/conversations/thread-items";
import { RelativeTime } from "@/components/ui/relative-time";

export interface ChunkProps {
  chunk: ThreadChunk;
  /** The newest pieces are always there; the others only near the eye. */
  pinned: boolean;
  renderMessage: (item: Extract<ThreadItem, { kind: "message" }>) => ReactNode;
}

/** So far out of sight a piece is only its height. */
const NEAR = "1800px 0px";

/** A piece of the thread. Far from what is read it leaves an empty box of its own height, so 2,000 messages cost little. */
export const ChunkOfThread = memo(function ChunkOfThread({ chunk, pinned, renderMessage }: ChunkProps) {
  const box = useRef<HTMLDivElement>(null);
  const [empty, setEmpty] = useState<number | null>(null);
  useEffect(() => {
    const piece = box.current;
    if (piece === null || pinned) return;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return;
        setEmpty(entry.isIntersecting ? null : entry.boundingClientRect.height);
      },
      { root: piece.closest("[data-thread-scroller]"), rootMargin: NEAR },
    );
    watch.observe(piece);
    return () => watch.disconnect();
  }, [pinned]);
  if (empty !== null && !pinned) return <div ref={box} style={{ height: empty }} />;
  return (
    <div ref={box} className="flex flex-col gap-1">
      {chunk.items.map((item) => (
        <div key={item.key} className="flex flex-col">
          {item.kind === "day" && <DayLine words={item.words} />}
          {item.kind === "note" && <NoteBubble note={item.note} />}
          {item.kind === "reaction" && <ReactionLine emoji={item.emoji} at={item.message.createdAt} />}
          {item.kind === "message" && renderMessage(item)}
        </div>
      ))}
    </div>
  );
}, sameChunk);

/** Chunks are made anew with every message; a piece is drawn anew only when something in it has changed. */
function sameChunk(before: ChunkProps, after: ChunkProps): boolean {
  return (
    before.pinned === after.pinned &&
    before.renderMessage === after.renderMessage &&
    before.chunk.items.length === after.chunk.items.length &&
    before.chunk.items.every((item, index) => sameItem(item, after.chunk.items[index]))
  );
}

function sameItem(one: ThreadItem, other: ThreadItem | undefined): boolean {
  if (one.kind !== other?.kind || one.key !== other.key) return false;
  if (one.kind === "day") return other.kind === "day" && one.words === other.words;
  if (one.kind === "note") return other.kind === "note" && one.note === other.note;
  if (one.kind === "reaction") return other.kind === "reaction" && one.emoji === other.emoji;
  return (
    other.kind === "message" &&
    one.message === other.message &&
    one.first === other.first &&
    one.last === other.last &&
    one.reaction === other.reaction
  );
}

function ReactionLine({ emoji, at }: { emoji: string; at: string }) {
  return (
    <p className="flex items-center gap-1.5 self-start px-1 py-1 text-xs text-muted">
      Reacted {emoji} to a text that is not in this thread · <RelativeTime at={at} form="clock" />
    </p>
  );
}

function DayLine({ words }: { words: string }) {
  return (
    <h3 className="flex items-center gap-3 py-2 text-xs font-medium text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      {words}
    </h3>
  );
}
