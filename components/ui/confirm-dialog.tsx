"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { fetched } from "@/components/ui/fetched";
import { useOnceOpen } from "@/components/ui/overlay";

const ConfirmWindow = lazy(fetched(() => import("@/components/ui/confirm-window")));

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question that names the act: "Delete the template “Recall”?" */
  title: string;
  /** What happens, to whom, and whether it can be undone. */
  consequence: ReactNode;
  /** The act as a verb, never "OK". */
  confirmLabel: string;
  /** Names what stays as it is: "Keep it". */
  cancelLabel: string;
  tone?: "primary" | "danger" | undefined;
  /** Destructive: this must be typed first. */
  typed?: string | undefined;
  /** Destructive: the button must be held for a second. */
  held?: boolean | undefined;
  /** The dialog closes when it resolves; when it rejects, it stays and shows `failure`. */
  onConfirm: () => void | Promise<void>;
  failure?: string | undefined;
}

/** The one way to ask before something that cannot be undone. Focus starts on the way back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  if (!useOnceOpen(props.open)) return null;
  return (
    <Suspense>
      <ConfirmWindow {...props} />
    </Suspense>
  );
}
