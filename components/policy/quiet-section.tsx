"use client";

import { PathError, WeekFields, WindowFields } from "@/components/policy/hours-fields";
import { NumberFields } from "@/components/policy/number-fields";
import { PolicySection } from "@/components/policy/policy-section";
import type { PolicyForm } from "@/components/policy/use-policy-form";
import { OPENING, WAY, type Way } from "@/components/policy/words";
import { Checkbox } from "@/components/ui/checkbox";
import { SegmentedControl } from "@/components/ui/segmented-control";

/** Quiet hours: of every day, of a weekday, of one way; which states' rules bind, and how the morning begins. */
export function QuietSection({ form }: { form: PolicyForm }) {
  return (
    <PolicySection
      title="Quiet hours"
      hint="When what we start may go, in the patient's own time. Outside of it nothing is lost: it waits. The law's hours are 8:00 AM to 9:00 PM; yours can be shorter, never longer."
    >
      <div className="flex flex-col gap-1">
        <p className="font-medium">Texts, every day</p>
        <WindowFields
          form={form}
          path="quietHours"
          name="Texts may go"
          from={{ least: "08:00", most: "12:00" }}
          until={{ least: "17:00", most: "21:00" }}
        />
        <PathError form={form} path="quietHours.start" />
        <PathError form={form} path="quietHours.end" />
      </div>
      <details className="rounded-lg border">
        <summary className="focus-inset cursor-pointer px-3 py-2 font-medium">Weekdays</summary>
        <div className="flex flex-col gap-2 border-t p-3">
          <p className="text-sm text-muted">Laid over the hours of every day; the stricter one counts.</p>
          <WeekFields form={form} path="quietHours.days" name="Texts" />
        </div>
      </details>
      <Checkbox
        label="Notifications on the phone wait as texts do"
        checked={form.value("quietHours.push") === true}
        onChange={(on) => form.change("quietHours.push", on)}
      />
      {(Object.keys(WAY) as Way[]).map((way) => (
        <ChannelHours key={way} form={form} way={way} />
      ))}
      <div className="flex flex-col gap-1">
        <p className="font-medium">Stricter laws of some states bind</p>
        <SegmentedControl
          label="Stricter laws of some states bind"
          value={form.policy.quietHours.overlays}
          onChange={(overlays) => form.change("quietHours.overlays", overlays)}
          options={[
            { value: "marketing", label: "Marketing only" },
            { value: "all", label: "Every text" },
          ]}
          className="self-start"
        />
        <p className="text-sm text-muted">
          Florida, Washington and others end the day earlier; Alabama, Louisiana, Utah and others allow no
          marketing on Sundays or their holidays. Where a patient may be in several states, all must be open.
        </p>
        <Checkbox
          label="What these bind waits on federal holidays in every state"
          hint="Without it, only where the state's law says so. Ask your counsel about yours."
          checked={form.policy.quietHours.holidays}
          onChange={(on) => form.change("quietHours.holidays", on)}
        />
      </div>
      <NumberFields form={form} settings={[OPENING]} />
    </PolicySection>
  );
}

/** Stricter hours for one way. Without them emails go at any hour: the law has none for email. */
function ChannelHours({ form, way }: { form: PolicyForm; way: Way }) {
  const path = `quietHours.channels.${way}`;
  const own = form.policy.quietHours.channels[way];
  const toggle = (on: boolean) => {
    const { [way]: _old, ...rest } = form.policy.quietHours.channels;
    const hours = { start: "21:00", end: "08:00", days: {} };
    form.change("quietHours.channels", on ? { ...rest, [way]: hours } : rest);
  };
  return (
    <div className="flex flex-col gap-2">
      <Checkbox
        label={`${WAY[way]} have hours of their own`}
        hint={way === "EMAIL" ? "Without them an email may go at any hour." : "Laid over those above."}
        checked={own !== undefined}
        onChange={toggle}
      />
      {own && (
        <div className="flex flex-col gap-2 border-l-2 pl-4">
          <WindowFields form={form} path={path} name={`${WAY[way]} may go`} />
          <WeekFields form={form} path={`${path}.days`} name={WAY[way]} />
          <PathError form={form} path={path} exact />
        </div>
      )}
    </div>
  );
}
