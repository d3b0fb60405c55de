"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { announce, type Viewer } from "@/components/conversations/api";
import type { ConversationDetail } from "@/lib/conversations/schema";

const BEAT_MS = 10_000;
/** The server forgets a typist after 6 seconds. */
const TYPING_BEAT_MS = 4_000;

/**
 * Tells colleagues that this person has the thread open and whether they write, and answers who else has. A colleague's
 * change makes the key stale, so it is heard at once.
 */
export function usePresence(id: string, typing: boolean): Viewer[] {
  const client = useQueryClient();
  const latest = useRef(typing);
  const { data } = useQuery({
    queryKey: ["presence", id],
    queryFn: ({ signal }) => announce(id, { typing: latest.current }, signal),
    refetchInterval: typing ? TYPING_BEAT_MS : BEAT_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    initialData: () => {
      const viewers = client.getQueryData<ConversationDetail>(["conversation", id])?.viewers;
      return viewers && { viewers };
    },
  });
  useEffect(() => {
    if (latest.current === typing) return;
    latest.current = typing;
    void client.invalidateQueries({ queryKey: ["presence", id] });
  }, [client, id, typing]);
  useEffect(
    () => () => {
      void announce(id, { typing: false, left: true }).catch(() => undefined);
    },
    [id],
  );
  return data?.viewers ?? [];
}

/** "Jordan is typing…", "Jordan and Priya have this open". Null: nobody else is here. */
export function presenceWords(viewers: readonly Viewer[]): string | null {
  const names = (those: readonly Viewer[]) =>
    new Intl.ListFormat("en", { type: "conjunction" }).format(
      those.map(({ name }) => name.split(" ")[0] ?? name),
    );
  const typists = viewers.filter((viewer) => viewer.typing);
  if (typists.length > 0) return `${names(typists)} ${typists.length === 1 ? "is" : "are"} typing…`;
  if (viewers.length > 0) return `${names(viewers)} ${viewers.length === 1 ? "has" : "have"} this open`;
  return null;
}
