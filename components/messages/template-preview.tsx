"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { previewMessage } from "@/components/messages/api";
import type { Words, WritingChannel } from "@/components/messages/use-draft";
import { useMe } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Skeleton } from "@/components/ui/skeleton";
import type { TemplateView } from "@/lib/templates/schema";

/** "appointment_date" is asked for as "Appointment date". */
function labelOf(variable: string): string {
  const words = variable
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[._]/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A template as this patient would get it, with a field for everything that is not known, and the English beside it. */
export function TemplatePreview({
  template,
  patientId,
  channel,
  onUse,
}: {
  template: TemplateView;
  patientId: string;
  channel: WritingChannel;
  onUse: (words: Partial<Words>) => void;
}) {
  const me = useMe();
  const [variables, setVariables] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState<readonly string[]>([]);
  const filled = Object.fromEntries(Object.entries(variables).filter(([, value]) => value.trim() !== ""));
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["template-preview", template.id, patientId, channel, filled],
    queryFn: ({ signal }) =>
      previewMessage({ patientId, channel, templateId: template.id, variables: filled }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const missing = data?.missingVariables ?? [];
  const unasked = missing.filter((name) => !asked.includes(name));
  if (unasked.length > 0) setAsked([...asked, ...unasked]);

  const mail = data?.rendered.EMAIL;
  const body = data?.rendered[channel]?.body;
  const english = template.languages.find(({ language }) => language === "en");
  const original = (channel === "EMAIL" ? english?.emailBody : english?.smsBody) ?? null;
  const translated =
    original !== null && body !== undefined && template.languages.length > 1 && !alike(original, body);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (body === undefined || missing.length > 0 || isPlaceholderData) return;
    const html = channel === "EMAIL" ? (mail?.htmlBody ?? null) : null;
    onUse({ body, html, templateId: template.id, ...(mail ? { subject: mail.subject } : {}) });
  }
  if (error !== null) return <p className="text-danger-text">{error.message}</p>;
  if (body === undefined) return <Skeleton className="h-32 w-full" />;
  return (
    <form id="template-use" onSubmit={submit} className="flex flex-col gap-3">
      <div className="rounded-2xl rounded-br-md bg-bubble-out px-3.5 py-2 text-bubble-out-text">
        {mail !== undefined && channel === "EMAIL" && <p className="pb-0.5 font-semibold">{mail.subject}</p>}
        <p className="whitespace-pre-wrap">{body}</p>
      </div>
      {translated && (
        <div className="text-sm text-muted">
          <p className="font-medium">In English</p>
          <p className="whitespace-pre-wrap">
            {readable(original, { ...filled, clinicName: me.clinic.name })}
          </p>
        </div>
      )}
      {asked.map((name) => (
        <Field
          key={name}
          label={labelOf(name)}
          required
          hint={missing.includes(name) ? "Not known: fill it in to use the template." : undefined}
        >
          <Input
            value={variables[name] ?? ""}
            maxLength={2_000}
            onChange={(event) => setVariables({ ...variables, [name]: event.target.value })}
          />
        </Field>
      ))}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={missing.length > 0}>
          Use it <Kbd keys="enter" />
        </Button>
      </div>
    </form>
  );
}

/** A template's own words for a reader: what is known filled in, the rest by its name in brackets. */
function readable(words: string, known: Readonly<Record<string, string>>): string {
  return words.replace(
    /\{\{\s*([\w.]+)\s*\}\}/g,
    (_, name: string) => known[name] ?? `[${labelOf(name).toLowerCase()}]`,
  );
}

/** Whether the rendered words begin like the English ones up to the first variable. */
function alike(original: string, body: string): boolean {
  const start = original.split("{{")[0] ?? "";
  return start.length > 0 ? body.startsWith(start) : body.endsWith(original.split("}}").at(-1) ?? "");
}
