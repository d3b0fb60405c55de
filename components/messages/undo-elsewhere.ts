import type { QueryClient } from "@tanstack/react-query";
import { armUndo, undoLast } from "@/components/conversations/undo";
import { cancelMessage } from "@/components/messages/api";
import { keepBackup, readBackup } from "@/components/messages/draft-backup";
import { writingChannel } from "@/components/messages/use-draft";
import { hubNow } from "@/components/ui/clock";
import { notify } from "@/components/ui/toast";
import type { MessageView } from "@/lib/messages/schema";

/** Bubbles on the screen that offer to take their message back themselves. */
const onScreen = new Map<string, () => void>();
/** A bubble that is drawn anew is gone for less than this. */
const REDRAWN_MS = 60;
/** With less than this left nobody can press a button. */
const LEAST_MS = 700;

/** This bubble offers the way back while it is on the screen. The answer ends that. */
export function offerHere(id: string, undo: () => void): () => void {
  onScreen.set(id, undo);
  return () => {
    if (onScreen.get(id) === undo) onScreen.delete(id);
  };
}

export interface Leaving {
  message: MessageView;
  /** Whom it goes to. */
  name: string;
  staffId: string;
  client: QueryClient;
  /** Opens the thread again. */
  open: () => void;
}

/** Whoever leaves the thread within the window takes the way back along: a bar with Undo, and still the key `z`. */
export function takeUndoAlong(leaving: Leaving): void {
  setTimeout(() => {
    const { message, name } = leaving;
    const left = Date.parse(message.scheduledAt ?? message.createdAt) - hubNow().getTime();
    if (onScreen.has(message.id) || left < LEAST_MS) return;
    const forget = armUndo(() => (onScreen.get(message.id) ?? (() => void takeBack(leaving)))());
    setTimeout(forget, left);
    notify({ title: `Sending to ${name}.`, action: { label: "Undo", run: undoLast }, forMs: left });
  }, REDRAWN_MS);
}

async function takeBack({ message, staffId, client, open }: Leaving): Promise<void> {
  const { conversationId } = message;
  try {
    await cancelMessage(message.id);
  } catch (error) {
    const title = error instanceof Error ? error.message : "It could not be taken back.";
    return notify({ tone: "danger", title });
  }
  const key = { staffId, conversationId };
  const begun = readBackup(key)?.body.trim();
  keepBackup(key, {
    channel: writingChannel(message.channel),
    subject: message.subject ?? "",
    body: begun ? `${message.body}\n\n${begun}` : message.body,
    html: message.channel === "EMAIL" && !begun ? message.htmlBody : null,
    templateId: message.templateId,
  });
  for (const queryKey of [["messages", conversationId], ["conversations"], ["counts"]]) {
    void client.invalidateQueries({ queryKey });
  }
  open();
}
