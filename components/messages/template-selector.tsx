"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { templatesQuery } from "@/components/messages/api";
import { TemplatePreview } from "@/components/messages/template-preview";
import type { Words, WritingChannel } from "@/components/messages/use-draft";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { TemplateView } from "@/lib/templates/schema";

export interface TemplateSelectorProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  patientId: string;
  channel: WritingChannel;
  /** The template's words, filled in for this patient. */
  onUse: (words: Partial<Words>) => void;
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether every typed word occurs in the template's name, description or category. */
function matches(template: TemplateView, typed: string): boolean {
  const about = plain([template.name, template.description ?? "", template.category].join(" "));
  return plain(typed)
    .split(/\s+/)
    .every((word) => about.includes(word));
}

/** Find a template by typing, see it as this patient would get it, fill in what is missing, use it. */
export function TemplateSelector({ open, onOpenChange, patientId, channel, onUse }: TemplateSelectorProps) {
  const { data, error, isPending } = useQuery({ ...templatesQuery(channel), enabled: open });
  const [typed, setTyped] = useState("");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const found = data?.items.filter((template) => matches(template, typed.trim())) ?? [];
  const chosen = found.find((template) => template.id === chosenId) ?? found[0];
  const at = chosen === undefined ? -1 : found.indexOf(chosen);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = found[at + step];
    if (step !== 0 && next !== undefined) setChosenId(next.id);
    if (step !== 0) event.preventDefault();
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Templates" size="lg">
      <div className="flex flex-col gap-3 pt-1 sm:h-96 sm:flex-row">
        <div className="flex min-h-0 flex-col gap-2 sm:w-64 sm:shrink-0">
          <Field label="Find a template" hideLabel>
            <Input
              data-autofocus
              role="combobox"
              aria-expanded
              aria-controls="templates"
              aria-activedescendant={chosen && `template-${chosen.id}`}
              icon={<Search />}
              form="template-use"
              placeholder="Find a template"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={onKeyDown}
            />
          </Field>
          {error !== null && <p className="text-danger-text">{error.message}</p>}
          {isPending && <Skeleton className="h-40 w-full" />}
          {data !== undefined && found.length === 0 && (
            <p className="px-2 py-4 text-center text-muted">
              {data.items.length === 0 ? "No templates for this way yet." : `Nothing found for “${typed}”.`}
            </p>
          )}
          <div
            id="templates"
            role="listbox"
            aria-label="Templates"
            className="flex max-h-40 min-h-0 flex-col overflow-y-auto sm:max-h-none"
          >
            {found.map((template) => (
              <button
                key={template.id}
                id={`template-${template.id}`}
                type="button"
                role="option"
                tabIndex={-1}
                aria-selected={template === chosen}
                onClick={() => setChosenId(template.id)}
                className={cn(
                  "rounded-md px-2 py-1.5 text-left hover:bg-surface-hover",
                  template === chosen && "bg-surface-selected",
                )}
              >
                <span className="block truncate font-medium">{template.name}</span>
                <span className="block truncate text-sm text-muted">
                  {template.description ?? template.category}
                </span>
              </button>
            ))}
          </div>
        </div>
        <div className="min-h-0 min-w-0 flex-1 overflow-y-auto sm:border-l sm:pl-4">
          {chosen !== undefined && (
            <TemplatePreview
              key={chosen.id}
              template={chosen}
              patientId={patientId}
              channel={channel}
              onUse={(words) => {
                onUse(words);
                onOpenChange(false);
                setTyped("");
              }}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
}
