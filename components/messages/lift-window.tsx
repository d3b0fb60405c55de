"use client";

import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { LiftRule } from "@/lib/messages/schema";

export interface LiftProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rule: LiftRule;
  name: string;
  onLift: (reason: string) => Promise<unknown>;
}

/** Asks why one rule should not hold one message. The reason is kept with it. */
export default function LiftWindow({ open, onOpenChange, rule, name, onLift }: LiftProps) {
  const consequence = {
    quiet_hours: `It is outside the hours in which we write to ${name}. This message goes out now.`,
    daily_cap: `${name} has had all messages we send in a day. This one goes out now.`,
    household_cap: `${name}'s shared number has had all texts we send in a day. This one goes out now.`,
  }[rule];
  return (
    <ReasonDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Send now?"
      description={consequence}
      label="Why can it not wait?"
      hint="Kept with the message."
      cancel="Let it wait"
      confirm="Send now"
      onConfirm={onLift}
    />
  );
}
