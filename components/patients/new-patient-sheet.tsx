"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useId, useRef, useState } from "react";
import { createPatient } from "@/components/patients/api";
import {
  checkPatient,
  noValues,
  type PatientValues,
  refusedFields,
  toPatient,
} from "@/components/patients/form-rules";
import { PatientFields } from "@/components/patients/patient-fields";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { useForm } from "@/components/ui/use-form";
import type { CreatedPatient } from "@/lib/patients/schema";

const SAME = {
  phone: "the same phone",
  email: "the same email",
  name_and_birth: "the same name and birth date",
};

export function NewPatientSheet({
  open,
  onOpenChange,
  known,
  onAdded,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What is known of them already. */
  known?: Partial<PatientValues>;
  /** What happens then, in place of telling that they were added. */
  onAdded?: (patient: CreatedPatient) => void;
}) {
  const client = useQueryClient();
  const id = useId();
  const key = useRef(crypto.randomUUID());
  const [added, setAdded] = useState<CreatedPatient | null>(null);
  const form = useForm({
    initial: { ...noValues, ...known },
    check: checkPatient,
    submit: async (values) => {
      try {
        const patient = await createPatient(toPatient(values), key.current);
        if (onAdded) onAdded(patient);
        else setAdded(patient);
        await client.invalidateQueries({ queryKey: ["patients"] });
        return undefined;
      } catch (error) {
        return refusedFields(error);
      } finally {
        key.current = crypto.randomUUID();
      }
    },
  });
  const close = (next: boolean) => {
    onOpenChange(next);
    if (next || !added) return;
    setAdded(null);
    form.reset();
  };
  const footer = added ? (
    <>
      <Button onClick={() => close(false)}>Close</Button>
      <Link href={`/patients/${added.id}`} className={buttonClass("primary", "md")}>
        Open {added.firstName}
      </Link>
    </>
  ) : (
    <>
      <Button onClick={() => close(false)}>Cancel</Button>
      <Button variant="primary" type="submit" form={id} loading={form.busy}>
        Add patient
      </Button>
    </>
  );
  return (
    <Sheet open={open} onOpenChange={close} title="New patient" footer={footer}>
      {added ? (
        <div className="flex flex-col gap-4">
          <Banner tone="success" live="polite" title={`${added.name} was added.`} />
          {added.possibleDuplicates.length > 0 && (
            <Banner tone="warning" title="Is this somebody we know?">
              <ul className="mt-1 flex flex-col gap-1">
                {added.possibleDuplicates.map((one) => (
                  <li key={one.id}>
                    <Link href={`/patients/${one.id}`} className="underline">
                      {one.name}
                    </Link>{" "}
                    has {SAME[one.same]}.
                  </li>
                ))}
              </ul>
            </Banner>
          )}
        </div>
      ) : (
        <form id={id} {...form.form}>
          <PatientFields form={form} contacts />
        </form>
      )}
    </Sheet>
  );
}
