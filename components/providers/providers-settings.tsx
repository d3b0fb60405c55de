"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Waypoints } from "lucide-react";
import { useState } from "react";
import { AccountsSection } from "@/components/accounts/accounts-section";
import { pauseProvider, providersQuery, resumeProvider, weighProvider } from "@/components/providers/api";
import { PauseDialog } from "@/components/providers/pause-dialog";
import { ProviderCard } from "@/components/providers/provider-card";
import { CHANNELS, nameOf } from "@/components/providers/words";
import { ListState } from "@/components/settings/list-state";
import { useMay } from "@/components/staff/me";
import { EmptyState } from "@/components/ui/empty-state";
import type { ProviderView } from "@/lib/failover/schema";

type Answer = Promise<{ items: ProviderView[] }>;

/** Who carries the clinic's messages, how well, and the switch that takes one out. */
export function ProvidersSettings() {
  const client = useQueryClient();
  const mayChange = useMay("settings.write");
  const list = useQuery(providersQuery);
  const { data } = list;
  const [pausing, setPausing] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string>();
  const shown = async (answer: Answer) => void client.setQueryData(providersQuery.queryKey, await answer);
  const change = async (provider: string, answer: Answer) => {
    setBusy(provider);
    setFailure(undefined);
    await shown(answer).catch((cause: unknown) =>
      setFailure(cause instanceof Error ? cause.message : "That did not work. Please try again."),
    );
    setBusy(null);
  };
  const items = data?.items ?? [];
  const channels = [...new Set(items.map(({ channel }) => channel))];
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <h1 className="text-2xl font-semibold">Providers</h1>
      <p className="max-w-reading text-muted">
        When a provider fails or its receipts come late, messages go by the other one; it comes back in steps
        when it has rested. A patient keeps the number they know while its provider works.
      </p>
      <ListState title="The providers cannot be shown." list={list} failure={failure} />
      {data && items.length === 0 && (
        <EmptyState icon={<Waypoints />} title="No provider yet">
          The clinic has no number or address to send from.
        </EmptyState>
      )}
      {channels.map((channel) => (
        <section key={channel} aria-label={CHANNELS[channel]} className="flex flex-col gap-3">
          <h2 className="text-xl font-semibold">{CHANNELS[channel]}</h2>
          {items
            .filter((item) => item.channel === channel)
            .map((item) => (
              <ProviderCard
                key={item.provider}
                provider={item}
                mayChange={mayChange}
                busy={busy === item.provider}
                onPause={() => setPausing(item.provider)}
                onResume={() => void change(item.provider, resumeProvider(item.provider))}
                onWeigh={(weight) => void change(item.provider, weighProvider(item.provider, weight))}
              />
            ))}
        </section>
      ))}
      {mayChange && <AccountsSection />}
      <PauseDialog
        key={pausing}
        name={pausing ? nameOf(pausing) : ""}
        open={pausing !== null}
        onOpenChange={() => setPausing(null)}
        onPause={(reason) => (pausing ? shown(pauseProvider(pausing, reason)) : Promise.resolve())}
      />
    </div>
  );
}
