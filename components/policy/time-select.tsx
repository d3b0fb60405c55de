"use client";

import { clockWords } from "@/components/policy/words";
import { Select } from "@/components/ui/select";

const HALF_HOURS = Array.from({ length: 49 }, (_, half) => {
  const hour = String(Math.floor(half / 2)).padStart(2, "0");
  return `${hour}:${half % 2 === 0 ? "00" : "30"}`;
});

export interface Bounds {
  least: string;
  most: string;
}

export const DAY_LONG: Bounds = { least: "00:00", most: "24:00" };

/** Half hours between two times of the day; a time that is set and is none of them stays in the list. */
export function TimeSelect({
  label,
  value,
  bounds: { least, most } = DAY_LONG,
  onChange,
}: {
  label: string;
  value: string;
  bounds?: Bounds;
  onChange: (at: string) => void;
}) {
  const times = HALF_HOURS.filter((at) => at >= least && at <= most);
  const shown = times.includes(value) ? times : [...times, value].sort();
  return (
    <Select
      label={label}
      value={value}
      onChange={onChange}
      options={shown.map((at) => ({ value: at, label: clockWords(at) }))}
      className="w-32"
    />
  );
}
