"use client";

import type { ComponentProps } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A field of a patient's page: large letters and a wide target. */
export function BigField({
  label,
  hint,
  error,
  ...input
}: { label: string; hint?: string; error?: string | null | undefined } & Pick<
  ComponentProps<typeof Input>,
  "name" | "value" | "onChange" | "type" | "inputMode" | "autoComplete" | "autoCapitalize" | "maxLength"
>) {
  return (
    <Field label={<span className="text-lg">{label}</span>} hint={hint} error={error ?? undefined}>
      <Input {...input} spellCheck={false} className="h-12 text-lg" />
    </Field>
  );
}
