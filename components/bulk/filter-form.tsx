"use client";

import { useQuery } from "@tanstack/react-query";
import { choicesQuery } from "@/components/bulk/api";
import type { Draft } from "@/components/bulk/draft";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

type Filter = Draft["filter"];

const ANY = "any";

const statusNames: Record<string, string> = {
  booked: "Booked",
  confirmed: "Confirmed",
  arrived: "Arrived",
  fulfilled: "Took place",
  cancelled: "Cancelled",
  noshow: "Did not come",
};
const languageNames: Record<string, string> = { en: "English", es: "Spanish" };

/** What the records must say about a patient; everything that is left empty does not count. */
export function FilterForm({ filter, change }: { filter: Filter; change: (filter: Filter) => void }) {
  const { data } = useQuery(choicesQuery);
  const set = (name: keyof Filter) => (value: string) => change({ ...filter, [name]: value });
  const choice = (name: keyof Filter, values: readonly string[], words: Record<string, string> = {}) => ({
    value: filter[name] || ANY,
    onChange: (value: string) => set(name)(value === ANY ? "" : value),
    options: [
      { value: ANY, label: "Any" },
      ...values.map((value) => ({ value, label: words[value] ?? value })),
    ],
  });
  const day = (name: keyof Filter, label: string, hint?: string) => (
    <Field label={label} {...(hint ? { hint } : {})}>
      <Input type="date" value={filter[name]} onChange={(event) => set(name)(event.target.value)} />
    </Field>
  );
  const age = (name: "ageFrom" | "ageTo", label: string) => (
    <Field label={label}>
      <Input
        type="number"
        inputMode="numeric"
        min={0}
        max={125}
        value={filter[name]}
        onChange={(event) => set(name)(event.target.value)}
      />
    </Field>
  );
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {day("visitFrom", "Visit from")}
      {day("visitTo", "Visit until", "Days at the clinic, both included.")}
      <Field label="Visit with">
        <Select {...choice("provider", data?.providers ?? [])} label="Visit with" />
      </Field>
      <Field label="The visit">
        <Select {...choice("status", data?.statuses ?? [], statusNames)} label="The visit" />
      </Field>
      {day("noVisitSince", "No visit since", "Leaves out whoever came or has a visit booked since that day.")}
      <Field label="Language">
        <Select {...choice("language", data?.languages ?? [], languageNames)} label="Language" />
      </Field>
      {age("ageFrom", "Age from")}
      {age("ageTo", "Age to")}
    </div>
  );
}
