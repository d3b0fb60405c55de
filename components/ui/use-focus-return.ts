"use client";

import { useRef } from "react";

/**
 * Spread on a dialog's content: focus goes back to where it was when the dialog opened. Radix does so only for a
 * dialog with a trigger of its own; ours are opened by state. `start` chooses where focus goes first.
 */
export function useFocusReturn(start?: (event: Event) => void, closed?: () => void) {
  const from = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      from.current = document.activeElement;
      start?.(event);
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (from.current instanceof HTMLElement && from.current.isConnected) from.current.focus();
      closed?.();
    },
  };
}

/** Starts in the first field, or else on the window itself, so that its title is read and nothing is pressed by chance. */
export function startInside(event: Event): void {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const field = event.currentTarget.querySelector("[data-autofocus], input:not([type=hidden]), textarea");
  (field instanceof HTMLElement ? field : event.currentTarget).focus();
}
