"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { fetched } from "@/components/ui/fetched";
import { useOnceOpen } from "@/components/ui/overlay";

const SheetWindow = lazy(fetched(() => import("@/components/ui/sheet-window")));

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  footer?: ReactNode;
  side?: "right" | "bottom" | undefined;
  children: ReactNode;
}

/** A panel that slides over the screen's edge: details beside the work, or a menu on a phone (`side="bottom"`). */
export function Sheet(props: SheetProps) {
  if (!useOnceOpen(props.open)) return null;
  return (
    <Suspense>
      <SheetWindow {...props} />
    </Suspense>
  );
}
