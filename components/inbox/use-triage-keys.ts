"use client";

import { undoLast } from "@/components/conversations/undo";
import type { Triage } from "@/components/conversations/use-triage";
import { useShortcut } from "@/components/shell/shortcuts";
import { useMay } from "@/components/staff/me";
import type { ConversationView } from "@/lib/conversations/schema";

interface TriageKeys {
  /** The thread the keys act on: the open one, or the one they stand on. */
  target: ConversationView | undefined;
  triage: Triage;
  /** To the next or the one before. */
  step: (by: 1 | -1) => void;
  /** The list moves on when a thread is done. */
  leave: (id: string) => void;
}

/** The keys with which a person works through the list. */
export function useTriageKeys({ target, triage, step, leave }: TriageKeys): void {
  const may = useMay("conversation.write");
  const threads = { group: "Threads" };
  const acting = { ...threads, enabled: target !== undefined && may };
  const moving = { ...threads, inPalette: false };
  useShortcut("j", "Next thread", () => step(1), moving);
  useShortcut("k", "Thread before", () => step(-1), moving);
  useShortcut(
    "e",
    target?.status === "closed" ? "Reopen the thread" : "Close the thread",
    () => {
      if (target === undefined) return;
      if (target.status === "closed") triage.reopen(target.id);
      else {
        leave(target.id);
        triage.close(target.id);
      }
    },
    acting,
  );
  useShortcut("i", "Assign to me", () => target && triage.claim(target.id), acting);
  useShortcut(
    "u",
    target?.unread === true ? "Mark as read" : "Mark as unread",
    () => target && triage.setRead(target.id, target.unread),
    acting,
  );
  useShortcut("z", "Undo the last close or snooze", undoLast, threads);
}
