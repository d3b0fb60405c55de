"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
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
  const form = useForm({
    initial: { reason: "" },
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
  const consequence = {
    quiet_hours: `It is outside the hours in which we write to ${name}. This message goes out now.`,
    daily_cap: `${name} has had all messages we send in a day. This one goes out now.`,
    household_cap: `${name}'s shared number has had all texts we send in a day. This one goes out now.`,
  }[rule];
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
