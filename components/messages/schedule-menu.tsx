"use client";

import { CalendarClock } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { fetched } from "@/components/ui/fetched";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";

const SchedulePanel = lazy(fetched(() => import("@/components/messages/schedule-panel")));

/** When to send, on the patient's own clock. */
export function ScheduleMenu({
  zone,
  name,
  disabled,
  onSchedule,
}: {
  zone: string;
  name: string;
  disabled: boolean;
  onSchedule: (at: Date) => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label="Send later"
      align="end"
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton label="Send later" icon={<CalendarClock aria-hidden />} disabled={disabled} />}
    >
      <Suspense fallback={<Skeleton className="h-60 w-full" />}>
        <SchedulePanel
          zone={zone}
          name={name}
          onChoose={(at) => {
            setOpen(false);
            onSchedule(at);
          }}
        />
      </Suspense>
    </Popover>
  );
}
