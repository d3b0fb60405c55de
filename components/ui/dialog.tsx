"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { fetched } from "@/components/ui/fetched";
import { useOnceOpen } from "@/components/ui/overlay";

const DialogWindow = lazy(fetched(() => import("@/components/ui/dialog-window")));

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Keeps the title for screen readers only. */
  hideTitle?: boolean | undefined;
  description?: ReactNode;
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | undefined;
  children?: ReactNode;
}

/** A window over the screen. Escape and a click outside close it; focus goes back to where it came from. */
export function Dialog(props: DialogProps) {
  if (!useOnceOpen(props.open)) return null;
  return (
    <Suspense>
      <DialogWindow {...props} />
    </Suspense>
  );
}
