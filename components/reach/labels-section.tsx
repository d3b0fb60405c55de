"use client";

import { useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { useState } from "react";
import { Part } from "@/components/patients/profile-parts";
import { labelsQuery, refusalOf, staleOr, useChartChange } from "@/components/reach/api";
import { StaleBar, useSeen } from "@/components/reach/stale";
import { LABEL, type Label } from "@/components/reach/words";
import { useMay } from "@/components/staff/me";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useForm } from "@/components/ui/use-form";
import type { PatientDetail } from "@/lib/patients/schema";
import type { Labels } from "@/lib/restrictions/schema";

/** What is restricted about a chart: its labels, and who may set and lift them. */
export function LabelsSection({ patient }: { patient: PatientDetail }) {
  const { data } = useQuery(labelsQuery(patient.id));
  const mayWrite = useMay("patient.write");
  const [open, setOpen] = useState(false);
  return (
    <Part
      title="Restricted"
      action={
        mayWrite &&
        data && (
          <Button size="sm" onClick={() => setOpen(true)}>
            Change labels…
          </Button>
        )
      }
    >
      {!data && <Skeleton className="h-6 w-48" />}
      {data?.labels.length === 0 && (
        <p className="text-muted">Nothing is restricted. A label hides last words and keeps names out.</p>
      )}
      {data && data.labels.length > 0 && (
        <p className="flex flex-wrap gap-2">
          {data.labels.map((label) => (
            <Badge key={label} tone="warning" icon={<Lock aria-hidden />}>
              {LABEL[label]}
            </Badge>
          ))}
        </p>
      )}
      {open && data && <LabelsDialog patient={patient} known={data} onClose={() => setOpen(false)} />}
    </Part>
  );
}

function LabelsDialog({
  patient,
  known,
  onClose,
}: {
  patient: PatientDetail;
  known: Labels;
  onClose: () => void;
}) {
  const change = useChartChange(patient.id);
  const stands: readonly Label[] = known.labels;
  const { seen: version, isStale, look } = useSeen(known.version);
  const form = useForm({
    initial: { labels: stands, reason: "" },
    check: ({ labels, reason }) =>
      stands.some((label) => !labels.includes(label)) && reason.trim().length < 3
        ? { reason: "Say why it is lifted, without health details." }
        : {},
    submit: async ({ labels, reason }) => {
      const why = reason.trim() ? { reason: reason.trim() } : {};
      try {
        await change.mutateAsync({ rest: "labels", body: { labels: [...labels], ...why, version } });
        onClose();
        return undefined;
      } catch (error) {
        return staleOr(error, { reason: refusalOf(error) });
      }
    },
  });
  const { labels } = form.values;
  const lifted = stands.filter((label) => !labels.includes(label));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={`What is restricted about ${patient.name}?`}
      description="Lists show no last words, messages name neither the clinic nor what they are about, and private words do not leave. What waits is decided again at once."
    >
      <form {...form.form} className="flex flex-col gap-4">
        {isStale && !form.busy && (
          <StaleBar
            theirs={stands.map((label) => LABEL[label])}
            onKeep={look}
            onTake={() => {
              form.set("labels", stands);
              look();
            }}
          />
        )}
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">Labels</legend>
          {(Object.keys(LABEL) as Label[]).map((label) => (
            <Checkbox
              key={label}
              label={LABEL[label]}
              checked={labels.includes(label)}
              onChange={(on) =>
                form.set("labels", on ? [...labels, label] : labels.filter((one) => one !== label))
              }
            />
          ))}
        </fieldset>
        {lifted.length > 0 && (
          <p className="text-warning-text">
            Lifted: {lifted.map((label) => LABEL[label]).join(", ")}. Last words show in lists again.
          </p>
        )}
        <Field
          label="Why?"
          optional={lifted.length === 0}
          error={form.error("reason")}
          hint="For colleagues. No health details."
        >
          <Input
            name="reason"
            maxLength={300}
            value={form.values.reason}
            onChange={(event) => form.set("reason", event.target.value)}
            onBlur={() => form.leave("reason")}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={isStale} loading={form.busy}>
            Save labels
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
