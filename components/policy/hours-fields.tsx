"use client";

import { CircleAlert } from "lucide-react";
import { type Bounds, DAY_LONG, TimeSelect } from "@/components/policy/time-select";
import type { PolicyForm } from "@/components/policy/use-policy-form";
import { DAY } from "@/components/policy/words";
import { Select } from "@/components/ui/select";
import { type QuietHours, WEEKDAYS } from "@/lib/clinics/hours/schema";

/** From when until when messages may go: the other side of quiet hours, which is how people think of them. */
export function WindowFields({
  form,
  path,
  name,
  from = DAY_LONG,
  until = DAY_LONG,
}: {
  form: PolicyForm;
  path: string;
  name: string;
  from?: Bounds;
  until?: Bounds;
}) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <TimeSelect
        label={`${name} from`}
        value={String(form.value(`${path}.end`) ?? "00:00")}
        bounds={from}
        onChange={(at) => form.change(`${path}.end`, at)}
      />
      <span className="text-muted">until</span>
      <TimeSelect
        label={`${name} until`}
        value={String(form.value(`${path}.start`) ?? "24:00")}
        bounds={until}
        onChange={(at) => form.change(`${path}.start`, at)}
      />
    </span>
  );
}

const KINDS = [
  { value: "same", label: "As every day" },
  { value: "own", label: "Shorter hours" },
  { value: "closed", label: "Nothing goes" },
] as const;

/** One row per weekday: as every day, shorter, or closed. */
export function WeekFields({ form, path, name }: { form: PolicyForm; path: string; name: string }) {
  const days = form.value(path) as QuietHours["days"];
  const set = (day: string, next: unknown) => {
    const { [day]: _old, ...rest } = days as Record<string, unknown>;
    form.change(path, next === undefined ? rest : { ...rest, [day]: next });
  };
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col divide-y rounded-lg border">
        {WEEKDAYS.map((day) => {
          const own = days[day];
          const kind = own === undefined ? "same" : own === "closed" ? "closed" : "own";
          return (
            <li key={day} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-1.5">
              <span className="w-24">{DAY[day]}</span>
              <Select
                label={`${name} on ${DAY[day]}`}
                value={kind}
                options={KINDS}
                className="w-40"
                onChange={(next) =>
                  set(
                    day,
                    next === "same"
                      ? undefined
                      : next === "own"
                        ? { start: "17:00", end: "09:00" }
                        : "closed",
                  )
                }
              />
              {kind === "own" && (
                <WindowFields form={form} path={`${path}.${day}`} name={`${name} on ${DAY[day]}`} />
              )}
              <PathError form={form} path={`${path}.${day}`} />
            </li>
          );
        })}
      </ul>
      <PathError form={form} path={path} exact />
    </div>
  );
}

/** What the parser says of this setting, or of anything in it. */
export function PathError({ form, path, exact }: { form: PolicyForm; path: string; exact?: boolean }) {
  const found = [...form.errors].find(([at]) => at === path || (!exact && at.startsWith(`${path}.`)));
  if (!found) return null;
  return (
    <p className="flex w-full items-start gap-1.5 text-sm text-danger-text" aria-live="polite">
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
      {found[1]}
    </p>
  );
}
