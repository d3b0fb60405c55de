"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type MessageInput, previewMessage } from "@/components/messages/api";

const PAUSE_MS = 300;
/** Asked in place of no words at all: whether anything may go is worth knowing before the first letter. */
const ANYTHING = "…";

function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const wait = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(wait);
  }, [value, pauseMs]);
  return settled;
}

/** What would happen to these words now, asked at each pause in typing. Null input: nothing to ask about. */
export function usePreview(conversationId: string, input: MessageInput | null) {
  const text = useSettled(input === null ? null : JSON.stringify(input), PAUSE_MS);
  const query = useQuery({
    queryKey: ["preview", conversationId, text],
    queryFn: ({ signal }) => {
      const asked = JSON.parse(text ?? "{}") as MessageInput;
      const words = asked.body?.trim() ? asked : { ...asked, body: ANYTHING };
      return previewMessage(words, signal);
    },
    enabled: text !== null,
    placeholderData: keepPreviousData,
    staleTime: 20_000,
    gcTime: 60_000,
    retry: false,
  });
  return { answer: query.data, error: query.error, fresh: !query.isPlaceholderData, ask: query.refetch };
}

export type Preview = ReturnType<typeof usePreview>;
