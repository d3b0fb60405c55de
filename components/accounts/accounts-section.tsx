"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AccountCard } from "@/components/accounts/account-card";
import { AccountDialog } from "@/components/accounts/account-dialog";
import { type Account, accountsQuery, removeAccount } from "@/components/accounts/api";
import { removalWords, vendorName } from "@/components/accounts/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Skeleton } from "@/components/ui/skeleton";

/** By whose accounts the clinic's messages go: the hub's, or its own. For who may change settings. */
export function AccountsSection() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(accountsQuery);
  const [editing, setEditing] = useState<Account | null>(null);
  const [removing, setRemoving] = useState<Account | null>(null);
  const [failure, setFailure] = useState<string>();
  const shown = (accounts: { items: Account[] }) => client.setQueryData(accountsQuery.queryKey, accounts);
  const name = removing ? vendorName(removing.vendor) : "";
  const remove = async () => {
    if (!removing) return;
    try {
      shown(await removeAccount(removing.vendor));
    } catch (cause) {
      setFailure(cause instanceof Error ? cause.message : "That did not work. Please try again.");
      throw cause;
    }
  };
  return (
    <section aria-label="Accounts" className="flex flex-col gap-3">
      <h2 className="text-xl font-semibold">Accounts</h2>
      <p className="max-w-reading text-muted">
        The clinic may have accounts of its own with these companies: its messages then go by them, and are
        billed to it. What is entered here is kept sealed, and nobody can read it again.
      </p>
      {error && (
        <Banner
          tone="danger"
          live="polite"
          title="The accounts cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {!data && !error && <Skeleton className="h-40 w-full" />}
      {data?.items.map((account) => (
        <AccountCard
          key={account.vendor}
          account={account}
          onEdit={() => setEditing(account)}
          onRemove={() => {
            setFailure(undefined);
            setRemoving(account);
          }}
        />
      ))}
      {editing && (
        <AccountDialog
          key={editing.vendor}
          account={editing}
          onClose={() => setEditing(null)}
          onSaved={shown}
        />
      )}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={`Remove the clinic's ${name} account?`}
        consequence={removing ? removalWords(name, removing.fallsBack) : ""}
        confirmLabel={`Remove the ${name} account`}
        cancelLabel="Keep it"
        tone="danger"
        onConfirm={remove}
        failure={failure}
      />
    </section>
  );
}
