import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";

export interface Colleague {
  id: string;
  name: string;
  roleName: string;
}

/** Everybody a thread can be assigned to, by name. */
export const colleaguesQuery = queryOptions({
  queryKey: ["staff"] as const,
  queryFn: ({ signal }) => requestJson<{ items: Colleague[] }>("/api/v1/staff", { signal }),
  staleTime: 5 * 60_000,
});
