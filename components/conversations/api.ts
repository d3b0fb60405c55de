import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type {
  ConversationDetail,
  ConversationView,
  NoteSchema,
  UpdateConversation,
  View,
} from "@/lib/conversations/schema";
import type { Channel } from "@/prisma/generated/enums";

export interface ConversationList {
  items: ConversationView[];
  nextCursor: string | null;
  /** A name close to a search that found nothing. */
  didYouMean: string | null;
}

export type Viewer = ConversationDetail["viewers"][number];
export type NoteView = z.output<typeof NoteSchema>;
export type ConversationChange = z.input<typeof UpdateConversation>;

const at = (id: string, rest = "") => `/api/v1/conversations/${id}${rest}`;

/** A view of the inbox, or what a search in all views found, 50 rows a page; of all channels or of one. */
export function conversationsQuery({
  view,
  search,
  channel,
}: {
  view: View;
  search: string;
  channel: Channel | null;
}) {
  return infiniteQueryOptions({
    queryKey: ["conversations", { view: search === "" ? view : "search", search, channel }] as const,
    queryFn: ({ pageParam, signal }) => {
      const place = {
        ...(pageParam === null ? {} : { cursor: pageParam }),
        ...(channel === null ? {} : { channel }),
      };
      if (search !== "") {
        const body = { search, limit: 50, ...place };
        return requestJson<ConversationList>("/api/v1/conversations/search", { body, signal });
      }
      const query = new URLSearchParams({ limit: "50", view, ...place });
      return requestJson<ConversationList>(`/api/v1/conversations?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

export const countsQuery = queryOptions({
  queryKey: ["counts"] as const,
  queryFn: ({ signal }) => requestJson<Record<View, number>>("/api/v1/conversations/counts", { signal }),
});

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ["conversation", id] as const,
    queryFn: ({ signal }) => requestJson<ConversationDetail>(at(id), { signal }),
  });
}

export function updateConversation(id: string, body: ConversationChange): Promise<ConversationView> {
  return requestJson(at(id), { method: "PATCH", body });
}

export function addNote(id: string, body: string): Promise<NoteView> {
  return requestJson(at(id, "/notes"), { body: { body } });
}

/** Tells that this person has the thread open, and answers who else has. */
export function announce(
  id: string,
  body: { typing: boolean; left?: boolean },
  signal?: AbortSignal,
): Promise<{ viewers: Viewer[] }> {
  return requestJson(at(id, "/presence"), { body, ...(signal ? { signal } : {}) });
}
