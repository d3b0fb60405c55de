"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Webhook } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { nameOf } from "@/components/providers/words";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { eventsQuery, type Show, workbenchQuery } from "@/components/webhooks/api";
import { EventSheet } from "@/components/webhooks/event-sheet";
import { ReplayAll } from "@/components/webhooks/replay-problems";
import { Standing } from "@/components/webhooks/standing";
import { stateOf, VERDICTS, whatOf } from "@/components/webhooks/words";
import type { EventView } from "@/lib/webhooks/workbench/schema";

const SHOWN: { value: Show; label: string }[] = [
  { value: "all", label: "All" },
  { value: "problems", label: "Problems" },
  { value: "unknown", label: "Not understood" },
];

/** What vendors told the hub, what it did, and what could not be applied. */
export function WebhooksSettings() {
  const asked = useSearchParams().get("show");
  const [show, setShow] = useState<Show>(SHOWN.find(({ value }) => value === asked)?.value ?? "all");
  const [open, setOpen] = useState<string | null>(null);
  const { data: bench } = useQuery(workbenchQuery);
  const list = useInfiniteQuery(eventsQuery(show));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-4 px-4 py-4">
      <h1 className="text-2xl font-semibold">Webhooks</h1>
      <p className="max-w-reading text-muted">
        Everything that the vendors told the hub in the last 30 days: receipts, and what patients wrote.
      </p>
      {bench && <Standing bench={bench} />}
      <div className="flex flex-wrap items-center gap-3">
        <SegmentedControl className="w-96" label="Show" value={show} onChange={setShow} options={SHOWN} />
        <span className="flex-1" />
        <Button loading={list.isRefetching} onClick={() => void list.refetch()}>
          Look again
        </Button>
      </div>
      {show === "problems" && (bench?.problems ?? 0) > 0 && (
        <ReplayAll what="problems" count={bench?.problems ?? 0} />
      )}
      {show === "unknown" && items.length > 0 && <ReplayAll what="unknown" count={null} />}
      {list.error && (
        <Banner
          tone="danger"
          live="polite"
          title="The events cannot be shown."
          action={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          {list.error.message}
        </Banner>
      )}
      {list.isPending && <Skeleton className="h-40 w-full" />}
      {list.data && items.length === 0 && (
        <EmptyState icon={<Webhook />} title={show === "all" ? "No events yet" : "None"}>
          {show === "all"
            ? "They come when messages have been sent and the addresses below are entered at the vendors."
            : "Everything that came was understood and applied."}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul aria-label="Events" className="divide-y rounded-lg border">
          {items.map((event) => (
            <Row key={event.id} event={event} onOpen={() => setOpen(event.id)} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="flex justify-center">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
      <EventSheet id={open} onClose={() => setOpen(null)} />
    </div>
  );
}

function Row({ event, onOpen }: { event: EventView; onOpen: () => void }) {
  const { label, tone } = stateOf(event);
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="focus-inset flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-left hover:bg-surface-hover"
      >
        <span className="min-w-0 flex-1 basis-60">
          <span className="block font-medium">
            {nameOf(event.provider)} · {whatOf(event)}
          </span>
          <span className="block text-sm text-muted [overflow-wrap:anywhere]">{event.effect}</span>
        </span>
        <span className="text-sm text-muted">
          {VERDICTS[event.verdict]}
          {event.repeats > 0 && ` · ${event.repeats + 1}×`}
        </span>
        <Badge tone={tone}>{label}</Badge>
        <span className="text-sm text-muted">
          <RelativeTime at={event.receivedAt} form="short" />
        </span>
      </button>
    </li>
  );
}
