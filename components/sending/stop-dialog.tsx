"use client";

import { stopSending } from "@/components/sending/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
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
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 3 ? { reason: "Say why, in a few words." } : {}),
    submit: async ({ reason }) => {
      try {
        onStopped(await stopSending(reason.trim()));
        onOpenChange(false);
        form.reset();
        return undefined;
      } catch (error) {
        return { reason: error instanceof Error ? error.message : "That did not work. Please try again." };
      }
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Stop all sending?"
      description="No message of this clinic leaves from now on: replies, reminders and messages to many wait until somebody lets them go. What is already with the phone or mail company cannot be called back."
      size="sm"
    >
      <form {...form.form} className="flex flex-col gap-4">
        <Field label="Why?" error={form.error("reason")} hint="All staff see it while it lasts. It is kept.">
          <Input
            name="reason"
            maxLength={300}
            value={form.values.reason}
            onChange={(event) => form.set("reason", event.target.value)}
            onBlur={() => form.leave("reason")}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Keep sending</Button>
          <Button type="submit" variant="danger" loading={form.busy}>
            Stop all sending
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
