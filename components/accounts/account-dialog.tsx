"use client";

import { useState } from "react";
import { type Account, saveAccount, testAccount } from "@/components/accounts/api";
import { credentialsOf, FIELDS, knownOf, type Typed, vendorName } from "@/components/accounts/words";
import { ApiError } from "@/components/auth/request";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type FormErrors, useForm } from "@/components/ui/use-form";
import type { AccountTest } from "@/lib/accounts/schema";

/** Asks for an account's credentials, lets the vendor judge them, and saves them when it agrees. */
export function AccountDialog({
  account,
  onClose,
  onSaved,
}: {
  account: Account;
  onClose: () => void;
  onSaved: (accounts: { items: Account[] }) => void;
}) {
  const { vendor } = account;
  const name = vendorName(vendor);
  const isNew = account.source !== "own";
  const [said, setSaid] = useState<AccountTest>();
  const [asking, setAsking] = useState(false);
  const told = (cause: unknown): FormErrors<Typed> => {
    const words = cause instanceof Error ? cause.message : "That did not work. Please try again.";
    const fields = cause instanceof ApiError ? cause.fields : [];
    const mine = fields.filter(({ field }) => FIELDS[vendor].some((one) => one.name === field));
    if (mine.length > 0) return Object.fromEntries(mine.map(({ field, problem }) => [field, problem]));
    setSaid({ ok: false, words });
    return {};
  };
  const form = useForm<Typed>({
    initial: {
      ...Object.fromEntries(FIELDS[vendor].map((field) => [field.name, ""])),
      ...knownOf(vendor, account.publicId),
    },
    check: (values) =>
      Object.fromEntries(
        FIELDS[vendor].flatMap((field) =>
          values[field.name]?.trim() ? [] : [[field.name, `Give the ${field.label.toLowerCase()}.`]],
        ),
      ),
    submit: async (values) => {
      setSaid(undefined);
      try {
        onSaved(await saveAccount(credentialsOf(vendor, values)));
        onClose();
        return undefined;
      } catch (cause) {
        return told(cause);
      }
    },
  });
  const test = async () => {
    setAsking(true);
    setSaid(undefined);
    await testAccount(credentialsOf(vendor, form.values)).then(setSaid, (cause: unknown) => {
      const [problem] = Object.values(told(cause));
      if (problem) setSaid({ ok: false, words: problem });
    });
    setAsking(false);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={isNew ? `Connect a ${name} account` : `New credentials for ${name}`}
      description={
        isNew
          ? "The clinic's messages go by it as soon as it is saved. Its numbers and addresses must belong to it."
          : "What the old ones sign is still taken for 24 hours, so that nothing on its way is lost."
      }
    >
      <form {...form.form} className="flex flex-col gap-4">
        {FIELDS[vendor].map((field) => (
          <Field key={field.name} label={field.label} hint={field.hint} error={form.error(field.name)}>
            <Input
              name={field.name}
              type={field.secret ? "password" : "text"}
              autoComplete={field.secret ? "new-password" : "off"}
              spellCheck={false}
              inputMode={field.name === "port" ? "numeric" : undefined}
              maxLength={500}
              value={form.values[field.name] ?? ""}
              onChange={(event) => form.set(field.name, event.target.value)}
              onBlur={() => form.leave(field.name)}
            />
          </Field>
        ))}
        {said && (
          <Banner tone={said.ok ? "success" : "danger"} live="polite">
            {said.words}
          </Banner>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button loading={asking} onClick={() => void test()}>
            Test
          </Button>
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={form.busy}>
            Test and save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
