"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { empty } from "@/components/shell/registry";
import { useShortcuts } from "@/components/shell/shortcuts";
import { commands, sources } from "@/components/shell/use-command";
import { answers, CommandDialog, type CommandEntry } from "@/components/ui/command";

/** What the registered sources answer to these words; the last answer stays until the next one is here. */
function useFound(query: string): { found: readonly CommandEntry[]; busy: boolean } {
  const searching = useSyncExternalStore(sources.subscribe, sources.all, () => empty);
  const [found, setFound] = useState<readonly CommandEntry[]>(empty);
  const [busy, setBusy] = useState(false);
  const words = query.trim();
  useEffect(() => {
    if (words.length < 2 || searching.length === 0) {
      setFound(empty);
      setBusy(false);
      return;
    }
    const abort = new AbortController();
    setBusy(true);
    const wait = setTimeout(async () => {
      const answers = await Promise.allSettled(searching.map((source) => source.search(words, abort.signal)));
      if (abort.signal.aborted) return;
      setFound(answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : [])));
      setBusy(false);
    }, 120);
    return () => {
      clearTimeout(wait);
      abort.abort();
    };
  }, [words, searching]);
  return { found, busy };
}

export default function Palette({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [query, setQuery] = useState("");
  const chosen = useRef<(() => void) | null>(null);
  const registered = useSyncExternalStore(commands.subscribe, commands.all, () => empty);
  const shortcuts = useShortcuts();
  const { found, busy } = useFound(open ? query : "");

  const named = new Set(registered.map((entry) => entry.label));
  const fromKeys = shortcuts
    .filter((each) => each.listed && !named.has(each.label))
    .map((each): CommandEntry => ({ ...each, id: `key:${each.keys}:${each.label}`, run: () => each.run() }));
  const ours = [...fromKeys, ...registered].filter((entry) => answers(entry, query.trim()));
  const entries = [...ours, ...found].map((entry) => ({
    ...entry,
    run: () => {
      chosen.current = entry.run;
      change(false);
    },
  }));

  function runChosen() {
    const run = chosen.current;
    chosen.current = null;
    run?.();
  }

  function change(next: boolean) {
    setQuery("");
    onOpenChange(next);
  }

  return (
    <CommandDialog
      open={open}
      onOpenChange={change}
      label="Search and commands"
      placeholder="Search or type a command"
      empty={
        busy ? "Searching…" : query.trim() === "" ? "Start typing." : `Nothing found for “${query.trim()}”.`
      }
      entries={entries}
      query={query}
      onQuery={setQuery}
      busy={busy}
      onClosed={runChosen}
    />
  );
}
