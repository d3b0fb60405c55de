import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type {
  AssessIncident,
  ExposedSchema,
  IncidentDetail,
  IncidentView,
  ReportIncident,
} from "@/lib/incidents/schema";

export type ExposedView = z.output<typeof ExposedSchema>;

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

const at = (id: string, rest = "") => `/api/v1/incidents/${id}${rest}`;

const place = (cursor: string | null, limit: string) =>
  new URLSearchParams({ limit, ...(cursor === null ? {} : { cursor }) });

export const incidentsQuery = infiniteQueryOptions({
  queryKey: ["incidents"] as const,
  queryFn: ({ pageParam, signal }) =>
    requestJson<Page<IncidentView>>(`/api/v1/incidents?${place(pageParam, "50")}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
});

export function incidentQuery(id: string) {
  return queryOptions({
    queryKey: ["incident", id] as const,
    queryFn: ({ signal }) => requestJson<IncidentDetail>(at(id), { signal }),
  });
}

/** What went there, newest first. */
export function exposedQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ["incident", id, "messages"] as const,
    queryFn: ({ pageParam, signal }) =>
      requestJson<Page<ExposedView>>(at(id, `/messages?${place(pageParam, "50")}`), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

export function reportIncident(body: z.input<typeof ReportIncident>): Promise<{ id: string }> {
  return requestJson("/api/v1/incidents", { body });
}

export function assessIncident(id: string, body: z.input<typeof AssessIncident>): Promise<IncidentDetail> {
  return requestJson(at(id, "/assessments"), { body });
}

export function assignIncident(id: string, officerId: string): Promise<IncidentDetail> {
  return requestJson(at(id), { method: "PATCH", body: { officerId } });
}

export function tellIncident(id: string, how: string): Promise<IncidentDetail> {
  return requestJson(at(id, "/told"), { body: { how } });
}
