"use client";

import { useId } from "react";
import { nameOf } from "@/components/providers/words";
import { healthWords, KINDS, PURPOSES, REGISTRATIONS, rateWords } from "@/components/senders/words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import type { ChangeSender, SenderView } from "@/lib/senders/schema";

const optionsOf = <T extends string>(words: Record<T, { label: string; hint?: string }>) =>
  (Object.keys(words) as T[]).map((value) => ({ value, ...words[value] }));

/** One number or address: what it is for, how it stands with the carriers, how it does. */
export function SenderCard({
  sender,
  mayChange,
  busy,
  onChange,
}: {
  sender: SenderView;
  mayChange: boolean;
  busy: boolean;
  onChange: (change: ChangeSender) => void;
}) {
  const titleId = useId();
  const registration = REGISTRATIONS[sender.registration];
  const tone = sender.isActive ? registration.tone : "neutral";
  return (
    <article aria-labelledby={titleId} className="flex flex-col gap-3 rounded-lg border p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h3 id={titleId} className="figures text-lg font-medium">
          {sender.shown}
        </h3>
        {sender.isDefault && <Badge tone="accent">Default</Badge>}
        <Badge tone={tone}>{sender.isActive ? registration.label : "Switched off"}</Badge>
        <span className="flex-1" />
        {mayChange && !sender.isDefault && sender.isActive && sender.registration === "registered" && (
          <Button size="sm" loading={busy} onClick={() => onChange({ isDefault: true })}>
            Make default
          </Button>
        )}
      </header>
      <p className="text-muted">
        {KINDS[sender.kind]} at {nameOf(sender.provider)}
        {sender.displayName ? `, shown as “${sender.displayName}”` : ""}
        {sender.campaign ? `, campaign ${sender.campaign}` : ""}. {rateWords(sender)}.
      </p>
      {sender.trouble && <p className="max-w-reading text-warning-text">{sender.trouble}</p>}
      <p className="figures text-muted">{healthWords(sender)}</p>
      {mayChange && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3 border-t pt-3">
          <span className="flex items-center gap-2">
            <span className="text-muted">For</span>
            <Select
              label={`What ${sender.shown} is for`}
              value={sender.purpose}
              onChange={(purpose) => onChange({ purpose })}
              options={optionsOf(PURPOSES)}
              disabled={busy}
            />
          </span>
          <span className="flex items-center gap-2">
            <span className="text-muted">Registration</span>
            <Select
              label={`Registration of ${sender.shown}`}
              value={sender.registration}
              onChange={(chosen) => onChange({ registration: chosen })}
              options={optionsOf(REGISTRATIONS).map(({ value, label }) => ({ value, label }))}
              disabled={busy}
            />
          </span>
          {sender.channel === "SMS" && (
            <Switch
              label="Pictures (MMS)"
              checked={sender.mms}
              disabled={busy}
              onChange={(mms) => onChange({ mms })}
            />
          )}
          <Switch
            label="Send from it"
            checked={sender.isActive}
            disabled={busy}
            onChange={(isActive) => onChange({ isActive })}
          />
        </div>
      )}
    </article>
  );
}
