"use client";

import { lazy, Suspense } from "react";
import type { LiftProps } from "@/components/messages/lift-window";
import { fetched } from "@/components/ui/fetched";
import { useOnceOpen } from "@/components/ui/overlay";

const LiftWindow = lazy(fetched(() => import("@/components/messages/lift-window")));

/** Asks why one rule should not hold one message; its code comes with the first question. */
export function LiftDialog(props: LiftProps) {
  if (!useOnceOpen(props.open)) return null;
  return (
    <Suspense>
      <LiftWindow {...props} />
    </Suspense>
  );
}
