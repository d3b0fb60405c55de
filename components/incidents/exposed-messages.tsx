"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { exposedQuery } from "@/components/incidents/api";
import { ChannelIcon } from "@/components/messages/channel-icon";
import { Button } from "@/components/ui/button";
import { useZone } from "@/components/ui/clock";
import { Skeleton } from "@/components/ui/skeleton";
import { exactTime } from "@/components/ui/time-words";
import type { IncidentDetail } from "@/lib/incidents/schema";

/** What went there since the number was last confirmed, and what a stranger learns from it. */
export function ExposedMessages({ incident }: { incident: IncidentDetail }) {
  const zone = useZone();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    exposedQuery(incident.id),
  );
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <section aria-label="What went there" className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">What went there</h2>
      <p className="text-muted">
        {incident.exposedSince === null
          ? "This number was never confirmed: everything that went there is listed."
          : `Since it was last confirmed, on ${exactTime(new Date(incident.exposedSince), zone)}.`}
      </p>
      {error && items === undefined && (
        <p role="alert" className="text-danger-text">
          {error.message}{" "}
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        </p>
      )}
      {!error && items === undefined && <Skeleton className="h-24 w-full" />}
      {items?.length === 0 && <p>Nothing is on record as sent there.</p>}
      {items !== undefined && items.length > 0 && (
        <ul className="divide-y rounded-lg border">
          {items.map((message) => (
            <li key={message.messageId} className="flex flex-col gap-1 px-3 py-2">
              <p className="flex items-center gap-2 text-sm text-muted">
                <ChannelIcon channel={message.channel} />
                <time dateTime={message.sentAt}>{exactTime(new Date(message.sentAt), zone)}</time>
              </p>
              <p className="max-w-reading whitespace-pre-wrap [overflow-wrap:anywhere]">
                {message.body || "The words were erased since."}
              </p>
              <p className="text-sm">
                <span className="text-muted">It reveals: </span>
                {message.revealed.join("; ")}.
              </p>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className="self-start" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Older messages
        </Button>
      )}
    </section>
  );
}
