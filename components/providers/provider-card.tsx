"use client";

import { Pause, Play } from "lucide-react";
import { useId } from "react";
import { changeWords, measuredWords, nameOf, stateOf } from "@/components/providers/words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import type { ProviderView } from "@/lib/failover/schema";

const WEIGHTS = [0, 10, 25, 50, 75, 100];

/** One provider: what it carries, what was measured, what changed and why. */
export function ProviderCard({
  provider,
  mayChange,
  busy,
  onPause,
  onResume,
  onWeigh,
}: {
  provider: ProviderView;
  mayChange: boolean;
  busy: boolean;
  onPause: () => void;
  onResume: () => void;
  onWeigh: (weight: number) => void;
}) {
  const titleId = useId();
  const name = nameOf(provider.provider);
  const { label, tone } = stateOf(provider);
  const weights = [...new Set([...WEIGHTS, provider.weight])].sort((a, b) => a - b);
  return (
    <article aria-labelledby={titleId} className="flex flex-col gap-3 rounded-lg border p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h3 id={titleId} className="text-lg font-medium">
          {name}
        </h3>
        <Badge tone={tone}>{label}</Badge>
        <span className="flex-1" />
        {mayChange &&
          provider.state !== "missing" &&
          (provider.pausedAt ? (
            <Button icon={<Play aria-hidden className="size-4" />} loading={busy} onClick={onResume}>
              Resume {name}
            </Button>
          ) : (
            <Button icon={<Pause aria-hidden className="size-4" />} onClick={onPause}>
              Pause {name}…
            </Button>
          ))}
      </header>
      {provider.pausedAt && (
        <p className="max-w-reading">
          {provider.pausedBy ?? "Somebody"} paused it <RelativeTime at={provider.pausedAt} />:{" "}
          {provider.pausedReason}
        </p>
      )}
      {provider.trippedUntil && (
        <p className="text-warning-text">Messages to many wait until it works again.</p>
      )}
      <Progress
        label={`What goes by ${name} now`}
        value={provider.share}
        max={100}
        text={`${provider.share} %`}
      />
      <ul className="figures text-muted">
        {measuredWords(provider).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {mayChange && (
        <div className="flex items-center gap-2">
          <span className="text-muted">Weight</span>
          <Select
            label={`Weight of ${name}`}
            value={String(provider.weight)}
            onChange={(value) => onWeigh(Number(value))}
            options={weights.map((weight) => ({
              value: String(weight),
              label: weight === 0 ? "Stands by" : String(weight),
            }))}
          />
        </div>
      )}
      <History provider={provider} name={name} />
    </article>
  );
}

function History({ provider: { changes }, name }: { provider: ProviderView; name: string }) {
  if (changes.length === 0) return <p className="text-sm text-muted">Nothing has changed yet.</p>;
  return (
    <ol aria-label={`What changed for ${name}`} className="flex flex-col gap-1 border-t pt-3 text-sm">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-wrap gap-x-2">
          <span className="text-muted">
            <RelativeTime at={change.at} />
          </span>
          <span className="min-w-0 break-words">{changeWords(change)}</span>
        </li>
      ))}
    </ol>
  );
}
