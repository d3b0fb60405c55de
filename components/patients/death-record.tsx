"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { recordDeath } from "@/components/patients/api";
import { useMe } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { useForm } from "@/components/ui/use-form";
import type { PatientDetail } from "@/lib/patients/schema";

/** Records that a patient has died, with who told us, or takes it back with a reason. */
export function DeathRecord({ patient, aside }: { patient: PatientDetail; aside?: ReactNode }) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (patient.kind !== "person" || !me.permissions.includes("patient.write")) return null;
  return (
    <footer className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-t pt-4 text-muted">
      {patient.deceasedAt && (
        <p>
          Recorded as deceased <RelativeTime at={patient.deceasedAt} />: {patient.deceasedSource}. Nothing
          goes out about {patient.firstName}.
        </p>
      )}
      <Button variant="quiet" size="sm" onClick={() => setOpen(true)}>
        {patient.deceased ? "Recorded by mistake…" : "Record a death…"}
      </Button>
      {aside}
      {open && <DeathDialog patient={patient} onClose={() => setOpen(false)} />}
    </footer>
  );
}

function DeathDialog({ patient, onClose }: { patient: PatientDetail; onClose: () => void }) {
  const { id, firstName, deceased } = patient;
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (words: string) =>
      recordDeath(id, deceased ? { deceased: false, reason: words } : { deceased: true, source: words }),
    onSuccess: (changed) => {
      client.setQueryData(["patient", id], changed);
      void client.invalidateQueries();
    },
  });
  const form = useForm({
    initial: { words: "" },
    check: ({ words }) => (words.trim().length < 3 ? { words: "Say it in a few words." } : {}),
    submit: async ({ words }) => {
      try {
        await save.mutateAsync(words.trim());
        onClose();
        return undefined;
      } catch (error) {
        return { words: error instanceof Error ? error.message : "That did not work. Please try again." };
      }
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={deceased ? `${firstName} has not died?` : `Has ${firstName} died?`}
      description={
        deceased
          ? `Messages to ${firstName} may go again. What was cancelled stays cancelled.`
          : `Everything that waits to go out about ${firstName} is cancelled, and nothing goes out any more. Others on the same phone are not affected.`
      }
    >
      <form {...form.form} className="flex flex-col gap-4">
        <Field
          label={deceased ? "How did the mistake come about?" : "Who told us?"}
          error={form.error("words")}
          hint="Kept with the record."
        >
          <Input
            name="words"
            maxLength={200}
            value={form.values.words}
            onChange={(event) => form.set("words", event.target.value)}
            onBlur={() => form.leave("words")}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant={deceased ? "primary" : "danger"} loading={form.busy}>
            {deceased ? "Take it back" : "Record the death"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
