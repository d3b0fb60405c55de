"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { fetchMessages, tellSeen } from "@/components/in-app/api";
import { ACTIVITY } from "@/components/portal/leave-when-idle";
import type { InAppMessage, InAppPage } from "@/lib/in-app/schema";

/** A person who waits for an answer looks up this often; a page that nobody sees does not ask. */
const LOOK_MS = 10_000;

function newestFirst(a: InAppMessage, b: InAppMessage): number {
  return a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1;
}

/** The conversation of a patient's own page, oldest first, kept up to date while it is looked at. */
export function useConversation(patientId: string, first: InAppPage) {
  const [items, setItems] = useState<InAppMessage[]>(first.items);
  const [before, setBefore] = useState(first.nextCursor);
  const [stale, setStale] = useState(false);
  const [busy, setBusy] = useState(false);
  const typed = useRef(false);
  const told = useRef(new Set<string>());

  const merge = (news: InAppMessage[]) =>
    setItems((now) => {
      const ids = new Set(news.map(({ id }) => id));
      return [...news, ...now.filter(({ id }) => !ids.has(id))].sort(newestFirst);
    });

  async function look(): Promise<void> {
    const somebody = typed.current;
    typed.current = false;
    const answer = await fetchMessages(patientId, { somebody });
    if (answer.ok) merge(answer.value.items);
    else if (answer.trouble === "otherPerson") window.location.reload();
    setStale(!answer.ok && answer.trouble !== "otherPerson");
  }

  const lookUp = useEffectEvent(() => {
    if (document.visibilityState === "visible") void look();
  });
  useEffect(() => {
    const timer = setInterval(() => lookUp(), LOOK_MS);
    const shown = () => lookUp();
    document.addEventListener("visibilitychange", shown);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, []);

  const see = useEffectEvent(async () => {
    const ids = items.filter(({ id, unread }) => unread && !told.current.has(id)).map(({ id }) => id);
    if (ids.length === 0 || document.visibilityState !== "visible") return;
    for (const id of ids) told.current.add(id);
    const answer = await tellSeen(patientId, ids.slice(0, 50));
    if (!answer.ok) for (const id of ids) told.current.delete(id);
  });
  useEffect(() => {
    if (items.some(({ unread }) => unread)) void see();
  }, [items]);

  async function earlier(): Promise<void> {
    if (before === null || busy) return;
    setBusy(true);
    const answer = await fetchMessages(patientId, { cursor: before, somebody: true });
    setBusy(false);
    setStale(!answer.ok);
    if (!answer.ok) return;
    merge(answer.value.items);
    setBefore(answer.value.nextCursor);
  }

  return {
    items: items.toReversed(),
    hasEarlier: before !== null,
    earlier,
    busy,
    stale,
    look,
    /** Somebody is there: the sign-in does not end while they write. */
    type() {
      typed.current = true;
      window.dispatchEvent(new Event(ACTIVITY));
    },
  };
}
