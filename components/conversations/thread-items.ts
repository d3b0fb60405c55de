import type { NoteView } from "@/components/conversations/api";
import { dayWords } from "@/components/ui/time-words";
import type { MessageView } from "@/lib/messages/schema";

export type ThreadItem =
  | { kind: "day"; key: string; words: string }
  | { kind: "note"; key: string; note: NoteView }
  /** The patient reacted to a text that nobody can find: a line, not a message. */
  | { kind: "reaction"; key: string; message: MessageView; emoji: string }
  | {
      kind: "message";
      key: string;
      message: MessageView;
      /** Begins a run of messages by one person over one channel: who it was is said once. */
      first: boolean;
      /** Ends such a run: the time is said once. */
      last: boolean;
      /** What stands on it: the patient's reaction. */
      reaction: string | null;
    };

/** Messages of one person closer together than this stand as one group. */
const RUN_MS = 5 * 60_000;

function sameRun(one: MessageView, other: MessageView): boolean {
  return (
    one.direction === other.direction &&
    one.channel === other.channel &&
    one.createdBy === other.createdBy &&
    Math.abs(Date.parse(other.createdAt) - Date.parse(one.createdAt)) < RUN_MS
  );
}

/**
 * A thread as it is read: oldest first, messages and notes in the order of time, a heading where a new day of the
 * clinic begins. Notes older than the oldest loaded message wait until that far is loaded (`whole`: all is).
 */
export function threadItems(
  newestFirst: readonly MessageView[],
  notes: readonly NoteView[],
  { now, zone, whole }: { now: Date; zone: string; whole: boolean },
): ThreadItem[] {
  const reactions = reactionsOf(newestFirst);
  const oldest = newestFirst.at(-1)?.createdAt ?? "";
  const entries = [
    ...newestFirst.filter(isShown).map((message) => ({ at: message.createdAt, message, note: null })),
    ...notes
      .filter((note) => whole || note.createdAt >= oldest)
      .map((note) => ({ at: note.createdAt, message: null, note })),
  ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : byId(one, other)));

  const items: ThreadItem[] = [];
  let day = "";
  entries.forEach((entry, index) => {
    const words = dayWords(new Date(entry.at), now, zone);
    const newDay = words !== day;
    if (newDay) items.push({ kind: "day", key: `day-${entry.message?.id ?? entry.note?.id}`, words });
    day = words;
    if (entry.note !== null) {
      items.push({ kind: "note", key: entry.note.id, note: entry.note });
      return;
    }
    const { message } = entry;
    if (message.reaction) {
      items.push({ kind: "reaction", key: message.id, message, emoji: message.reaction.emoji });
      return;
    }
    const before = entries[index - 1]?.message;
    const after = entries[index + 1]?.message;
    const endsDay = after != null && dayWords(new Date(after.createdAt), now, zone) !== words;
    items.push({
      kind: "message",
      key: message.id,
      message,
      first: newDay || before == null || !sameRun(before, message),
      last: after == null || endsDay || !sameRun(message, after),
      reaction: reactions.get(message.id) || null,
    });
  });
  return items;
}

/** A reaction stands on our message; only one on a text that nobody can find is a line of its own. */
const isShown = ({ reaction }: MessageView) => !reaction || (reaction.onId === null && !reaction.removed);

/** The newest reaction on each message; one that was taken back leaves none. */
function reactionsOf(newestFirst: readonly MessageView[]): Map<string, string> {
  const newest = new Map<string, string>();
  for (const { reaction } of newestFirst) {
    if (!reaction?.onId || newest.has(reaction.onId)) continue;
    newest.set(reaction.onId, reaction.removed ? "" : reaction.emoji);
  }
  return newest;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;

export interface ThreadChunk {
  key: string;
  items: ThreadItem[];
}

/** The thread in weeks: pieces that stay the same pieces while older ones come above and new messages below. */
export function threadChunks(items: readonly ThreadItem[]): ThreadChunk[] {
  const chunks: ThreadChunk[] = [];
  let heading: ThreadItem | null = null;
  for (const item of items) {
    if (item.kind === "day") {
      heading = item;
      continue;
    }
    const { createdAt } = item.kind === "note" ? item.note : item.message;
    const key = `week-${Math.floor(Date.parse(createdAt) / WEEK_MS)}`;
    if (chunks.at(-1)?.key !== key) chunks.push({ key, items: [] });
    chunks.at(-1)?.items.push(...(heading === null ? [] : [heading]), item);
    heading = null;
  }
  return chunks;
}

interface Entry {
  message: { id: string } | null;
  note: { id: string } | null;
}

/** Ids are made in the order of time, so they decide between two of the same millisecond. */
function byId(one: Entry, other: Entry): number {
  const id = (entry: Entry) => entry.message?.id ?? entry.note?.id ?? "";
  return id(one) < id(other) ? -1 : 1;
}
