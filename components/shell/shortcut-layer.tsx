"use client";

import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { listen } from "@/components/shell/key-listener";
import { useShortcut } from "@/components/shell/shortcuts";
import { fetched } from "@/components/ui/fetched";

const Palette = lazy(fetched(() => import("@/components/shell/palette")));
const CheatSheet = lazy(fetched(() => import("@/components/shell/cheat-sheet")));

type Overlay = "palette" | "shortcuts" | null;
let overlay: Overlay = null;
const listeners = new Set<() => void>();

function show(next: Overlay): void {
  overlay = next;
  for (const listener of listeners) listener();
}

export const openPalette = () => show("palette");
export const openShortcuts = () => show("shortcuts");

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Listens to the keyboard, and shows the palette (⌘K, Ctrl K) and the list of shortcuts (?). Mounted once. */
export function ShortcutLayer() {
  const open = useSyncExternalStore(
    subscribe,
    () => overlay,
    () => null,
  );
  const [loaded, setLoaded] = useState({ palette: false, shortcuts: false });
  useEffect(() => listen(), []);
  useEffect(() => {
    if (open !== null) setLoaded((before) => (before[open] ? before : { ...before, [open]: true }));
  }, [open]);

  const toggle = (which: "palette" | "shortcuts") => {
    show(overlay === which ? null : which);
  };
  const always = { group: "Everywhere", inPalette: false };
  useShortcut("mod+k", "Search and commands", () => toggle("palette"), {
    ...always,
    whileTyping: true,
    inDialog: true,
  });
  useShortcut("?", "Keyboard shortcuts", () => toggle("shortcuts"), always);

  const change = (which: "palette" | "shortcuts") => (next: boolean) => show(next ? which : null);
  return (
    <Suspense>
      {loaded.palette && <Palette open={open === "palette"} onOpenChange={change("palette")} />}
      {loaded.shortcuts && <CheatSheet open={open === "shortcuts"} onOpenChange={change("shortcuts")} />}
    </Suspense>
  );
}
