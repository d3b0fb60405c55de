"use client";

import { lazy, type ReactNode } from "react";
import { fetched } from "@/components/ui/fetched";
import { Opening, type Trigger } from "@/components/ui/opening";

const load = () => import("@/components/ui/popover-window");
const PopoverWindow = lazy(fetched(load));

export interface PopoverProps {
  trigger: Trigger;
  /** The accessible name of what opens. */
  label: string;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  align?: "start" | "center" | "end" | undefined;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** A button that opens a small panel beside it. */
export function Popover(props: PopoverProps) {
  return (
    <Opening {...props} opens="dialog" preload={load}>
      {(state) => <PopoverWindow {...props} {...state} />}
    </Opening>
  );
}
