import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { WrongNumberDone, WrongNumberIn } from "@/lib/incidents/wrong-number/schema";
import type { MessageDetail, MessageView } from "@/lib/messages/schema";

/** Says whom a message of a shared phone is about; `guess` takes a choice back. */
export function fileMessage(id: string, patientId: string, guess = false): Promise<MessageDetail> {
  return requestJson(`/api/v1/messages/${id}/filing`, { method: "PUT", body: { patientId, guess } });
}

export function reportWrongNumber(
  conversationId: string,
  body: z.input<typeof WrongNumberIn>,
): Promise<z.output<typeof WrongNumberDone>> {
  return requestJson(`/api/v1/conversations/${conversationId}/wrong-number`, { body });
}

/** What is filed to one patient, newest first, ten at a time. */
export function patientMessagesQuery(patientId: string) {
  return infiniteQueryOptions({
    queryKey: ["patient", patientId, "messages"] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        limit: "10",
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      return requestJson<{ items: MessageView[]; nextCursor: string | null }>(
        `/api/v1/messages/patient/${patientId}?${query}`,
        { signal },
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}
