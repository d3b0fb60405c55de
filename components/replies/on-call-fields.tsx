"use client";

import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { OnCall } from "@/lib/replies/settings/schema";

/** Who is told outside opening hours, in this order. */
export function OnCallFields({
  people,
  problems,
  onChange,
}: {
  people: readonly OnCall[];
  /** By "onCall.0.phone". */
  problems: ReadonlyMap<string, string>;
  onChange: (people: OnCall[]) => void;
}) {
  // People have no identity but their place: each row keeps one of its own while it is typed in and moved.
  const [rows, setRows] = useState(() => people.map(() => crypto.randomUUID() as string));
  if (rows.length < people.length) setRows([...rows, crypto.randomUUID()]);
  const change = (index: number, part: Partial<OnCall>) =>
    onChange(people.map((person, at) => (at === index ? { ...person, ...part } : person)));
  const moveUp = (index: number) => {
    const moved = people.toSpliced(index, 1);
    const person = people[index];
    const row = rows[index];
    if (row) setRows(rows.toSpliced(index, 1).toSpliced(index - 1, 0, row));
    if (person) onChange(moved.toSpliced(index - 1, 0, person));
  };
  const remove = (index: number) => {
    setRows(rows.toSpliced(index, 1));
    onChange(people.toSpliced(index, 1));
  };
  const add = () => {
    setRows([...rows.slice(0, people.length), crypto.randomUUID()]);
    onChange([...people, { name: "", phone: "" }]);
  };
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-3">
        {people.map((person, index) => (
          <li key={rows[index]} className="flex flex-wrap items-end gap-2">
            <Field
              label={`Name ${index + 1}`}
              error={problems.get(`onCall.${index}.name`)}
              className="min-w-40 flex-1"
            >
              <Input value={person.name} onChange={(event) => change(index, { name: event.target.value })} />
            </Field>
            <Field
              label={`Mobile number ${index + 1}`}
              error={problems.get(`onCall.${index}.phone`)}
              className="min-w-40 flex-1"
            >
              <Input
                type="tel"
                value={person.phone}
                onChange={(event) => change(index, { phone: event.target.value })}
              />
            </Field>
            <span className="flex">
              <IconButton
                label={`Move ${person.name || "this person"} up`}
                icon={<ArrowUp aria-hidden />}
                disabled={index === 0}
                onClick={() => moveUp(index)}
              />
              <IconButton
                label={`Remove ${person.name || "this person"}`}
                icon={<Trash2 aria-hidden />}
                onClick={() => remove(index)}
              />
            </span>
          </li>
        ))}
      </ol>
      <Button
        className="self-start"
        icon={<Plus aria-hidden className="size-4" />}
        disabled={people.length >= 20}
        onClick={add}
      >
        Add a person
      </Button>
    </div>
  );
}
