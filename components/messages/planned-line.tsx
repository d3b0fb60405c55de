"use client";

import { CalendarClock, X } from "lucide-react";
import { hereWords, wallTime } from "@/components/conversations/wall-time";
import { zoneCity } from "@/components/messages/zone-city";
import { useNow, useZone } from "@/components/ui/clock";
import { IconButton } from "@/components/ui/icon-button";
import { dayWords, relativeWords } from "@/components/ui/time-words";
import { staleWord } from "@/lib/delivery/rules/relative-time";

/** When the words are planned to go, on the patient's wall and the clinic's, and which of them will be read differently then. */
export function PlannedLine({
  at,
  zone,
  name,
  words,
  onDrop,
}: {
  at: Date;
  /** The patient's zone. */
  zone: string;
  name: string;
  words: string;
  onDrop: () => void;
}) {
  const now = useNow();
  const clinicZone = useZone();
  const day = (when: Date) => wallTime(when, zone).slice(0, 10);
  const word = staleWord(words, day(now), day(at));
  return (
    <div className="flex flex-col gap-0.5 text-sm">
      <p className="flex items-center gap-1.5">
        <CalendarClock aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="figures">
          {relativeWords(at, now, zone)} for {name} ({zoneCity(zone)})
          {zone !== clinicZone && ` · ${hereWords(at, zone, clinicZone)}`}
        </span>
        <IconButton size="sm" label="Send without waiting" icon={<X />} onClick={onDrop} />
      </p>
      {word !== null && (
        <p className="pl-5.5 text-warning-text">
          {name} will read “{word}” {readOn(at, now, zone)}. Is that still what you mean?
        </p>
      )}
    </div>
  );
}

/** "tomorrow", "on Friday, June 19". */
function readOn(at: Date, now: Date, zone: string): string {
  const day = dayWords(at, now, zone);
  return day === "Tomorrow" ? "tomorrow" : `on ${day}`;
}
