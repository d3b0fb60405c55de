"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { ApiError } from "@/components/auth/request";
import { patientQuery, updatePatient } from "@/components/patients/api";
import { checkPatient, type PatientValues, refusedFields } from "@/components/patients/form-rules";
import { PatientFields } from "@/components/patients/patient-fields";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { useForm } from "@/components/ui/use-form";
import type { PatientDetail } from "@/lib/patients/schema";

const valuesOf = (patient: PatientDetail): PatientValues => ({
  firstName: patient.firstName,
  lastName: patient.lastName,
  dateOfBirth: patient.dateOfBirth ?? "",
  phone: "",
  email: "",
  language: patient.language,
  externalId: patient.externalId ?? "",
  zip: patient.address?.zip ?? "",
});

/** Edits who somebody is. A colleague's newer change is not overwritten. */
export function EditPatientSheet({
  patient,
  open,
  onOpenChange,
}: {
  patient: PatientDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const client = useQueryClient();
  const id = useId();
  const form = useForm({
    initial: valuesOf(patient),
    check: checkPatient,
    submit: async (values) => {
      const zip = values.zip.trim();
      const { zip: _old, ...rest } = patient.address ?? {};
      const address = { ...rest, ...(zip ? { zip } : {}) };
      try {
        const saved = await updatePatient(patient.id, {
          firstName: values.firstName,
          lastName: values.lastName,
          dateOfBirth: values.dateOfBirth || null,
          externalId: values.externalId.trim() || null,
          language: values.language,
          address: Object.keys(address).length > 0 ? address : null,
          ifUpdatedAt: patient.updatedAt,
        });
        onOpenChange(false);
        client.setQueryData(patientQuery(patient.id).queryKey, saved);
        void client.invalidateQueries({ queryKey: ["patients"] });
        return undefined;
      } catch (error) {
        if (error instanceof ApiError && error.reason === "stale") {
          void client.invalidateQueries({ queryKey: ["patient", patient.id] });
        }
        return refusedFields(error);
      }
    },
  });
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={`Edit ${patient.name}`}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form={id} loading={form.busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={id} {...form.form}>
        <PatientFields form={form} contacts={false} />
      </form>
    </Sheet>
  );
}
