"use client";

import * as Dialog from "@radix-ui/react-dialog";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd";
import { overlayClass } from "@/components/ui/overlay";
import { useFocusReturn } from "@/components/ui/use-focus-return";

export interface CommandEntry {
  id: string;
  label: string;
  group: string;
  /** Other words people use for it. */
  keywords?: readonly string[] | undefined;
  keys?: string | undefined;
  icon?: ReactNode;
  hint?: string | undefined;
  run: () => void;
}

export interface CommandDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  placeholder: string;
  empty: string;
  entries: readonly CommandEntry[];
  query: string;
  onQuery: (query: string) => void;
  busy?: boolean | undefined;
  /** After it is gone and focus is back where it was: the moment to run what was chosen. */
  onClosed?: (() => void) | undefined;
}

/** Whether each typed word begins some word of the entry: "imp pat" finds "Import patients". */
export function answers(entry: CommandEntry, query: string): boolean {
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain([entry.label, entry.group, ...(entry.keywords ?? [])].join(" ")).split(/[\s,.()/]+/);
  return plain(query)
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}

/** Type, choose, Enter. The entries come filtered; they are grouped in the order in which their groups first appear. */
export function CommandDialog(props: CommandDialogProps) {
  const focus = useFocusReturn(undefined, props.onClosed);
  const groups = [...new Set(props.entries.map((entry) => entry.group))];
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlayClass} />
        <Dialog.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-dialog mx-auto max-w-xl overflow-hidden rounded-xl bg-surface-raised shadow-dialog animate-pop-in sm:top-[12dvh]"
        >
          <Dialog.Title className="sr-only">{props.label}</Dialog.Title>
          <Command label={props.label} loop shouldFilter={false}>
            <div className="flex items-center gap-2.5 border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted" />
              <Command.Input
                value={props.query}
                onValueChange={props.onQuery}
                placeholder={props.placeholder}
                className="h-12 w-full bg-transparent text-lg outline-none"
              />
              <Kbd keys="escape" />
            </div>
            <Command.List aria-busy={props.busy} className="max-h-[min(60dvh,26rem)] overflow-y-auto p-2">
              <Command.Empty className="px-2 py-8 text-center text-muted">{props.empty}</Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group}
                  heading={group}
                  className="mb-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted"
                >
                  {props.entries
                    .filter((entry) => entry.group === group)
                    .map((entry) => (
                      <Row key={entry.id} entry={entry} />
                    ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Row({ entry }: { entry: CommandEntry }) {
  return (
    <Command.Item
      value={entry.id}
      onSelect={entry.run}
      className="flex min-h-9 cursor-pointer select-none items-center gap-2.5 rounded-md px-2 py-1 data-[selected=true]:bg-surface-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {entry.icon}
      {/* A name is read before what stands beside it, however long that is. */}
      <span className={entry.hint ? "max-w-[70%] shrink-0 truncate" : "min-w-0 flex-1 truncate"}>
        {entry.label}
      </span>
      {entry.hint && (
        <span className="min-w-0 flex-1 truncate text-right text-sm text-muted">{entry.hint}</span>
      )}
      {entry.keys !== undefined && <Kbd keys={entry.keys} />}
    </Command.Item>
  );
}
