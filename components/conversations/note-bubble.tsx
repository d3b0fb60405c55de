import { StickyNote } from "lucide-react";
import type { NoteView } from "@/components/conversations/api";
import { RelativeTime } from "@/components/ui/relative-time";

/** What staff wrote for each other. It never leaves the clinic. */
export function NoteBubble({ note }: { note: NoteView }) {
  return (
    <div className="my-2 self-stretch rounded-lg border border-note-border bg-note px-3 py-2 text-note-text">
      <p className="flex items-center gap-1.5 text-xs text-bubble-muted">
        <StickyNote aria-hidden className="size-3.5" />
        <span className="font-medium">{note.authorName}</span>
        <span>note, only staff see this</span>
        <RelativeTime at={note.createdAt} form="clock" className="ml-auto" />
      </p>
      <p className="mt-1 max-w-reading whitespace-pre-wrap">{note.body}</p>
    </div>
  );
}
