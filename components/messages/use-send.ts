"use client";

import { type InfiniteData, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { v4 as uuid } from "uuid";
import { ApiError } from "@/components/auth/request";
import { refreshRow } from "@/components/conversations/cache";
import { type MessageInput, overrideRule, sendMessage } from "@/components/messages/api";
import { UNDO_MS } from "@/components/messages/undo-send";
import { useMe } from "@/components/staff/me";
import { hubNow } from "@/components/ui/clock";
import type { LiftRule, MessageView } from "@/lib/messages/schema";

export interface Sending {
  input: MessageInput;
  /** Sent at this instant; null: now, after the time in which it can be taken back. */
  at: Date | null;
  /** Lifts the rule that would hold it, for this reason. */
  lift: { rule: LiftRule; reason: string } | null;
}

type Pages = InfiniteData<{ items: MessageView[]; nextCursor: string | null }, string | null>;

/** Sends, showing the message in the thread at once and taking it out again when it was refused. */
export function useSend(conversationId: string) {
  const client = useQueryClient();
  const me = useMe();
  const listKey = ["messages", conversationId];
  // Silence after a send does not say that it did not arrive: the same words go again under the same key.
  const silent = useRef<{ words: string; body: MessageInput; key: string } | null>(null);

  async function send({ input, at, lift }: Sending) {
    const words = JSON.stringify([input, at]);
    const again = silent.current?.words === words ? silent.current : null;
    const scheduledAt = lift ? null : (at ?? new Date(hubNow().getTime() + UNDO_MS));
    const body = again?.body ?? {
      ...input,
      ...(scheduledAt ? { scheduledAt: scheduledAt.toISOString() } : {}),
    };
    const key = again?.key ?? uuid();
    try {
      const message = await sendMessage(body, key);
      silent.current = null;
      const held = message.status === "SCHEDULED" && message.reason === lift?.rule;
      return lift && held ? await overrideRule(message.id, lift) : message;
    } catch (error) {
      silent.current = error instanceof ApiError && error.status === 0 ? { words, body, key } : null;
      throw error;
    }
  }

  const change = (edit: (items: MessageView[]) => MessageView[]) =>
    client.setQueryData<Pages>(listKey, (data) => {
      const [first, ...rest] = data?.pages ?? [];
      return data && first && { ...data, pages: [{ ...first, items: edit(first.items) }, ...rest] };
    });

  return useMutation({
    mutationFn: send,
    onMutate: async ({ input }) => {
      await client.cancelQueries({ queryKey: listKey });
      const message = underway(input, conversationId, me);
      change((items) => [message, ...items]);
      return message.id;
    },
    onSuccess: (message, _sending, shownId) =>
      change((items) => [message, ...items.filter(({ id }) => id !== shownId && id !== message.id)]),
    onError: (_error, _sending, shownId) => change((items) => items.filter(({ id }) => id !== shownId)),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: listKey });
      void client.invalidateQueries({ queryKey: ["preview", conversationId] });
      void refreshRow(client, conversationId);
    },
  });
}

/** The message as the thread shows it until the hub has answered. */
function underway(
  input: MessageInput,
  conversationId: string,
  me: { id: string; name: string },
): MessageView {
  const now = hubNow().toISOString();
  const channel = input.channel ?? input.plan?.[0] ?? "SMS";
  return {
    id: `sending-${uuid()}`,
    patientId: input.patientId,
    conversationId,
    channel,
    plan: input.plan ?? [channel],
    direction: "OUTBOUND",
    subject: input.subject ?? null,
    body: input.body ?? "",
    htmlBody: input.htmlBody ?? null,
    category: "treatment",
    priority: "normal",
    status: "PENDING",
    reason: null,
    badge: { label: "Sending", tone: "progress", sentence: null },
    waitingUntil: null,
    templateId: null,
    scheduledAt: null,
    scheduledFor: null,
    fallbackOnHold: false,
    fallbackMinutes: null,
    sentAt: null,
    deliveredAt: null,
    nextAt: null,
    expiresAt: null,
    createdAt: now,
    updatedAt: now,
    createdBy: me.id,
    createdByKind: "staff",
    authorName: me.name,
    secure: null,
    links: [],
    tags: [],
    metadata: null,
    attachments: [],
  };
}
