"use client";

import { useQueryClient } from "@tanstack/react-query";
import { incidentQuery, tellIncident } from "@/components/incidents/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { notify } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";
import type { IncidentDetail } from "@/lib/incidents/schema";

/** The end of the clock: how the patient was told. */
export function TellForm({ incident }: { incident: IncidentDetail }) {
  const client = useQueryClient();
  const form = useForm({
    initial: { how: "" },
    check: ({ how }) => (how.trim().length < 3 ? { how: "Say how the patient was told." } : {}),
    submit: async ({ how }) => {
      try {
        client.setQueryData(incidentQuery(incident.id).queryKey, await tellIncident(incident.id, how));
        void client.invalidateQueries({ queryKey: ["incidents"] });
      } catch (error) {
        notify({ tone: "danger", title: error instanceof Error ? error.message : "It was not saved." });
      }
      return undefined;
    },
  });
  return (
    <section aria-label="Notice" className="flex flex-col gap-3 print:hidden">
      <h2 className="text-lg font-semibold">Notice to the patient</h2>
      <form {...form.form} className="flex flex-col gap-3">
        <Field label="How and by whom the patient was told" error={form.error("how")}>
          <Textarea
            name="how"
            rows={2}
            value={form.values.how}
            onChange={(event) => form.set("how", event.target.value)}
            onBlur={() => form.leave("how")}
          />
        </Field>
        <Button type="submit" className="self-start" loading={form.busy}>
          The patient was told
        </Button>
      </form>
    </section>
  );
}
