"use client";

import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { HOLIDAY_IDS, HOLIDAYS, type Holiday } from "@/lib/clinics/holidays/rules";
import type { ClosedDays } from "@/lib/clinics/opening/schema";

/** Named, so that a row keeps its place on the screen while it is edited. */
export type DayRow = ClosedDays["days"][number] & { id: string };

export const named = (days: ClosedDays["days"]): DayRow[] =>
  days.map((day) => ({ ...day, id: crypto.randomUUID() }));

/** "Thursday, November 26, 2026" of a date on the clinic's wall. */
const dayWords = (date: string) =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** Federal holidays on which the clinic is closed, and days of its own. */
export function ClosedDaysFields({
  holidays,
  days,
  next,
  error,
  onHolidays,
  onDays,
}: {
  holidays: readonly Holiday[];
  days: readonly DayRow[];
  /** The next closed days as they were saved. */
  next: readonly { date: string; name: string }[];
  error: string | undefined;
  onHolidays: (holidays: Holiday[]) => void;
  onDays: (days: DayRow[]) => void;
}) {
  const put = (row: DayRow) => onDays(days.map((one) => (one.id === row.id ? row : one)));
  return (
    <>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-medium">Closed on federal holidays</legend>
        <p className="text-sm text-muted">
          One that falls on a weekend is also kept on the Friday before or the Monday after.
        </p>
        <div className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
          {HOLIDAY_IDS.map((id) => (
            <Checkbox
              key={id}
              label={HOLIDAYS[id]}
              checked={holidays.includes(id)}
              onChange={(on) =>
                onHolidays(HOLIDAY_IDS.filter((one) => (one === id ? on : holidays.includes(one))))
              }
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">Closed days of our own</legend>
        {days.map((row, index) => (
          <div key={row.id} className="flex flex-wrap items-center gap-2">
            <span className="w-40">
              <Input
                type="date"
                aria-label={`Date of closed day ${index + 1}`}
                value={row.date}
                onChange={(event) => put({ ...row, date: event.target.value })}
              />
            </span>
            <span className="min-w-40 flex-1">
              <Input
                aria-label={`Name of closed day ${index + 1}`}
                placeholder="Staff training"
                maxLength={60}
                value={row.name}
                onChange={(event) => put({ ...row, name: event.target.value })}
              />
            </span>
            <IconButton
              label={`Remove closed day ${index + 1}`}
              icon={<X />}
              onClick={() => onDays(days.filter((one) => one !== row))}
            />
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
          onClick={() => onDays([...days, { id: crypto.randomUUID(), date: "", name: "" }])}
        >
          Add a closed day
        </Button>
      </fieldset>
      <section aria-label="Next closed days" className="flex flex-col gap-1">
        <h2 className="font-medium">Next closed days</h2>
        {next.length === 0 ? (
          <p className="text-muted">None within a year.</p>
        ) : (
          <ul className="figures text-muted">
            {next.map(({ date, name }) => (
              <li key={date}>
                {dayWords(date)}: {name}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
