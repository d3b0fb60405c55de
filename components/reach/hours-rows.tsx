"use client";

import { Plus, X } from "lucide-react";
import { TimeSelect } from "@/components/policy/time-select";
import { DAY } from "@/components/policy/words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { type ContactHours, WEEKDAYS } from "@/lib/clinics/hours/schema";

/** Named, so that a row keeps its place on the screen while it is edited. */
export type HoursRow = ContactHours[number] & { id: string };

export const named = (hours: ContactHours): HoursRow[] =>
  hours.map((row) => ({ ...row, id: crypto.randomUUID() }));

const EVENINGS: ContactHours[number] = { days: [1, 2, 3, 4, 5], from: "17:00", to: "20:00" };

/** When a patient may be reached, on their own wall: rows of days with a time. None: at any time. */
export function HoursRows({
  legend = "Only at these times",
  none = "At any time outside quiet hours.",
  hours,
  onChange,
  error,
}: {
  legend?: string;
  none?: string;
  hours: HoursRow[];
  onChange: (hours: HoursRow[]) => void;
  error: string | undefined;
}) {
  const put = (row: HoursRow) => onChange(hours.map((one) => (one.id === row.id ? row : one)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{legend}</legend>
      {hours.length === 0 && <p className="text-sm text-muted">{none}</p>}
      {hours.map((row) => (
        <div key={row.id} className="flex flex-col gap-2 rounded-lg border p-3">
          <div className="flex flex-wrap gap-x-3 gap-y-1">
            {WEEKDAYS.map((day) => (
              <Checkbox
                key={day}
                label={DAY[day]?.slice(0, 3)}
                aria-label={DAY[day]}
                checked={row.days.includes(Number(day))}
                onChange={(on) =>
                  put({
                    ...row,
                    days: on
                      ? [...row.days, Number(day)].sort()
                      : row.days.filter((one) => one !== Number(day)),
                  })
                }
              />
            ))}
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <span className="w-32">
              <TimeSelect label="From" value={row.from} onChange={(from) => put({ ...row, from })} />
            </span>
            <span className="text-muted">until</span>
            <span className="w-32">
              <TimeSelect label="Until" value={row.to} onChange={(to) => put({ ...row, to })} />
            </span>
            <IconButton
              label="Remove these times"
              icon={<X />}
              onClick={() => onChange(hours.filter((one) => one !== row))}
            />
          </div>
        </div>
      ))}
      {error && (
        <p role="alert" className="text-sm text-danger-text">
          {error}
        </p>
      )}
      <Button
        size="sm"
        className="self-start"
        icon={<Plus aria-hidden className="size-4" />}
        onClick={() => onChange([...hours, ...named([EVENINGS])])}
      >
        Add times
      </Button>
    </fieldset>
  );
}
