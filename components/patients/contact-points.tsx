"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, Mail, MoreHorizontal, Phone, Smartphone, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { type PatientChange, patientQuery, updatePatient } from "@/components/patients/api";
import { Part } from "@/components/patients/profile-parts";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu, MenuItem } from "@/components/ui/menu";
import { RelativeTime } from "@/components/ui/relative-time";
import { notify } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";
import type { PatientDetail } from "@/lib/patients/schema";

type Point = PatientDetail["contactPoints"][number];

export function ContactPoints({ patient }: { patient: PatientDetail }) {
  const client = useQueryClient();
  const [removing, setRemoving] = useState<Point | null>(null);
  const change = useMutation({
    mutationFn: (contacts: NonNullable<PatientChange["contacts"]>) => updatePatient(patient.id, { contacts }),
    onSuccess: (saved) => {
      client.setQueryData(patientQuery(patient.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ["patients"] });
    },
    onError: (error) => notify({ tone: "danger", title: "Nothing was changed.", detail: error.message }),
  });
  return (
    <Part title="Contact points">
      {patient.contactPoints.length === 0 && (
        <p className="text-muted">No phone and no email. Add one below, so that we can write.</p>
      )}
      {patient.contactPoints.length > 0 && (
        <ul className="divide-y rounded-lg border">
          {patient.contactPoints.map((point) => (
            <li key={point.id} className="flex items-start gap-3 px-3 py-2">
              <KindIcon kind={point.kind} />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="figures break-all">{point.shown}</span>
                  {point.label && <span className="text-sm text-muted">{point.label}</span>}
                  {point.isPrimary && <Badge tone="neutral">Primary</Badge>}
                  {point.optedOutSince && <Badge tone="danger">Stopped</Badge>}
                  {!point.optedOutSince && point.health === "closed" && (
                    <Badge tone="danger">Not working</Badge>
                  )}
                  {point.health === "failing" && <Badge tone="warning">Failing</Badge>}
                </p>
                {point.healthWords && <p className="text-sm text-muted">{point.healthWords}</p>}
                <p className="text-sm text-muted">
                  {point.lastConfirmedAt ? (
                    <>
                      Confirmed <RelativeTime at={point.lastConfirmedAt} />
                    </>
                  ) : (
                    "Not confirmed yet"
                  )}
                </p>
              </div>
              {patient.kind === "person" && (
                <Menu
                  trigger={<IconButton label={`Change ${point.shown}`} icon={<MoreHorizontal />} />}
                  align="end"
                >
                  {point.suggestion && (
                    <MenuItem
                      icon={<Check />}
                      onSelect={() =>
                        change.mutate({
                          add: [{ kind: "email", value: point.suggestion ?? "", isPrimary: point.isPrimary }],
                          remove: [point.id],
                        })
                      }
                    >
                      Correct to {point.suggestion}
                    </MenuItem>
                  )}
                  <MenuItem icon={<Check />} onSelect={() => change.mutate({ confirm: [point.id] })}>
                    It works, I checked
                  </MenuItem>
                  <MenuItem
                    icon={<Star />}
                    disabled={point.isPrimary}
                    onSelect={() => change.mutate({ makePrimary: [point.id] })}
                  >
                    Make primary
                  </MenuItem>
                  <MenuItem icon={<Trash2 />} danger onSelect={() => setRemoving(point)}>
                    Remove
                  </MenuItem>
                </Menu>
              )}
            </li>
          ))}
        </ul>
      )}
      {patient.kind === "person" && <AddContact add={(contacts) => change.mutateAsync(contacts)} />}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={`Remove ${removing?.shown ?? ""}?`}
        consequence="We will not write there any more. Messages that were sent stay in the conversation."
        confirmLabel="Remove"
        cancelLabel="Keep it"
        tone="danger"
        onConfirm={async () => {
          if (removing) await change.mutateAsync({ remove: [removing.id] });
        }}
      />
    </Part>
  );
}

function AddContact({
  add,
}: {
  add: (contacts: NonNullable<PatientChange["contacts"]>) => Promise<unknown>;
}) {
  const form = useForm({
    initial: { value: "" },
    check: ({ value }) => (value.trim() ? {} : { value: "Write a phone number or an email address." }),
    submit: async ({ value }) => {
      const kind = value.includes("@") ? "email" : "phone";
      try {
        await add({ add: [{ kind, value: value.trim() }] });
        form.reset();
        return undefined;
      } catch (error) {
        return { value: error instanceof Error ? error.message : "This was not added." };
      }
    },
  });
  return (
    <form {...form.form} className="flex items-start gap-2">
      <Field
        label="Add a phone or email"
        hideLabel
        error={form.error("value")}
        className="flex-1 sm:max-w-xs"
      >
        <Input
          name="value"
          placeholder="Add a phone or email"
          value={form.values.value}
          onChange={(event) => form.set("value", event.target.value)}
        />
      </Field>
      <Button type="submit" loading={form.busy}>
        Add
      </Button>
    </form>
  );
}

const kinds = {
  phone: { Icon: Phone, label: "Phone" },
  email: { Icon: Mail, label: "Email" },
  device: { Icon: Smartphone, label: "App" },
};

function KindIcon({ kind }: { kind: keyof typeof kinds }) {
  const { Icon, label } = kinds[kind];
  return <Icon aria-label={label} className="mt-1 size-4 shrink-0 text-muted" />;
}
