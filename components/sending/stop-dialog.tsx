"use client";

import { stopSending } from "@/components/sending/api";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { Sending } from "@/lib/sending/schema";

/** Asks why everything is to stop. All staff read the reason while it lasts. */
export function StopDialog({
  open,
  onOpenChange,
  onStopped,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onStopped: (sending: Sending) => void;
}) {
  return (
    <ReasonDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Stop all sending?"
      description="No message of this clinic leaves from now on: replies, reminders and messages to many wait until somebody lets them go. What is already with the phone or mail company cannot be called back."
      label="Why?"
      hint="All staff see it while it lasts. It is kept."
      cancel="Keep sending"
      confirm="Stop all sending"
      variant="danger"
      onConfirm={async (reason) => onStopped(await stopSending(reason))}
    />
  );
}
