"use client";

import { useSyncExternalStore } from "react";
import { THEME_KEY } from "@/components/ui/theme-script";

export type ThemeChoice = "light" | "dark" | "system";

const listeners = new Set<() => void>();

function systemIsDark(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}

function readChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(THEME_KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

function resolve(choice: ThemeChoice): "light" | "dark" {
  if (choice !== "system") return choice;
  return systemIsDark().matches ? "dark" : "light";
}

function apply(): void {
  document.documentElement.dataset.theme = resolve(readChoice());
  for (const listener of listeners) listener();
}

/** Keeps the choice on this computer and shows it at once, in this tab and in the others. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, choice);
  } catch {
    // Storage is refused in some private windows: the choice then lasts as long as the page.
    document.documentElement.dataset.theme = resolve(choice);
    for (const listener of listeners) listener();
    return;
  }
  apply();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    systemIsDark().addEventListener("change", apply);
    addEventListener("storage", apply);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    systemIsDark().removeEventListener("change", apply);
    removeEventListener("storage", apply);
  };
}

/** What was chosen and what that means now. */
export function useTheme(): { choice: ThemeChoice; resolved: "light" | "dark" } {
  const choice = useSyncExternalStore<ThemeChoice>(subscribe, readChoice, () => "system");
  const resolved = useSyncExternalStore<"light" | "dark">(
    subscribe,
    () => (document.documentElement.dataset.theme === "dark" ? "dark" : "light"),
    () => "light",
  );
  return { choice, resolved };
}
