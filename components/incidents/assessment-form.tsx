"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/components/auth/request";
import { assessIncident, incidentQuery } from "@/components/incidents/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Textarea } from "@/components/ui/textarea";
import { notify } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";
import type { Assessment, IncidentDetail } from "@/lib/incidents/schema";

const FACTORS = [
  ["nature", "1. What it was about, and how well it tells who the patient is"],
  ["recipient", "2. Who got it"],
  ["acquired", "3. Whether it was really seen or kept"],
  ["mitigated", "4. What has been done since to reduce the risk"],
] as const;

const CONCLUSIONS = [
  { value: "undecided", label: "Not decided yet" },
  { value: "low_probability", label: "Low probability" },
  { value: "breach", label: "Breach" },
] as const;

/** The four factors of 45 CFR 164.402(2). Each saving is kept beside those before it. */
export function AssessmentForm({ incident }: { incident: IncidentDetail }) {
  const client = useQueryClient();
  const wrong = incident.kind === "wrong_number";
  const form = useForm<Assessment>({
    initial: incident.assessment ?? {
      nature: incident.suggested,
      recipient: wrong
        ? "Whoever has this number now; somebody there said that it is not the patient's."
        : "",
      acquired: "",
      mitigated: wrong ? "The number was closed, and what was queued to it was cancelled." : "",
      conclusion: "undecided",
      reason: "",
    },
    check: (values) => ({
      ...Object.fromEntries(
        FACTORS.flatMap(([name]) => (values[name].trim().length < 3 ? [[name, "Write a sentence."]] : [])),
      ),
      ...(values.conclusion !== "undecided" && values.reason.trim().length < 3
        ? { reason: "Say why you conclude this." }
        : {}),
    }),
    submit: async (values) => {
      try {
        const next = await assessIncident(incident.id, values);
        client.setQueryData(incidentQuery(incident.id).queryKey, next);
        void client.invalidateQueries({ queryKey: ["incidents"] });
        return undefined;
      } catch (error) {
        notify({ tone: "danger", title: error instanceof ApiError ? error.message : "It was not saved." });
        return undefined;
      }
    },
  });
  const { values } = form;
  const closed = incident.status === "told";
  return (
    <section aria-label="Assessment" className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">Assessment</h2>
      <form {...form.form} className="flex flex-col gap-3">
        {FACTORS.map(([name, label]) => (
          <Field key={name} label={label} error={form.error(name)}>
            <Textarea
              name={name}
              rows={2}
              disabled={closed}
              value={values[name]}
              onChange={(event) => form.set(name, event.target.value)}
              onBlur={() => form.leave(name)}
            />
          </Field>
        ))}
        <SegmentedControl
          label="Conclusion"
          value={values.conclusion}
          onChange={(conclusion) => form.set("conclusion", conclusion)}
          options={CONCLUSIONS}
        />
        <Field label="Why" error={form.error("reason")}>
          <Textarea
            name="reason"
            rows={2}
            disabled={closed}
            value={values.reason}
            onChange={(event) => form.set("reason", event.target.value)}
            onBlur={() => form.leave("reason")}
          />
        </Field>
        {!closed && (
          <Button type="submit" variant="primary" className="self-start print:hidden" loading={form.busy}>
            Save the assessment
          </Button>
        )}
      </form>
    </section>
  );
}
