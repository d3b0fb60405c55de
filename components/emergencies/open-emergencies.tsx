"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { emergenciesQuery } from "@/components/emergencies/api";
import { EmergencyLine } from "@/components/emergencies/emergency-line";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";

/** Where the text to whoever is on call leads: every emergency that nobody has yet. */
export function OpenEmergencies() {
  const { data, error, refetch } = useQuery(emergenciesQuery);
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <h1 className="text-2xl font-semibold">Possible emergencies</h1>
      {error && !data && (
        <Banner
          tone="danger"
          live="polite"
          title="The list cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message} Look into the inbox.
        </Banner>
      )}
      {!data && !error && <Skeleton className="h-24 w-full" />}
      {data?.items.length === 0 && (
        <EmptyState icon={<ShieldCheck />} title="Nobody is waiting.">
          Every possible emergency has somebody.
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3">
        {data?.items.map((one) => (
          <li
            key={one.id}
            className="flex flex-col gap-2 rounded-lg border bg-danger-soft px-4 py-3 text-text"
          >
            <p className="text-sm text-muted">
              <RelativeTime at={one.at} />
            </p>
            <EmergencyLine one={one} withThread />
          </li>
        ))}
      </ul>
    </div>
  );
}
