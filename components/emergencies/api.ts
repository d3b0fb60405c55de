import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { EmergencyView } from "@/lib/emergencies/schema";

/** Asked again now and then besides the live stream: this list must not rest on one line. */
const AGAIN_MS = 30_000;

export const emergenciesQuery = queryOptions({
  queryKey: ["emergencies"] as const,
  queryFn: ({ signal }) => requestJson<{ items: EmergencyView[] }>("/api/v1/emergencies", { signal }),
  refetchInterval: AGAIN_MS,
});

/** All of one thread, the newest first, with who was told and who has it. */
export function threadEmergenciesQuery(conversationId: string) {
  return queryOptions({
    queryKey: ["emergencies", conversationId] as const,
    queryFn: ({ signal }) =>
      requestJson<{ items: EmergencyView[] }>(
        `/api/v1/emergencies?conversationId=${conversationId}&limit=20`,
        {
          signal,
        },
      ),
  });
}

export function takeEmergency(id: string): Promise<{ id: string }> {
  return requestJson(`/api/v1/emergencies/${id}/take`, { method: "POST", body: {} });
}
