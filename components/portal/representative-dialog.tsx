"use client";

import { useState } from "react";
import { useInviteRepresentative } from "@/components/portal/api";
import { CodeShown } from "@/components/portal/invite-dialog";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import type { PatientDetail } from "@/lib/patients/schema";
import type { Representative } from "@/lib/representatives/schema";

/** Gives somebody who acts for a patient a code in person, or lets the sign-in they have be for this patient too. */
export function RepresentativeDialog({
  patient,
  view,
  onClose,
}: {
  patient: PatientDetail;
  view: Representative;
  onClose: () => void;
}) {
  const invite = useInviteRepresentative(patient.id, view.relatedPersonId);
  const [code, setCode] = useState<string | null>(null);
  const known = view.state === "active" ? null : view.known;
  const form = useForm({
    initial: { checked: "", same: known !== null },
    check: ({ checked }) => ({
      ...(checked.trim().length < 3 ? { checked: "Say how you made sure, for example: photo ID." } : {}),
    }),
    submit: async ({ checked, same }) => {
      try {
        const sameAs = same && known ? { sameAs: known.relatedPersonId } : {};
        const answer = await invite.mutateAsync({ checked: checked.trim(), ...sameAs });
        if (answer.code === null) onClose();
        else setCode(answer.code);
        return undefined;
      } catch (error) {
        return { checked: error instanceof Error ? error.message : "That did not work. Please try again." };
      }
    },
  });
  if (code !== null) {
    return <CodeShown code={code} name={view.name} whose={patient.firstName} onClose={onClose} />;
  }
  const { checked, same } = form.values;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={
        view.state === "active"
          ? `Give ${view.name} a code for a new PIN?`
          : `Give ${view.name} a portal sign-in?`
      }
      description={`With a PIN of their own ${view.name} opens private messages about ${patient.firstName} that went to their own number or address, as long as they act for ${patient.firstName}. Nothing that is confidential to the patient.`}
    >
      <form {...form.form} className="flex flex-col gap-4">
        {known && (
          <Checkbox
            label={`It is the same person who signs in for ${known.forPatients.join(", ")}: use that sign-in`}
            checked={same}
            onChange={(on) => form.set("same", on)}
          />
        )}
        <Field
          label={`How did you make sure that this is ${view.name}?`}
          error={form.error("checked")}
          hint={
            same
              ? "Kept in the audit trail."
              : `Kept in the audit trail. The code works once, for 48 hours, with ${patient.firstName}'s date of birth.`
          }
        >
          <Input
            name="checked"
            maxLength={200}
            value={checked}
            onChange={(event) => form.set("checked", event.target.value)}
            onBlur={() => form.leave("checked")}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={form.busy}>
            {same ? "Use that sign-in" : "Make the code"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
