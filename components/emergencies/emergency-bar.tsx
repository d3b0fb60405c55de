"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { emergenciesQuery } from "@/components/emergencies/api";
import { EmergencyLine } from "@/components/emergencies/emergency-line";
import { fetched } from "@/components/ui/fetched";

const TakenBar = lazy(fetched(() => import("@/components/emergencies/taken-bar")));

/**
 * Over the thread in which words of an emergency stand: until somebody has it, and for a day who that is and who was
 * told. `heard`: such words stand in what is loaded of the thread.
 */
export function EmergencyBar({ conversationId, heard }: { conversationId: string; heard: boolean }) {
  const { data } = useQuery(emergenciesQuery);
  const one = data?.items.find((item) => item.conversationId === conversationId);
  if (one) {
    return (
      <section
        aria-label="Possible emergency"
        className="shrink-0 border-b bg-danger-soft px-4 py-2 text-text"
      >
        <EmergencyLine one={one} />
      </section>
    );
  }
  if (!heard || !data) return null;
  return (
    <Suspense>
      <TakenBar conversationId={conversationId} />
    </Suspense>
  );
}
