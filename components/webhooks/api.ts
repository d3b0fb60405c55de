import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type {
  EventDetail,
  EventPage,
  ListEvents,
  ReplayAnswer,
  Workbench,
} from "@/lib/webhooks/workbench/schema";

const ASKED_EVERY_MS = 15_000;
const AT = "/api/v1/webhooks";

export type Show = ListEvents["show"];

export const workbenchQuery = queryOptions({
  queryKey: ["webhooks", "overview"] as const,
  queryFn: ({ signal }) => requestJson<Workbench>(`${AT}/overview`, { signal }),
  refetchInterval: ASKED_EVERY_MS,
});

/** What vendors told us, newest first, page by page. */
export const eventsQuery = (show: Show) =>
  infiniteQueryOptions({
    queryKey: ["webhooks", "events", show] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ show, ...(pageParam ? { cursor: pageParam } : {}) });
      return requestJson<z.output<typeof EventPage>>(`${AT}?${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: (last: z.output<typeof EventPage>) => last.nextCursor,
  });

export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ["webhooks", "event", id] as const,
    queryFn: ({ signal }) => requestJson<EventDetail>(`${AT}/${id}`, { signal }),
  });

/** The body as it came. Who opened it is recorded. */
export const openEvent = (id: string) => requestJson<EventDetail>(`${AT}/${id}/open`, { method: "POST" });

export const replayEvent = (id: string) => requestJson<EventDetail>(`${AT}/${id}/replay`, { method: "POST" });

/** The next part of everything that could not be applied, or was not understood. */
export const replayAll = (what: "problems" | "unknown", after: string | null) =>
  requestJson<z.output<typeof ReplayAnswer>>(`${AT}/replay`, { body: { what, ...(after ? { after } : {}) } });
