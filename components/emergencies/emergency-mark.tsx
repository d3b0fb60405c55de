"use client";

import { Siren } from "lucide-react";
import { lazy, Suspense } from "react";
import { fetched } from "@/components/ui/fetched";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";

const EmergencyRecord = lazy(fetched(() => import("@/components/emergencies/emergency-record")));

/** Over the words that may tell of an emergency; it opens what was done about them, for as long as the thread lasts. */
export function EmergencyMark({ conversationId, at }: { conversationId: string; at: string }) {
  return (
    <Popover
      label="Possible emergency"
      align="start"
      trigger={
        <button
          type="button"
          className="touch-area flex items-center gap-1 rounded px-1 text-xs font-medium text-danger-text hover:underline"
        >
          <Siren aria-hidden className="size-3.5" /> Possible emergency
        </button>
      }
    >
      <Suspense fallback={<Skeleton className="h-12 w-64" />}>
        <EmergencyRecord conversationId={conversationId} at={at} />
      </Suspense>
    </Popover>
  );
}
