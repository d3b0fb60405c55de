"use client";

import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { createRegistry, empty } from "@/components/shell/registry";

export interface Shortcut {
  keys: string;
  label: string;
  group: string;
  run: (event?: KeyboardEvent) => void;
  whileTyping: boolean;
  inDialog: boolean;
  listed: boolean;
}

export interface ShortcutOptions {
  /** Heading in the `?` sheet and in the palette; "This screen" by default. */
  group?: string | undefined;
  enabled?: boolean | undefined;
  /** Also while the cursor is in a text field (for `mod+enter`, `escape`). Keys with `mod` still need it. */
  whileTyping?: boolean | undefined;
  /** Also while a dialog, menu or list box is open. */
  inDialog?: boolean | undefined;
  /** `false` keeps it out of the palette (moves like j and k make no sense there). The `?` sheet shows it always. */
  inPalette?: boolean | undefined;
}

export const shortcuts = createRegistry<Shortcut>();

/**
 * Gives a screen a key while it is mounted: `useShortcut("j", "Next thread", next)`. Keys are written `"j"`, `"g i"`
 * (one after the other), `"mod+k"` (⌘ or Ctrl), `"shift+e"`, `"?"`, `"escape"`. The last one mounted wins.
 */
export function useShortcut(
  keys: string,
  label: string,
  handler: (event?: KeyboardEvent) => void,
  {
    group = "This screen",
    enabled = true,
    whileTyping = false,
    inDialog = false,
    inPalette = true,
  }: ShortcutOptions = {},
): void {
  const run = useEffectEvent(handler);
  useEffect(() => {
    if (!enabled) return;
    return shortcuts.add({
      keys,
      label,
      group,
      run: (event) => run(event),
      whileTyping,
      inDialog,
      listed: inPalette,
    });
  }, [keys, label, group, enabled, whileTyping, inDialog, inPalette]);
}

/** Everything registered now, for the sheet and the palette. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(shortcuts.subscribe, shortcuts.all, () => empty);
}

const SINGLE_KEYS = "hub-single-keys";
const singleKeyListeners = new Set<() => void>();

/** Whether keys without ⌘, Ctrl or Alt work. They can be switched off, as WCAG 2.1.4 asks for speech input. */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(SINGLE_KEYS) !== "off";
  } catch {
    return true;
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(SINGLE_KEYS);
    else localStorage.setItem(SINGLE_KEYS, "off");
  } catch {
    return;
  }
  for (const listener of singleKeyListeners) listener();
}

function subscribe(listener: () => void): () => void {
  singleKeyListeners.add(listener);
  return () => singleKeyListeners.delete(listener);
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, singleKeysOn, () => true);
}
