"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Phone, Plus } from "lucide-react";
import { useState } from "react";
import { ApiError } from "@/components/auth/request";
import { CHANNELS } from "@/components/providers/words";
import { AddSenderDialog } from "@/components/senders/add-sender";
import { changeSender, sendersQuery } from "@/components/senders/api";
import { SenderCard } from "@/components/senders/sender-card";
import { ListState } from "@/components/settings/list-state";
import { useMay } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ChangeSender } from "@/lib/senders/schema";

/** The numbers and addresses the clinic writes from. */
export function SendersSettings() {
  const client = useQueryClient();
  const mayChange = useMay("settings.write");
  const list = useQuery(sendersQuery);
  const { data } = list;
  const [adding, setAdding] = useState(false);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string>();
  const change = async (id: string, what: ChangeSender) => {
    setBusy(id);
    setFailure(undefined);
    try {
      client.setQueryData(sendersQuery.queryKey, await changeSender(id, what));
    } catch (cause) {
      // What a colleague made of it stands on the card before anybody tries again.
      if (cause instanceof ApiError && cause.reason === "stale") await list.refetch();
      setFailure(cause instanceof Error ? cause.message : "That did not work. Please try again.");
    }
    setBusy(null);
  };
  const items = data?.items ?? [];
  const channels = [...new Set(items.map(({ channel }) => channel))];
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="flex-1 text-2xl font-semibold">Senders</h1>
        {mayChange && (
          <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
            Add a sender…
          </Button>
        )}
      </div>
      <p className="max-w-reading text-muted">
        A patient keeps the number they know: a thread goes on from the number it used last. Everything new
        goes from the default one.
      </p>
      <ListState title="The senders cannot be shown." list={list} failure={failure} />
      {data && items.length === 0 && (
        <EmptyState icon={<Phone />} title="No sender yet">
          Add the number that patients know.
        </EmptyState>
      )}
      {channels.map((channel) => (
        <section key={channel} aria-label={CHANNELS[channel]} className="flex flex-col gap-3">
          <h2 className="text-xl font-semibold">{CHANNELS[channel]}</h2>
          {items
            .filter((item) => item.channel === channel)
            .map((item) => (
              <SenderCard
                key={item.id}
                sender={item}
                mayChange={mayChange}
                busy={busy === item.id}
                onChange={(what) => void change(item.id, { ...what, version: item.version })}
              />
            ))}
        </section>
      ))}
      <AddSenderDialog
        open={adding}
        onOpenChange={setAdding}
        onAdded={(senders) => client.setQueryData(sendersQuery.queryKey, senders)}
      />
    </div>
  );
}
