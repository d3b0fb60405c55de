"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell, BellOff, Siren } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { emergenciesQuery } from "@/components/emergencies/api";
import { useAlarm } from "@/components/emergencies/use-alarm";
import { Button, buttonClass } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";

/** On every staff screen while an emergency has nobody. It names no patient: screens are seen by many. */
export function EmergencyBanner() {
  const { data } = useQuery(emergenciesQuery);
  const items = data?.items;
  const ids = useMemo(() => items?.map(({ id }) => id) ?? [], [items]);
  const { on, toggle } = useAlarm(ids);
  const [first, ...others] = items ?? [];
  if (!first) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-danger-soft px-3 py-1.5 text-text"
    >
      <p className="flex items-center gap-2">
        <Siren aria-hidden className="size-4 shrink-0 text-danger" />
        <span>
          <strong className="font-semibold">
            {others.length === 0
              ? "Possible emergency: a patient message needs attention now."
              : `${others.length + 1} possible emergencies need attention now.`}
          </strong>{" "}
          <RelativeTime at={first.at} />
        </span>
      </p>
      <Link
        href={others.length === 0 ? `/inbox/${first.conversationId}` : "/emergencies"}
        className={buttonClass("primary", "sm")}
      >
        {others.length === 0 ? "Open it" : "Open the list"}
      </Link>
      <Button
        size="sm"
        variant="quiet"
        aria-pressed={on}
        icon={on ? <Bell aria-hidden className="size-3.5" /> : <BellOff aria-hidden className="size-3.5" />}
        onClick={toggle}
      >
        {on ? "Sound is on" : "Sound is off"}
      </Button>
    </div>
  );
}
