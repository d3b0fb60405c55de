"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";

export interface ReasonDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  label: string;
  hint: string;
  /** The way back, and the deed. */
  cancel: string;
  confirm: string;
  variant?: "primary" | "danger";
  /** A rejection is shown beside the reason, and nothing typed is lost. */
  onConfirm: (reason: string) => Promise<unknown>;
}

/** Asks for a deed's reason, which is kept with it: three letters at least, 300 at most. */
export function ReasonDialog({ variant = "primary", ...asked }: ReasonDialogProps) {
  const { open, onOpenChange, title, description, label, hint } = asked;
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 3 ? { reason: "Say why, in a few words." } : {}),
    submit: async ({ reason }) => {
      try {
        await asked.onConfirm(reason.trim());
        onOpenChange(false);
        form.reset();
        return undefined;
      } catch (error) {
        return { reason: error instanceof Error ? error.message : "That did not work. Please try again." };
      }
    },
  });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description} size="sm">
      <form {...form.form} className="flex flex-col gap-4">
        <Field label={label} error={form.error("reason")} hint={hint}>
          <Input
            name="reason"
            maxLength={300}
            value={form.values.reason}
            onChange={(event) => form.set("reason", event.target.value)}
            onBlur={() => form.leave("reason")}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{asked.cancel}</Button>
          <Button type="submit" variant={variant} loading={form.busy}>
            {asked.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
