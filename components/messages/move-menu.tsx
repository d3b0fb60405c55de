"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useZone } from "@/components/ui/clock";
import { fetched } from "@/components/ui/fetched";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";

const SchedulePanel = lazy(fetched(() => import("@/components/messages/schedule-panel")));

/** Another time for a message that waits, on the patient's own clock. */
export function MoveMenu({
  zone,
  name,
  onMove,
}: {
  zone: string | undefined;
  name: string;
  onMove: (at: Date) => void;
}) {
  const clinicZone = useZone();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label="Change the time"
      align="end"
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="quiet">
          Change the time
        </Button>
      }
    >
      <Suspense fallback={<Skeleton className="h-60 w-full" />}>
        <SchedulePanel
          zone={zone ?? clinicZone}
          name={name}
          verb="Move"
          onChoose={(at) => {
            setOpen(false);
            onMove(at);
          }}
        />
      </Suspense>
    </Popover>
  );
}
