import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";

export interface Colleague {
  id: string;
  name: string;
  roleName: string;
}

export interface Team {
  id: string;
  name: string;
}

/** Everybody a thread can be assigned to, and the clinic's teams, by name. */
export const colleaguesQuery = queryOptions({
  queryKey: ["staff"] as const,
  queryFn: ({ signal }) => requestJson<{ items: Colleague[]; teams: Team[] }>("/api/v1/staff", { signal }),
  staleTime: 5 * 60_000,
});
