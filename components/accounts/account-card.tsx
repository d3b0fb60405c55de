"use client";

import { useId } from "react";
import type { Account } from "@/components/accounts/api";
import { vendorName } from "@/components/accounts/words";
import { nameOf } from "@/components/providers/words";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";

const STATES = {
  own: { label: "The clinic's own", tone: "success" },
  installation: { label: "The hub's account", tone: "neutral" },
  none: { label: "Nobody's", tone: "neutral" },
} as const;

/** Whose account a vendor is reached by, who entered it, and what to enter at the vendor. */
export function AccountCard({
  account,
  onEdit,
  onRemove,
}: {
  account: Account;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const titleId = useId();
  const name = vendorName(account.vendor);
  const isOwn = account.source === "own";
  const { label, tone } = STATES[account.source];
  return (
    <article aria-labelledby={titleId} className="flex flex-col gap-2 rounded-lg border p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h3 id={titleId} className="text-lg font-medium">
          {nameOf(account.vendor)} account
        </h3>
        <Badge tone={tone}>{label}</Badge>
        <span className="flex-1" />
        <Button onClick={onEdit}>{isOwn ? "New credentials…" : `Connect ${name}…`}</Button>
        {isOwn && <Button onClick={onRemove}>Remove…</Button>}
      </header>
      {!account.readable && (
        <Banner tone="danger">
          These credentials cannot be opened any more, so nothing goes by this account. Enter them again.
        </Banner>
      )}
      {isOwn && <Facts account={account} />}
      {account.addresses.length > 0 && <Addresses name={name} addresses={account.addresses} />}
    </article>
  );
}

function Facts({ account }: { account: Account }) {
  const { publicId, lastFour, savedAt, savedBy, previousUntil } = account;
  return (
    <ul className="text-muted">
      {publicId && <li className="break-words">{publicId}</li>}
      {lastFour && (
        <li>
          Ends in <span className="figures">{lastFour}</span>
        </li>
      )}
      {savedAt && (
        <li>
          Saved by {savedBy ?? "an API key"} <RelativeTime at={savedAt} />
        </li>
      )}
      {previousUntil && (
        <li>
          What the credentials before sign is taken until <RelativeTime at={previousUntil} form="clock" />
        </li>
      )}
    </ul>
  );
}

function Addresses({ name, addresses }: { name: string; addresses: Account["addresses"] }) {
  return (
    <details className="border-t pt-2">
      <summary className="cursor-pointer">What to enter at {name}</summary>
      <dl className="mt-2 flex flex-col gap-2 text-sm">
        {addresses.map(({ use, url }) => (
          <div key={use}>
            <dt className="text-muted">{use}</dt>
            <dd className="break-all select-all">{url}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
