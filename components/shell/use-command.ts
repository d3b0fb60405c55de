"use client";

import { type ReactNode, useEffect, useEffectEvent, useId } from "react";
import { createRegistry } from "@/components/shell/registry";
import type { CommandEntry } from "@/components/ui/command";

export interface CommandOptions {
  label: string;
  run: () => void;
  group?: string | undefined;
  keywords?: readonly string[] | undefined;
  /** Shown beside it; register the key itself with `useShortcut`. */
  keys?: string | undefined;
  icon?: ReactNode;
  hint?: string | undefined;
  enabled?: boolean | undefined;
}

/** Answers what is typed in the palette: patients, threads, templates. Aborted when more is typed. */
export interface CommandSource {
  search: (query: string, signal: AbortSignal) => Promise<CommandEntry[]>;
}

export const commands = createRegistry<CommandEntry>();
export const sources = createRegistry<CommandSource>();

/** Puts a command in the palette while this component is mounted. */
export function useCommand({
  label,
  run,
  group = "Commands",
  keywords,
  keys,
  icon,
  hint,
  enabled = true,
}: CommandOptions): void {
  const id = useId();
  const act = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return;
    return commands.add({ id, label, group, keywords, keys, icon, hint, run: () => act() });
  }, [id, label, group, keywords, keys, icon, hint, enabled]);
}

/** Lets the palette search something of ours while this component is mounted. */
export function useCommandSource(search: CommandSource["search"]): void {
  const ask = useEffectEvent(search);
  useEffect(() => sources.add({ search: (query, signal) => ask(query, signal) }), []);
}
