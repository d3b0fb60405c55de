"use client";

import { refusalOf, staleOr, useChartChange } from "@/components/reach/api";
import { HoursRows, named } from "@/components/reach/hours-rows";
import { StaleBar, useSeen } from "@/components/reach/stale";
import { instructionLines } from "@/components/reach/words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useForm } from "@/components/ui/use-form";
import type { PatientDetail } from "@/lib/patients/schema";
import type { Reach } from "@/lib/reach/schema";

/** What stands, as the form holds it. */
const begun = ({ instruction }: Reach) => ({
  points: instruction?.contactPointIds ?? [],
  hours: named(instruction?.hours ?? []),
  noNames: instruction?.noNames ?? false,
  note: instruction?.note ?? "",
});

/** What a patient asked for: only these numbers, only at these times, no names. */
export function InstructionDialog({
  patient,
  reach,
  onClose,
}: {
  patient: PatientDetail;
  reach: Reach;
  onClose: () => void;
}) {
  const change = useChartChange(patient.id);
  const { seen: version, isStale, look } = useSeen(reach.versions.instruction);
  const form = useForm({
    initial: begun(reach),
    check: ({ points, hours, noNames }) => ({
      ...(points.length === 0 && hours.length === 0 && !noNames
        ? { points: "Say where, when or how: this asks for nothing." }
        : {}),
      ...(hours.some(({ days }) => days.length === 0) ? { hours: "Choose at least one day." } : {}),
      ...(hours.some(({ from, to }) => from >= to) ? { hours: "The end comes after the beginning." } : {}),
    }),
    submit: async ({ points, hours: rows, noNames, note }) => {
      const hours = rows.map(({ days, from, to }) => ({ days, from, to }));
      const instruction = { contactPointIds: points, hours, noNames, note: note.trim() || null };
      try {
        await change.mutateAsync({ rest: "reach/instruction", body: { instruction, version } });
        onClose();
        return undefined;
      } catch (error) {
        return staleOr(error, { note: refusalOf(error) });
      }
    },
  });
  const { points, hours, noNames, note } = form.values;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`What did ${patient.firstName} ask for?`}
      description="It goes before everything else that we know of how to reach them. What waits is decided again at once."
    >
      <form {...form.form} className="flex flex-col gap-5">
        {isStale && !form.busy && (
          <StaleBar
            theirs={instructionLines(
              reach.instruction,
              (id) => patient.contactPoints.find((point) => point.id === id)?.shown,
            )}
            onKeep={look}
            onTake={() => {
              const theirs = begun(reach);
              form.set("points", theirs.points);
              form.set("hours", theirs.hours);
              form.set("noNames", theirs.noNames);
              form.set("note", theirs.note);
              look();
            }}
          />
        )}
        <fieldset className="flex flex-col gap-1">
          <legend className="font-medium">Only by these</legend>
          <p className="text-sm text-muted">None ticked: by any. To keep texts away, tick the email alone.</p>
          {patient.contactPoints.map((point) => (
            <Checkbox
              key={point.id}
              label={point.shown}
              name="points"
              checked={points.includes(point.id)}
              onChange={(on) =>
                form.set("points", on ? [...points, point.id] : points.filter((id) => id !== point.id))
              }
            />
          ))}
          {patient.contactPoints.length === 0 && (
            <p className="text-muted">There is no phone or email yet.</p>
          )}
        </fieldset>
        <HoursRows hours={hours} onChange={(next) => form.set("hours", next)} error={form.error("hours")} />
        <Checkbox
          label="No names"
          hint={`A message that says “${patient.firstName}” is not sent.`}
          checked={noNames}
          onChange={(on) => form.set("noNames", on)}
        />
        <Field label="In their words" optional error={form.error("note")} hint="For colleagues.">
          <Textarea
            name="note"
            maxLength={500}
            value={note}
            onChange={(event) => form.set("note", event.target.value)}
          />
        </Field>
        {form.error("points") && (
          <p role="alert" className="text-sm text-danger-text">
            {form.error("points")}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={isStale} loading={form.busy}>
            Save instruction
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
