"use client";

import { useNow, useZone } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { clockTime, exactTime, relativeWords } from "@/components/ui/time-words";

export interface RelativeTimeProps {
  /** An instant: ISO text or a Date. */
  at: string | Date;
  /** Fixes the present; otherwise it ticks with the hub's clock. */
  now?: Date | undefined;
  /** The zone to tell it in; the clinic's by default. */
  zone?: string | undefined;
  /** `long` "2 minutes ago", `short` "2m", `clock` "2:14 PM". */
  form?: "long" | "short" | "clock" | undefined;
  className?: string | undefined;
}

/** Time in relative words, the exact time with its zone on hover. */
export function RelativeTime({ at, now, zone, form = "long", className }: RelativeTimeProps) {
  const ticking = useNow();
  const clinic = useZone();
  const instant = typeof at === "string" ? new Date(at) : at;
  const where = zone ?? clinic;
  const words =
    form === "clock"
      ? clockTime(instant, where)
      : relativeWords(instant, now ?? ticking, where, form === "short");
  return (
    <time
      dateTime={instant.toISOString()}
      title={exactTime(instant, where)}
      className={cn("figures whitespace-nowrap", className)}
    >
      {words}
    </time>
  );
}
