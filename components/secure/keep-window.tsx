"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";

export interface KeepProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  name: string;
  onKeep: (reason: string) => Promise<unknown>;
}

/** Asks why the words must stay. The reason is kept with the message and audited. */
export default function KeepWindow({ open, onOpenChange, name, onKeep }: KeepProps) {
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 3 ? { reason: "Say why, in a few words." } : {}),
    submit: async ({ reason }) => {
      await onKeep(reason.trim());
      onOpenChange(false);
      return undefined;
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Send private words in the open?"
      description={`Whoever picks up ${name === "" ? "this" : `${name}'s`} phone or mailbox can read them.`}
      size="sm"
    >
      <form {...form.form} className="flex flex-col gap-4">
        <Field
          label="Why must they stay?"
          error={form.error("reason")}
          hint="Kept with the message. Do not quote the patient."
        >
          <Input
            name="reason"
            maxLength={300}
            value={form.values.reason}
            onChange={(event) => form.set("reason", event.target.value)}
            onBlur={() => form.leave("reason")}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Go back</Button>
          <Button type="submit" variant="primary" loading={form.busy}>
            Send as it is
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
