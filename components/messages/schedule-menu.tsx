"use client";

import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { instantAt, momentWords, usualMoments, wallTime } from "@/components/conversations/wall-time";
import { Button } from "@/components/ui/button";
import { hubNow, useNow } from "@/components/ui/clock";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";

/** "8:00 AM for Nora (Madrid)": the zone's city, as people call it. */
export function zoneCity(zone: string): string {
  return zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
}

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
  const now = useNow();
  const [open, setOpen] = useState(false);
  const [wall, setWall] = useState("");
  const [error, setError] = useState<string | null>(null);
  const choose = (at: Date) => {
    setOpen(false);
    onSchedule(at);
  };
  function chooseWall() {
    const at = instantAt(wall, zone);
    if (at === null) return setError("Choose a day and a time.");
    if (at <= hubNow()) return setError(`It is already later than that for ${name}.`);
    choose(at);
  }
  return (
    <Popover
      label="Send later"
      align="end"
      side="top"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setError(null);
        if (next) setWall(wallTime(hubNow(), zone, 1, "08:00"));
      }}
      trigger={<IconButton label="Send later" icon={<CalendarClock aria-hidden />} disabled={disabled} />}
    >
      <p className="pb-2 text-sm text-muted">
        Times are {name}'s: {zoneCity(zone)}.
      </p>
      <div className="-mx-1 flex flex-col">
        {usualMoments(now, zone).map((moment) => (
          <Button key={moment.label} variant="quiet" onClick={() => choose(moment.at)}>
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
    </Popover>
  );
}
