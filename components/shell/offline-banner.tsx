"use client";

import { useZone } from "@/components/ui/clock";
import { clockTime } from "@/components/ui/time-words";

/** Shown while the live connection is down; it goes into the shell's `offlineBanner`. */
export function OfflineBanner({ since }: { since: Date }) {
  const zone = useZone();
  return (
    <p className="bg-warning-soft px-3 py-1.5 text-center text-text">
      <span className="figures font-medium">Offline since {clockTime(since, zone)}.</span> Keep writing:
      nothing is lost, and nothing is sent until we have caught up.
    </p>
  );
}
