"use client";

import type { z } from "zod";
import { ApiError } from "@/components/auth/request";
import { nameOf } from "@/components/providers/words";
import { addSender } from "@/components/senders/api";
import { KINDS } from "@/components/senders/words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useForm } from "@/components/ui/use-form";
import type { SenderList } from "@/lib/senders/schema";

const TEXT_KINDS = ["long_code", "toll_free", "short_code", "messaging_service"] as const;
type Kind = (typeof TEXT_KINDS)[number] | "email";
type Provider = "twilio" | "telnyx" | "sendgrid" | "smtp";

const EMPTY = { kind: "long_code" as Kind, provider: "twilio" as Provider, address: "", displayName: "" };
const HINTS: Record<Kind, string> = {
  long_code: "For example (303) 555-0100.",
  toll_free: "For example (833) 555-0100.",
  short_code: "5 or 6 digits.",
  messaging_service: "Its id at Twilio: MG and 32 letters and digits.",
  email: "For example desk@yourclinic.com.",
};
const options = <T extends string>(values: readonly T[], words: (value: T) => string) =>
  values.map((value) => ({ value, label: words(value) }));

/** Asks for a number or address to send from. It begins as not registered yet, so nothing leaves from it by mistake. */
export function AddSenderDialog({
  open,
  first = "long_code",
  onOpenChange,
  onAdded,
}: {
  open: boolean;
  /** The kind that is offered first. */
  first?: Kind;
  onOpenChange: (open: boolean) => void;
  onAdded: (senders: z.output<typeof SenderList>) => void;
}) {
  const form = useForm({
    initial: { ...EMPTY, kind: first, provider: first === "email" ? ("sendgrid" as const) : EMPTY.provider },
    check: ({ address }) => (address.trim().length < 3 ? { address: "Give the number or address." } : {}),
    submit: async ({ kind, provider, address, displayName }) => {
      try {
        const name = displayName.trim();
        const channel = kind === "email" ? ("EMAIL" as const) : ("SMS" as const);
        const registration = kind === "email" ? ("registered" as const) : ("pending" as const);
        onAdded(
          await addSender({ channel, provider, kind, address, registration, displayName: name || null }),
        );
        onOpenChange(false);
        form.reset();
        return undefined;
      } catch (error) {
        return {
          address: error instanceof ApiError || error instanceof Error ? error.message : "Please try again.",
        };
      }
    },
  });
  const { kind } = form.values;
  const carriers: Provider[] = kind === "email" ? ["sendgrid", "smtp"] : ["twilio", "telnyx"];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Add a sender" size="sm">
      <form {...form.form} className="flex flex-col gap-4">
        <Field label="Kind">
          <Select
            value={kind}
            onChange={(next) => {
              form.set("kind", next);
              form.set("provider", next === "email" ? "sendgrid" : "twilio");
            }}
            options={options([...TEXT_KINDS, "email"] as Kind[], (each) => KINDS[each])}
          />
        </Field>
        <Field label="Provider">
          <Select
            value={form.values.provider}
            onChange={(next) => form.set("provider", next)}
            options={options(carriers, nameOf)}
          />
        </Field>
        <Field
          label={kind === "email" ? "Address" : "Number"}
          hint={HINTS[kind]}
          error={form.error("address")}
        >
          <Input
            name="address"
            maxLength={254}
            value={form.values.address}
            onChange={(event) => form.set("address", event.target.value)}
            onBlur={() => form.leave("address")}
          />
        </Field>
        <Field label="Name" optional hint="Shown to patients beside a mail address.">
          <Input
            name="displayName"
            maxLength={80}
            value={form.values.displayName}
            onChange={(event) => form.set("displayName", event.target.value)}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" loading={form.busy}>
            Add sender
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
