"use client";

import { lazy, Suspense } from "react";
import type { KeepProps } from "@/components/secure/keep-window";
import { fetched } from "@/components/ui/fetched";
import { useOnceOpen } from "@/components/ui/overlay";

const KeepWindow = lazy(fetched(() => import("@/components/secure/keep-window")));

/** Asks why private words must go in the open; its code comes with the first question. */
export function KeepDialog(props: KeepProps) {
  if (!useOnceOpen(props.open)) return null;
  return (
    <Suspense>
      <KeepWindow {...props} />
    </Suspense>
  );
}
