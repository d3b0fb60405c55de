"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/components/auth/request";
import { DomainChecks } from "@/components/mail-settings/domain-checks";
import { AddSenderDialog } from "@/components/senders/add-sender";
import { changeSender, sendersQuery } from "@/components/senders/api";
import { ListState } from "@/components/settings/list-state";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useForm } from "@/components/ui/use-form";
import type { ChangeSender, SenderView } from "@/lib/senders/schema";

/** Whom mail is from: the address, the name beside it, and whether receivers can tell that the clinic wrote it. */
export function FromPart({ clinicName }: { clinicName: string }) {
  const client = useQueryClient();
  const list = useQuery(sendersQuery);
  const [adding, setAdding] = useState(false);
  const [failure, setFailure] = useState<string>();
  const mail = list.data?.items.filter(({ channel }) => channel === "EMAIL") ?? [];
  const chosen = mail.find(({ isDefault }) => isDefault) ?? mail[0];
  /** Answers whether it was kept. */
  const change = async (id: string, what: ChangeSender): Promise<boolean> => {
    setFailure(undefined);
    try {
      client.setQueryData(sendersQuery.queryKey, await changeSender(id, what));
      return true;
    } catch (cause) {
      if (cause instanceof ApiError && cause.reason === "stale") await list.refetch();
      setFailure(cause instanceof Error ? cause.message : "That did not work. Please try again.");
      return false;
    }
  };
  return (
    <section aria-label="From" className="flex flex-col gap-4">
      <h2 className="text-xl font-semibold">From</h2>
      <ListState title="The addresses cannot be shown." list={list} failure={failure} />
      {list.data && !chosen && (
        <Banner tone="warning" title="No mail leaves yet.">
          Add the address that patients are to see.
        </Banner>
      )}
      {chosen && (
        <div className="flex flex-wrap items-end gap-3">
          <Field label="From address" hint="New mail leaves from it. A thread stays with the one it has.">
            <Select
              value={chosen.id}
              onChange={(id) => void change(id, { isDefault: true })}
              options={mail
                .filter(({ isActive, id }) => isActive || id === chosen.id)
                .map(({ id, address }) => ({ value: id, label: address }))}
            />
          </Field>
          <Button onClick={() => setAdding(true)}>Another address…</Button>
        </div>
      )}
      {list.data && !chosen && (
        <Button className="self-start" onClick={() => setAdding(true)}>
          Add an address…
        </Button>
      )}
      {chosen && (
        <NameForm
          key={`${chosen.id} ${chosen.version}`}
          sender={chosen}
          clinicName={clinicName}
          save={change}
        />
      )}
      {chosen?.trouble && <p className="max-w-reading text-warning-text">{chosen.trouble}</p>}
      {chosen && <DomainChecks domain={chosen.address.split("@")[1] ?? ""} />}
      <AddSenderDialog
        open={adding}
        first="email"
        onOpenChange={setAdding}
        onAdded={(senders) => client.setQueryData(sendersQuery.queryKey, senders)}
      />
    </section>
  );
}

function NameForm({
  sender,
  clinicName,
  save,
}: {
  sender: SenderView;
  clinicName: string;
  save: (id: string, what: ChangeSender) => Promise<boolean>;
}) {
  const form = useForm({
    initial: { name: sender.displayName ?? "" },
    // A sign that ends a name would let it pose as another address.
    check: ({ name }) => (/[<>"@\p{Cc}]/u.test(name) ? { name: 'Without < > " or @.' } : {}),
    async submit({ name }) {
      await save(sender.id, { displayName: name.trim() || null, version: sender.version });
      return undefined;
    },
  });
  return (
    <form {...form.form} className="flex flex-wrap items-end gap-3">
      <Field
        label="From name"
        hint={`Empty: ${clinicName}. Nothing of a patient belongs here.`}
        error={form.error("name")}
        optional
      >
        <Input
          name="name"
          maxLength={80}
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
          onBlur={() => form.leave("name")}
        />
      </Field>
      <Button type="submit" loading={form.busy}>
        Save name
      </Button>
    </form>
  );
}
