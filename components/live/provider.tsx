"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useRef, useState } from "react";
import { leaveForSignIn } from "@/components/auth/request";
import { joinByLeader } from "@/components/live/leader";
import type { LineMessage, LineState } from "@/components/live/line";
import { comparePlaces } from "@/components/live/place";
import { createRefresher } from "@/components/live/refresher";
import { joinShared } from "@/components/live/shared";
import { hubNow } from "@/components/ui/clock";
import type { LiveChange, LiveStart } from "@/lib/live/schema";

export interface LiveState {
  state: LineState;
  /** When the line was lost; null while all is well. */
  since: Date | null;
  /** False while something may have come that this screen has not shown: nothing may be sent. */
  caughtUp: boolean;
  /** What the last gap brought, once it was filled. */
  back: { at: Date; changes: number; messages: number } | null;
}

type Listener = (changes: LiveChange[]) => void;

const StateContext = createContext<LiveState>({
  state: "connecting",
  since: null,
  caughtUp: true,
  back: null,
});
const ListenersContext = createContext<Set<Listener>>(new Set());

/** The page's own data is fresh: until the line was lost for the first time, nothing is missing. */
const fresh: LiveState = { state: "connecting", since: null, caughtUp: true, back: null };

/** Keeps every screen below it up to date. One event stream per browser, however many tabs. */
export function LiveProvider({ start, children }: { start: LiveStart; children: ReactNode }) {
  const client = useQueryClient();
  const [live, setLive] = useState(fresh);
  const [listeners] = useState(() => new Set<Listener>());
  const place = useRef(start.cursor);

  useEffect(() => {
    const refresher = createRefresher(client);
    let gap: { since: Date; told: LiveChange[] } | null = null;
    let latest: LineState = "connecting";

    const changed = (changes: LiveChange[], cursor: string) => {
      if (comparePlaces(cursor, place.current) > 0) place.current = cursor;
      gap?.told.push(...changes);
      refresher.changed(changes);
      for (const listener of listeners) listener(changes);
    };
    const moved = async (state: LineState) => {
      const first = latest === "connecting" && gap === null;
      if (latest === "live" || (first && state === "offline")) gap ??= { since: hubNow(), told: [] };
      latest = state;
      if (state !== "live") {
        setLive((before) => ({ ...before, state, since: gap?.since ?? null, caughtUp: gap === null }));
        return;
      }
      await refresher.settled();
      if (latest !== "live") return;
      const told = gap?.told;
      gap = null;
      const back = told && { at: hubNow(), changes: told.length, messages: messagesIn(told) };
      setLive((before) => ({ state: "live", since: null, caughtUp: true, back: back ?? before.back }));
    };
    const hear = (message: LineMessage) => {
      if (message.type === "changes") changed(message.changes, message.cursor);
      else if (message.type === "state") void moved(message.state);
      else if (message.type === "ended") leaveForSignIn("ended");
      else {
        place.current = message.cursor;
        refresher.reset();
      }
    };
    const join = typeof SharedWorker === "undefined" ? joinByLeader : joinShared;
    const connection = join({ stream: start.stream, cursor: () => place.current, hear });
    return () => connection.close();
  }, [client, listeners, start.stream]);

  return (
    <StateContext value={live}>
      <ListenersContext value={listeners}>{children}</ListenersContext>
    </StateContext>
  );
}

function messagesIn(changes: LiveChange[]): number {
  return new Set(changes.filter(({ kind }) => kind === "message").map(({ subjectId }) => subjectId)).size;
}

/** How the live connection is, for banners and for the composer. */
export function useLiveState(): LiveState {
  return use(StateContext);
}

/** Hears what changes in the clinic, beyond the refetching that happens by itself. */
export function useLive(onChanges: Listener): void {
  const listeners = use(ListenersContext);
  const latest = useRef(onChanges);
  useEffect(() => {
    latest.current = onChanges;
  });
  useEffect(() => {
    const listener: Listener = (changes) => latest.current(changes);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listeners]);
}
