"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";

export interface LiftProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rule: "quiet_hours" | "daily_cap";
  name: string;
  /** The patient wrote within the last hour. */
  waiting: boolean;
  onLift: (reason: string) => Promise<unknown>;
}

/** Asks why one rule should not hold one message. The reason is kept with it. */
export default function LiftWindow({ open, onOpenChange, rule, name, waiting, onLift }: LiftProps) {
  const form = useForm({
    initial: { reason: waiting ? `${name} wrote and is waiting for an answer` : "" },
    check: ({ reason }) => (reason.trim().length < 3 ? { reason: "Say why, in a few words." } : {}),
    submit: async ({ reason }) => {
      try {
        await onLift(reason.trim());
        onOpenChange(false);
        return undefined;
      } catch (error) {
        return { reason: error instanceof Error ? error.message : "That did not work. Please try again." };
      }
    },
  });
  const consequence =
    rule === "quiet_hours"
      ? `It is outside the hours in which we write to ${name}. This message goes out now.`
      : `${name} has had all messages we send in a day. This one goes out now.`;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Send now?" description={consequence} size="sm">
      <form {...form.form} className="flex flex-col gap-4">
        <Field label="Why can it not wait?" error={form.error("reason")} hint="Kept with the message.">
          <Input
            name="reason"
            maxLength={300}
            value={form.values.reason}
            onChange={(event) => form.set("reason", event.target.value)}
            onBlur={() => form.leave("reason")}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Let it wait</Button>
          <Button type="submit" variant="primary" loading={form.busy}>
            Send now
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
