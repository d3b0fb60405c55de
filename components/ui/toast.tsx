"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { fetched } from "@/components/ui/fetched";

export interface Notice {
  tone?: "neutral" | "success" | "danger" | undefined;
  title: string;
  detail?: string | undefined;
  action?: { label: string; run: () => void } | undefined;
  /** How long it stays; with an action 10 s, otherwise 5 s. */
  forMs?: number | undefined;
}

const waiting: Notice[] = [];
const listeners = new Set<() => void>();
let wanted = false;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells the result of work that went on in the background. What a person just did says so in its own place. */
export function notify(notice: Notice): void {
  waiting.push(notice);
  wanted = true;
  for (const listener of listeners) listener();
}

/** Hands the notices that have not been shown to the stage, once. */
export function takeNotices(): Notice[] {
  return waiting.splice(0);
}

export const onNotice = subscribe;

const Stage = lazy(fetched(() => import("@/components/ui/toast-stage")));

/** Where toasts appear; it loads its code with the first of them. */
export function ToastRegion() {
  const open = useSyncExternalStore(
    subscribe,
    () => wanted,
    () => false,
  );
  if (!open) return null;
  return (
    <Suspense>
      <Stage />
    </Suspense>
  );
}
