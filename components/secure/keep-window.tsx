"use client";

import { ReasonDialog } from "@/components/ui/reason-dialog";

export interface KeepProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  name: string;
  onKeep: (reason: string) => Promise<unknown>;
}

/** Asks why the words must stay. The reason is kept with the message and audited. */
export default function KeepWindow({ open, onOpenChange, name, onKeep }: KeepProps) {
  return (
    <ReasonDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Send private words in the open?"
      description={`Whoever picks up ${name === "" ? "this" : `${name}'s`} phone or mailbox can read them.`}
      label="Why must they stay?"
      hint="Kept with the message. Do not quote the patient."
      cancel="Go back"
      confirm="Send as it is"
      onConfirm={onKeep}
    />
  );
}
