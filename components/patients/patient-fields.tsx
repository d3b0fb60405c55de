"use client";

import { languages, type PatientValues } from "@/components/patients/form-rules";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { useForm } from "@/components/ui/use-form";

type Form = ReturnType<typeof useForm<PatientValues>>;

function Text({
  form,
  name,
  label,
  hint,
  optional,
  ...rest
}: {
  form: Form;
  name: keyof PatientValues;
  label: string;
  hint?: string;
  optional?: boolean;
  type?: string;
  inputMode?: "tel" | "email" | "numeric";
  autoComplete?: string;
}) {
  return (
    <Field
      label={label}
      hint={hint}
      error={form.error(name)}
      optional={optional}
      required={optional !== true}
    >
      <Input
        {...rest}
        name={name}
        autoComplete={rest.autoComplete ?? "off"}
        value={form.values[name]}
        onChange={(event) => form.set(name, event.target.value)}
        onBlur={() => form.leave(name)}
      />
    </Field>
  );
}

/** The fields of a new patient, or without phone and email those of one who is known. */
export function PatientFields({ form, contacts }: { form: Form; contacts: boolean }) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Text form={form} name="firstName" label="First name" />
        <Text form={form} name="lastName" label="Last name" />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Text form={form} name="dateOfBirth" label="Date of birth" type="date" optional />
        <Field label="Language">
          <Select
            value={form.values.language}
            onChange={(value) => form.set("language", value)}
            options={languages}
          />
        </Field>
      </div>
      {contacts && (
        <>
          <Text
            form={form}
            name="phone"
            label="Mobile phone"
            hint="We may text this number about care. Marketing needs its own consent."
            inputMode="tel"
            optional
          />
          <Text form={form} name="email" label="Email" inputMode="email" optional />
        </>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Text
          form={form}
          name="zip"
          label="ZIP"
          hint="Tells us the time where they live."
          inputMode="numeric"
          optional
        />
        <Text form={form} name="externalId" label="Chart number" optional />
      </div>
    </div>
  );
}
