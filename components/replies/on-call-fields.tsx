"use client";

import { ArrowUp, Plus, Trash2 } from "lucide-react";
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
  const change = (index: number, part: Partial<OnCall>) =>
    onChange(people.map((person, at) => (at === index ? { ...person, ...part } : person)));
  const moveUp = (index: number) => {
    const moved = people.toSpliced(index, 1);
    const person = people[index];
    if (person) onChange(moved.toSpliced(index - 1, 0, person));
  };
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-3">
        {people.map((person, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: people have no identity but their place
          <li key={index} className="flex flex-wrap items-end gap-2">
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
                onClick={() => onChange(people.toSpliced(index, 1))}
              />
            </span>
          </li>
        ))}
      </ol>
      <Button
        className="self-start"
        icon={<Plus aria-hidden className="size-4" />}
        disabled={people.length >= 20}
        onClick={() => onChange([...people, { name: "", phone: "" }])}
      >
        Add a person
      </Button>
    </div>
  );
}
