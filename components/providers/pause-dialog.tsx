"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";

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
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 3 ? { reason: "Say why, in a few words." } : {}),
    submit: async ({ reason }) => {
      try {
        await onPause(reason.trim());
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
      title={`Pause ${name}?`}
      description="Nothing goes by it until somebody resumes it. What waits goes by the other provider; without another one it waits."
      size="sm"
    >
      <form {...form.form} className="flex flex-col gap-4">
        <Field label="Why?" error={form.error("reason")} hint="Staff see it while it lasts. It is kept.">
          <Input
            name="reason"
            maxLength={300}
            value={form.values.reason}
            onChange={(event) => form.set("reason", event.target.value)}
            onBlur={() => form.leave("reason")}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Keep it</Button>
          <Button type="submit" variant="danger" loading={form.busy}>
            Pause {name}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
