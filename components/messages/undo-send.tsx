"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { armUndo } from "@/components/conversations/undo";
import { placeHref } from "@/components/inbox/place";
import { offerHere, takeUndoAlong } from "@/components/messages/undo-elsewhere";
import { useMessageActions } from "@/components/messages/use-message-actions";
import { useMe } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { hubNow } from "@/components/ui/clock";
import type { MessageView } from "@/lib/messages/schema";

/** How long a sent message can be taken back: it is scheduled that far ahead. */
export const UNDO_MS = 8_000;
/** Clocks differ a little, and an answer takes its time. */
const SLACK_MS = 2_000;

/** Whether this is a message of one's own that waits out its undo window. Ends by itself when the window does. */
export function useUndoable(message: MessageView): boolean {
  const me = useMe();
  const scheduled = message.scheduledAt === null ? 0 : Date.parse(message.scheduledAt);
  const short = scheduled - Date.parse(message.createdAt) <= UNDO_MS + SLACK_MS;
  const candidate = message.status === "SCHEDULED" && message.createdBy === me.id && scheduled > 0 && short;
  const held = message.reason !== null && message.reason !== "scheduled";
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!candidate) return;
    const wait = setTimeout(() => setOver(true), Math.max(0, scheduled - hubNow().getTime()));
    return () => clearTimeout(wait);
  }, [candidate, scheduled]);
  return candidate && !held && !over;
}

/** "Sending in 6 s" with the way back: a button, or the key `z`. */
export function UndoSend({
  message,
  name,
  onTakenBack,
}: {
  message: MessageView;
  /** Whom it goes to. */
  name: string;
  onTakenBack: (message: MessageView) => void;
}) {
  const actions = useMessageActions(message.conversationId);
  const me = useMe();
  const client = useQueryClient();
  const router = useRouter();
  const taken = useRef(false);
  const [left, setLeft] = useState<number | null>(null);
  const scheduled = Date.parse(message.scheduledAt ?? message.createdAt);
  async function takeBack() {
    if (taken.current) return;
    taken.current = true;
    const cancelled = await actions.mutateAsync({ do: "cancel", id: message.id }).catch(() => null);
    if (cancelled !== null) onTakenBack(message);
  }
  const undo = useEffectEvent(takeBack);
  const leave = useEffectEvent(() => {
    if (taken.current) return;
    const { conversationId } = message;
    const open = () => router.push(placeHref({ view: "open", conversationId }));
    takeUndoAlong({ message, name, staffId: me.id, client, open });
  });
  useEffect(() => {
    const tick = () => setLeft(Math.max(0, Math.ceil((scheduled - hubNow().getTime()) / 1_000)));
    tick();
    const timer = setInterval(tick, 250);
    const forget = armUndo(() => void undo());
    const gone = offerHere(message.id, () => void undo());
    return () => {
      clearInterval(timer);
      forget();
      gone();
      leave();
    };
  }, [scheduled, message.id]);
  return (
    <span className="flex items-center gap-1.5">
      <span className="figures">Sending{left === null ? "" : ` in ${left} s`}</span>
      <Button size="sm" loading={actions.isPending} onClick={() => void takeBack()}>
        Undo
      </Button>
    </span>
  );
}
