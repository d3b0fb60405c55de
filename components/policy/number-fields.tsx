"use client";

import { limitsWords, type PolicyForm } from "@/components/policy/use-policy-form";
import type { NumberSetting } from "@/components/policy/words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Settings that are a number: what it does, in which unit, within which limits. */
export function NumberFields({ form, settings }: { form: PolicyForm; settings: readonly NumberSetting[] }) {
  return (
    <div className="flex flex-col gap-4">
      {settings.map((setting) => (
        <NumberField key={setting.path} form={form} {...setting} />
      ))}
    </div>
  );
}

function NumberField({ form, path, label, unit, hint }: NumberSetting & { form: PolicyForm }) {
  return (
    <Field label={label} error={form.errors.get(path)} hint={`${hint} ${limitsWords(path)}.`}>
      <span className="flex items-center gap-2">
        <NumberInput form={form} path={path} />
        <span className="text-muted">{unit}</span>
      </span>
    </Field>
  );
}

function NumberInput({ form, path }: { form: PolicyForm; path: string }) {
  return (
    <span className="w-24">
      <Input
        name={path}
        inputMode="numeric"
        autoComplete="off"
        value={form.text(path)}
        onChange={(event) => form.type(path, event.target.value)}
      />
    </span>
  );
}
