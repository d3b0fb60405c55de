"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ClockProvider } from "@/components/ui/clock";
import { TooltipLayer } from "@/components/ui/tooltip-layer";

/** A refusal (4xx) will be refused again; only silence and 5xx are worth a second and a third question. */
function worthAsking(count: number, error: unknown): boolean {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  return count < 2 && !(typeof status === "number" && status >= 400 && status < 500);
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: 10 * 60_000, retry: worthAsking, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}

export interface ProvidersProps {
  /** The hub's instant when the page was made (ISO). */
  now: string;
  /** The clinic's zone (IANA). */
  zone: string;
  children: ReactNode;
}

export function Providers({ now, zone, children }: ProvidersProps) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <ClockProvider now={now} zone={zone}>
        {children}
        <TooltipLayer />
      </ClockProvider>
    </QueryClientProvider>
  );
}
