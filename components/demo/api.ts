import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { ColleagueAct, DemoDevices, DemoGuide } from "@/lib/demo/schema";

const ASK_AGAIN_MS = 60_000;

/** What to try: asked again every minute, because whom one may text changes with the hour. */
export const guideQuery = queryOptions({
  queryKey: ["demo", "guide"] as const,
  queryFn: ({ signal }) => requestJson<DemoGuide>("/api/v1/demo", { signal }),
  staleTime: ASK_AGAIN_MS,
  refetchInterval: ASK_AGAIN_MS,
});

export function devicesQuery(conversationId: string) {
  return queryOptions({
    queryKey: ["demo", "devices", conversationId] as const,
    queryFn: ({ signal }) =>
      requestJson<DemoDevices>(`/api/v1/demo/conversations/${conversationId}`, { signal }),
    staleTime: ASK_AGAIN_MS,
  });
}

export function playColleague(body: {
  conversationId: string;
  act: ColleagueAct;
}): Promise<{ name: string }> {
  return requestJson("/api/v1/demo/colleague", { body });
}
