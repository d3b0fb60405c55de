import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { SetupHealth } from "@/lib/setup/schema";

/** Looked at when the screen opens or somebody asks: a look knocks at our own doors from outside. */
export const setupQuery = queryOptions({
  queryKey: ["setup"] as const,
  queryFn: ({ signal }) => requestJson<SetupHealth>("/api/v1/setup", { signal }),
  refetchOnWindowFocus: false,
  staleTime: 60_000,
});
