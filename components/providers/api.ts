import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { ProviderView } from "@/lib/failover/schema";

const ASKED_EVERY_MS = 15_000;

interface Providers {
  items: ProviderView[];
}

/** The vendors as measured. A change of shares is told by the live stream; figures are asked for. */
export const providersQuery = queryOptions({
  queryKey: ["engine", "providers"] as const,
  queryFn: ({ signal }) => requestJson<Providers>("/api/v1/providers", { signal }),
  refetchInterval: ASKED_EVERY_MS,
});

const at = (provider: string) => `/api/v1/providers/${encodeURIComponent(provider)}`;

export const pauseProvider = (provider: string, reason: string) =>
  requestJson<Providers>(`${at(provider)}/pause`, { body: { reason } });

export const resumeProvider = (provider: string) =>
  requestJson<Providers>(`${at(provider)}/resume`, { method: "POST" });

export const weighProvider = (provider: string, weight: number) =>
  requestJson<Providers>(at(provider), { method: "PATCH", body: { weight } });
