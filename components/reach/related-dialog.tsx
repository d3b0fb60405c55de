"use client";

import { ApiError } from "@/components/auth/request";
import { refusalOf, staleOr, useChartChange } from "@/components/reach/api";
import { StaleBar, useSeen } from "@/components/reach/stale";
import { RELATION, type Related, relatedLines } from "@/components/reach/words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type FormErrors, useForm } from "@/components/ui/use-form";
import type { PatientDetail } from "@/lib/patients/schema";

type Text = "name" | "authority" | "phone" | "email" | "limits" | "until";
type Values = Record<Text, string> & { relation: Related["relation"]; points: string[] };

const FIELDS: { name: Text; label: string; hint?: string; optional?: true; type?: string }[] = [
  { name: "name", label: "Name" },
  { name: "authority", label: "By what right?", hint: "Parent, court order of 3 March, power of attorney." },
  { name: "phone", label: "Phone", optional: true },
  { name: "email", label: "Email", optional: true },
  {
    name: "limits",
    label: "What it does not cover",
    optional: true,
    hint: "With a limit, nothing goes to this person by itself.",
  },
  {
    name: "until",
    label: "Until",
    optional: true,
    type: "date",
    hint: "A guardian's right ends at 18 by itself.",
  },
];

/** Who stands, as the form holds it. */
const begun = (person: Related | null): Values => ({
  relation: person?.relation ?? "guardian",
  name: person?.name ?? "",
  authority: person?.authority ?? "",
  phone: person?.phone ?? "",
  email: person?.email ?? "",
  limits: person?.limits ?? "",
  until: person?.until?.slice(0, 10) ?? "",
  points: person?.contactPointIds ?? [],
});

/** Somebody who acts for a patient: who, by what right, how far, until when, and whose numbers are theirs. */
export function RelatedDialog({
  patient,
  person,
  onClose,
}: {
  patient: PatientDetail;
  person: Related | null;
  onClose: () => void;
}) {
  const change = useChartChange(patient.id);
  const { seen: version, isStale, look } = useSeen(person?.version ?? "");
  const form = useForm<Values>({
    initial: begun(person),
    check: ({ name, authority }) => ({
      ...(name.trim() ? {} : { name: "Write a name." }),
      ...(authority.trim() ? {} : { authority: "Say by what right they act." }),
    }),
    submit: async ({ points, until, ...values }) => {
      const words = (name: "phone" | "email" | "limits") => values[name].trim() || null;
      const same = person?.until?.slice(0, 10) === until;
      const body = {
        ...(person ? { id: person.id, from: person.from, version } : {}),
        relation: values.relation,
        name: values.name.trim(),
        authority: values.authority.trim(),
        phone: words("phone"),
        email: words("email"),
        limits: words("limits"),
        until: same ? (person?.until ?? null) : until ? `${until}T00:00:00Z` : null,
        contactPointIds: points,
      };
      try {
        await change.mutateAsync({ rest: "reach/related", body });
        onClose();
        return undefined;
      } catch (error) {
        return staleOr(error, refused(error));
      }
    },
  });
  const { points, relation } = form.values;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={person ? `Change ${person.name}` : `Who acts for ${patient.firstName}?`}
      description="Their numbers are used only while they stand for the patient. What waits is decided again at once."
    >
      <form {...form.form} className="flex flex-col gap-4">
        {person && isStale && !form.busy && (
          <StaleBar
            theirs={relatedLines(person)}
            onKeep={look}
            onTake={() => {
              const theirs = begun(person);
              for (const { name } of FIELDS) form.set(name, theirs[name]);
              form.set("relation", theirs.relation);
              form.set("points", theirs.points);
              look();
            }}
          />
        )}
        <Field label="As what?">
          <Select
            value={relation}
            onChange={(next) => form.set("relation", next)}
            options={(Object.keys(RELATION) as Related["relation"][]).map((value) => ({
              value,
              label: RELATION[value],
            }))}
          />
        </Field>
        {FIELDS.map(({ name, label, hint, optional, type }) => (
          <Field key={name} label={label} hint={hint} optional={optional} error={form.error(name)}>
            <Input
              name={name}
              type={type ?? "text"}
              maxLength={200}
              value={form.values[name]}
              onChange={(event) => form.set(name, event.target.value)}
              onBlur={() => form.leave(name)}
            />
          </Field>
        ))}
        <fieldset className="flex flex-col gap-1">
          <legend className="text-sm font-medium">Which of the chart's are theirs?</legend>
          {patient.contactPoints.map((point) => (
            <Checkbox
              key={point.id}
              label={point.shown}
              checked={points.includes(point.id)}
              onChange={(on) =>
                form.set("points", on ? [...points, point.id] : points.filter((id) => id !== point.id))
              }
            />
          ))}
        </fieldset>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={isStale} loading={form.busy}>
            {person ? "Save" : "Add"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Beside the field it is about, where the API named one. */
function refused(error: unknown): FormErrors<Values> {
  const fields = error instanceof ApiError ? error.fields : [];
  const found = fields.find(({ field }) => FIELDS.some(({ name }) => name === field));
  return found ? { [found.field]: found.problem } : { name: refusalOf(error) };
}
