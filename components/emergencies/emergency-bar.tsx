"use client";

import { useQuery } from "@tanstack/react-query";
import { emergenciesQuery } from "@/components/emergencies/api";
import { EmergencyLine } from "@/components/emergencies/emergency-line";

/** Over the thread in which words of an emergency stand, until somebody has it. */
export function EmergencyBar({ conversationId }: { conversationId: string }) {
  const { data } = useQuery(emergenciesQuery);
  const one = data?.items.find((item) => item.conversationId === conversationId);
  if (!one) return null;
  return (
    <section aria-label="Possible emergency" className="shrink-0 border-b bg-danger-soft px-4 py-2 text-text">
      <EmergencyLine one={one} />
    </section>
  );
}
