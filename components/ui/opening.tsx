"use client";

import {
  cloneElement,
  type HTMLAttributes,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useState,
} from "react";
import { useOnceOpen } from "@/components/ui/overlay";

export type Trigger = ReactElement<HTMLAttributes<HTMLElement>>;

export interface OpeningState {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/**
 * The button of something that opens beside it. Until the first opening only the button is there; the machinery
 * begins to load when the button is pointed at or focused. Open or shut may be kept inside or by the caller.
 */
export function Opening({
  trigger,
  opens,
  preload,
  open,
  onOpenChange,
  children,
}: {
  trigger: Trigger;
  opens: "menu" | "dialog";
  preload: () => Promise<unknown>;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  children: (state: OpeningState) => ReactNode;
}) {
  const [own, setOwn] = useState(false);
  const state: OpeningState = {
    open: open ?? own,
    onOpenChange: (next) => {
      setOwn(next);
      onOpenChange?.(next);
    },
  };
  if (useOnceOpen(state.open)) return <Suspense fallback={trigger}>{children(state)}</Suspense>;
  return cloneElement(trigger, {
    "aria-haspopup": opens,
    "aria-expanded": false,
    onPointerEnter: preload,
    onFocus: preload,
    onClick: (event: MouseEvent<HTMLElement>) => {
      trigger.props.onClick?.(event);
      if (!event.defaultPrevented) state.onOpenChange(true);
    },
  });
}
