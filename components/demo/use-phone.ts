"use client";

import { useSyncExternalStore } from "react";
import { useMedia } from "@/components/conversations/use-media";
import { useDemoMode } from "@/components/demo/mode";

const listeners = new Set<() => void>();
let isOpen = false;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens or closes the patient's phone, whichever thread is on the screen. */
export function showPhone(open: boolean): void {
  isOpen = open;
  for (const listener of listeners) listener();
}

export interface PlayedPhone {
  /** It stands beside the thread, in the place of the patient's panel. */
  beside: boolean;
  /** There is no room beside the thread: it comes as a sheet. */
  over: boolean;
  open: boolean;
}

/** Where the patient's phone is, if it is open. Outside the demo it never is. */
export function usePhone(): PlayedPhone {
  const demo = useDemoMode();
  const room = useMedia("(min-width: 1100px)");
  const wanted = useSyncExternalStore(
    subscribe,
    () => isOpen,
    () => false,
  );
  const open = demo && wanted;
  return { open, beside: open && room, over: open && !room };
}
