"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ConsentInput, recordConsent } from "@/components/consents/api";
import { CHANNEL, disclosureFor } from "@/components/consents/words";
import { useMe } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useForm } from "@/components/ui/use-form";
import type { PatientDetail } from "@/lib/patients/schema";

interface Values extends Pick<ConsentInput, "act" | "purpose" | "channel" | "source"> {
  disclosure: string;
  note: string;
}

const options = <T extends string>(words: Record<T, string>) =>
  Object.entries(words).map(([value, label]) => ({ value: value as T, label: label as string }));

const ACTS = options({ grant: "They agree", revoke: "They refuse" });
const PURPOSES = options({
  contact: "Messages about care",
  marketing: "Marketing",
  texting_risk: "Private matters in the open",
});
const CHANNELS = options(CHANNEL);
const SOURCES = options({
  phone: "On the phone",
  in_person: "In person",
  paper: "On paper",
  portal: "On the preference page",
});

const START: Values = {
  act: "revoke",
  purpose: "contact",
  channel: "SMS",
  source: "phone",
  disclosure: "",
  note: "",
};

/** Writes down what a patient said or signed, with the words they were shown. Nothing in the ledger is ever changed. */
export function RecordConsentDialog({
  patient,
  open,
  onOpenChange,
}: {
  patient: PatientDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const client = useQueryClient();
  const { clinic } = useMe();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const form = useForm<Values>({
    initial: START,
    check: ({ act, disclosure, ...rest }) =>
      act === "grant" && told({ act, disclosure, ...rest }, clinic.name).trim() === ""
        ? { disclosure: "Write what you read or showed to them." }
        : {},
    submit: async (values) => {
      const { note, disclosure: _typed, ...rest } = values;
      const disclosure = values.act === "grant" ? told(values, clinic.name).trim() : "";
      const body = {
        ...rest,
        ...(disclosure ? { disclosure } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      };
      try {
        await recordConsent(patient.id, body, key);
        setKey(crypto.randomUUID());
        onOpenChange(false);
        form.reset();
        void client.invalidateQueries({ queryKey: ["patient", patient.id] });
        return undefined;
      } catch (error) {
        return { note: error instanceof Error ? error.message : "That did not work. Please try again." };
      }
    },
  });
  const { values } = form;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`What did ${patient.name} say?`}
      description="It is added to the ledger and never changed. A refusal cancels at once what is queued and may no longer go."
    >
      <form {...form.form} className="flex flex-col gap-4">
        <SegmentedControl
          label="What they said"
          value={values.act}
          onChange={(act) => form.set("act", act)}
          options={ACTS}
        />
        <div className="flex flex-wrap gap-3">
          <Field label="To what?">
            <Select
              value={values.purpose}
              onChange={(next) => form.set("purpose", next)}
              options={PURPOSES}
            />
          </Field>
          <Field label="By which way?">
            <Select
              value={values.channel}
              onChange={(next) => form.set("channel", next)}
              options={CHANNELS}
            />
          </Field>
          <Field label="How did they say it?">
            <Select value={values.source} onChange={(next) => form.set("source", next)} options={SOURCES} />
          </Field>
        </div>
        {values.act === "grant" && (
          <Field
            label="What they were shown or told"
            error={form.error("disclosure")}
            hint="Read it to them. It is kept word for word."
          >
            <Textarea
              name="disclosure"
              rows={3}
              maxLength={2_000}
              value={told(values, clinic.name)}
              onChange={(event) => form.set("disclosure", event.target.value)}
              onBlur={() => form.leave("disclosure")}
            />
          </Field>
        )}
        <Field label="Note" optional error={form.error("note")} hint="For colleagues. No health details.">
          <Input
            name="note"
            maxLength={300}
            value={values.note}
            onChange={(event) => form.set("note", event.target.value)}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" loading={form.busy}>
            Record
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What staff typed, or what we propose to read for this purpose and channel. */
function told(values: Values, clinic: string): string {
  return values.disclosure || disclosureFor(values, clinic);
}
