import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { Sending } from "@/lib/sending/schema";

const ASKED_EVERY_MS = 20_000;

/** Whether messages go out. Told of a stop at once by the live stream; a dead engine tells nobody, so it is asked for. */
export const sendingQuery = queryOptions({
  queryKey: ["engine"] as const,
  queryFn: ({ signal }) => requestJson<Sending>("/api/v1/sending", { signal }),
  refetchInterval: ASKED_EVERY_MS,
  staleTime: ASKED_EVERY_MS,
  retry: false,
});

export function stopSending(reason: string): Promise<Sending> {
  return requestJson("/api/v1/sending/stop", { body: { reason } });
}

export function resumeSending(): Promise<Sending> {
  return requestJson("/api/v1/sending/resume", { method: "POST" });
}
