"use client";

import { useState } from "react";
import {
  hereWords,
  instantAt,
  momentWords,
  usualMoments,
  wallTime,
} from "@/components/conversations/wall-time";
import { zoneCity } from "@/components/messages/zone-city";
import { Button } from "@/components/ui/button";
import { hubNow, useNow, useZone } from "@/components/ui/clock";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The usual moments and a field for any other, all on the patient's own clock. */
export default function SchedulePanel({
  zone,
  name,
  verb = "Schedule",
  onChoose,
}: {
  zone: string;
  name: string;
  /** What the button does: plans a message, or moves one that waits. */
  verb?: "Schedule" | "Move";
  onChoose: (at: Date) => void;
}) {
  const now = useNow();
  const clinicZone = useZone();
  const [wall, setWall] = useState(() => wallTime(hubNow(), zone, 1, "08:00"));
  const [error, setError] = useState<string | null>(null);
  const chosen = instantAt(wall, zone);
  function chooseWall() {
    const at = instantAt(wall, zone);
    if (at === null) return setError("Choose a day and a time.");
    if (at <= hubNow()) return setError(`It is already later than that for ${name}.`);
    onChoose(at);
  }
  return (
    <>
      <p className="pb-2 text-sm text-muted">
        Times are {name}'s: {zoneCity(zone)}.
        {clinicZone !== zone && ` Ours (${zoneCity(clinicZone)}) stand beside them.`}
      </p>
      <div className="-mx-1 flex flex-col">
        {usualMoments(now, zone).map((moment) => (
          <Button
            key={moment.label}
            variant="quiet"
            className="h-auto min-h-8 py-1"
            onClick={() => onChoose(moment.at)}
          >
            <span className="shrink-0 text-left">{moment.label}</span>
            <span className="figures flex flex-1 flex-col items-end text-right text-sm font-normal text-muted">
              <span>{momentWords(moment.at, now, zone)}</span>
              {clinicZone !== zone && (
                <span className="text-xs"> · {hereWords(moment.at, zone, clinicZone)}</span>
              )}
            </span>
          </Button>
        ))}
      </div>
      <form
        className="mt-2 flex items-end gap-2 border-t pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          chooseWall();
        }}
      >
        <Field
          label={`Another time, ${name}'s clock`}
          hint={chosen !== null && clinicZone !== zone ? hereWords(chosen, zone, clinicZone) : undefined}
          error={error}
          className="flex-1"
        >
          <Input
            type="datetime-local"
            value={wall}
            min={wallTime(now, zone)}
            onChange={(event) => {
              setWall(event.target.value);
              setError(null);
            }}
          />
        </Field>
        <Button type="submit">{verb}</Button>
      </form>
    </>
  );
}
