import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type {
  DecisionSchema,
  MessageDetail,
  MessageView,
  OverrideRule,
  PreviewAnswer,
  SendMessage,
} from "@/lib/messages/schema";
import type { TemplateView } from "@/lib/templates/schema";
import type { Channel } from "@/prisma/generated/enums";

export type MessageInput = z.input<typeof SendMessage>;
export type DecisionView = z.output<typeof DecisionSchema>;
export type StoredMessage = MessageDetail & { decision?: DecisionView | null };

interface MessageList {
  items: MessageView[];
  nextCursor: string | null;
}

const at = (id: string, rest = "") => `/api/v1/messages/${id}${rest}`;

/** A thread's messages, newest first; the first page is small so that a thread opens at once. */
export function messagesQuery(conversationId: string) {
  return infiniteQueryOptions({
    queryKey: ["messages", conversationId] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: pageParam === null ? "30" : "60" });
      if (pageParam !== null) query.set("cursor", pageParam);
      return requestJson<MessageList>(`/api/v1/conversations/${conversationId}/messages?${query}`, {
        signal,
      });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Pages of an open thread that are read again with every change in it. */
const PAGES_KEPT = 2;

/** Lets the oldest loaded pages go, so that a change in a long thread does not ask for all of it again. */
export function forgetOlder(client: QueryClient, conversationId: string): void {
  client.setQueryData<InfiniteData<MessageList, string | null>>(["messages", conversationId], (data) =>
    data && data.pages.length > PAGES_KEPT
      ? { pages: data.pages.slice(0, PAGES_KEPT), pageParams: data.pageParams.slice(0, PAGES_KEPT) }
      : data,
  );
}

/** One message with its story and attempts. */
export function messageQuery(id: string) {
  return queryOptions({
    queryKey: ["message", id] as const,
    queryFn: ({ signal }) => requestJson<StoredMessage>(at(id), { signal }),
  });
}

/** The same key sends once, however often it is tried. */
export function sendMessage(body: MessageInput, key: string): Promise<StoredMessage> {
  return requestJson("/api/v1/messages", { body, key });
}

/** What would happen to this message now. Changes nothing. */
export function previewMessage(body: MessageInput, signal?: AbortSignal): Promise<PreviewAnswer> {
  return requestJson("/api/v1/messages/preview", { body, ...(signal ? { signal } : {}) });
}

export function cancelMessage(id: string): Promise<StoredMessage> {
  return requestJson(at(id, "/cancel"), { body: {} });
}

/** Moves a message that waits; null: to as soon as the rules allow. */
export function moveMessage(id: string, at: Date | null): Promise<StoredMessage> {
  const body = { scheduledAt: at?.toISOString() ?? null };
  return requestJson(`/api/v1/messages/${id}`, { method: "PATCH", body });
}

export function overrideRule(id: string, body: z.input<typeof OverrideRule>): Promise<StoredMessage> {
  return requestJson(at(id, "/override"), { body });
}

/** Sends the same words again as a new message. `confirmUnknown`: a person accepts that it may reach twice. */
export function resendMessage(id: string, confirmUnknown: boolean, key: string): Promise<StoredMessage> {
  return requestJson(at(id, "/resend"), { body: confirmUnknown ? { confirmUnknown } : {}, key });
}

export function markHandled(id: string): Promise<StoredMessage> {
  return requestJson(at(id, "/handled"), { body: {} });
}

/** Active templates with words for this channel. */
export function templatesQuery(channel: Channel) {
  return queryOptions({
    queryKey: ["templates", { channel }] as const,
    queryFn: ({ signal }) =>
      requestJson<{ items: TemplateView[]; nextCursor: string | null }>(
        `/api/v1/templates?limit=200&channel=${channel}`,
        { signal },
      ),
    staleTime: 5 * 60_000,
  });
}
