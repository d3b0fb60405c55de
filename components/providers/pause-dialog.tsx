"use client";

import { ReasonDialog } from "@/components/ui/reason-dialog";

/** Asks why a provider is paused. Staff read the reason while it lasts. */
export function PauseDialog({
  name,
  open,
  onOpenChange,
  onPause,
}: {
  name: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPause: (reason: string) => Promise<void>;
}) {
  return (
    <ReasonDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Pause ${name}?`}
      description="Nothing goes by it until somebody resumes it. What waits goes by the other provider; without another one it waits."
      label="Why?"
      hint="Staff see it while it lasts. It is kept."
      cancel="Keep it"
      confirm={`Pause ${name}`}
      variant="danger"
      onConfirm={onPause}
    />
  );
}
