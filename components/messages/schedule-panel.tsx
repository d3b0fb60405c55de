"use client";

import { useState } from "react";
import { instantAt, momentWords, usualMoments, wallTime } from "@/components/conversations/wall-time";
import { zoneCity } from "@/components/messages/zone-city";
import { Button } from "@/components/ui/button";
import { hubNow, useNow } from "@/components/ui/clock";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The usual moments and a field for any other, all on the patient's own clock. */
export default function SchedulePanel({
  zone,
  name,
  onChoose,
}: {
  zone: string;
  name: string;
  onChoose: (at: Date) => void;
}) {
  const now = useNow();
  const [wall, setWall] = useState(() => wallTime(hubNow(), zone, 1, "08:00"));
  const [error, setError] = useState<string | null>(null);
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
      </p>
      <div className="-mx-1 flex flex-col">
        {usualMoments(now, zone).map((moment) => (
          <Button key={moment.label} variant="quiet" onClick={() => onChoose(moment.at)}>
            <span className="flex-1 text-left">{moment.label}</span>
            <span className="figures text-sm font-normal text-muted">
              {momentWords(moment.at, now, zone)}
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
        <Field label={`Another time, ${name}'s clock`} error={error} className="flex-1">
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
        <Button type="submit">Schedule</Button>
      </form>
    </>
  );
}
