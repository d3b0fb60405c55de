"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowUp } from "lucide-react";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef } from "react";
import { conversationQuery } from "@/components/conversations/api";
import { emergenciesQuery } from "@/components/emergencies/api";
import { ConversationRow } from "@/components/inbox/conversation-row";
import { EmptyView, NothingFound } from "@/components/inbox/empty-view";
import { type Place, placeHref } from "@/components/inbox/place";
import { RowSkeletons } from "@/components/inbox/skeletons";
import { useRowWindow } from "@/components/inbox/use-row-window";
import type { Threads } from "@/components/inbox/use-threads";
import { messagesQuery } from "@/components/messages/api";
import { channelName } from "@/components/messages/channel-icon";
import { useMe } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

const ROW_PX = 64;
/** Rows from the end at which the next page is fetched. */
const AHEAD = 15;
/** A pointer that only passes over a row asks for nothing: reading a thread is recorded. */
const INTENT_MS = 50;

export interface ConversationListProps {
  threads: Threads;
  place: Place;
  /** The thread the keys stand on. */
  cursor: string | null;
  onOpen: (id: string) => void;
  onSearch: (search: string) => void;
  onAllChannels: () => void;
}

/** The threads of a view: only what is in sight exists, more comes while scrolling, nothing jumps under the hand. */
export function ConversationList(props: ConversationListProps) {
  const { threads, place, cursor, onOpen, onSearch } = props;
  const { query, rows, news, setStill } = threads;
  const me = useMe();
  const client = useQueryClient();
  const emergencies = useQuery(emergenciesQuery).data?.items;
  const urgent = useMemo(() => new Set(emergencies?.map((one) => one.conversationId)), [emergencies]);
  const over = useRef(false);
  const intent = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { box, setBox, range, reveal } = useRowWindow(rows.length, ROW_PX);
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const nearEnd = range.end >= rows.length - AHEAD;

  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);

  // Only when the cursor moves: a list that grows must not scroll.
  const follow = useEffectEvent((id: string) => {
    const index = rows.findIndex((row) => row.id === id);
    if (index >= 0) reveal(index);
  });
  useEffect(() => {
    if (cursor !== null) follow(cursor);
  }, [cursor]);

  const judge = () => setStill(over.current || (box?.scrollTop ?? 0) > ROW_PX / 2);
  const near = useCallback(
    (id: string) => {
      clearTimeout(intent.current);
      intent.current = setTimeout(() => {
        void client.prefetchQuery(conversationQuery(id));
        void client.prefetchInfiniteQuery(messagesQuery(id));
      }, INTENT_MS);
    },
    [client],
  );

  if (query.isPending) return <RowSkeletons />;
  if (query.isError && rows.length === 0) {
    return (
      <EmptyState
        title="The list could not be loaded."
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      >
        {query.error.message} Nothing is lost.
      </EmptyState>
    );
  }
  if (rows.length === 0 && place.channel !== null) {
    const action = <Button onClick={props.onAllChannels}>Show all channels</Button>;
    return <EmptyState title={`No thread here by ${channelName(place.channel)}.`} action={action} />;
  }
  if (rows.length === 0) {
    return place.search === "" ? (
      <EmptyView view={place.view} />
    ) : (
      <NothingFound search={place.search} didYouMean={threads.didYouMean} onSearch={onSearch} />
    );
  }
  return (
    <div className="relative min-h-0 flex-1">
      <div
        aria-live="polite"
        className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center"
      >
        {news > 0 && (
          <Button
            size="sm"
            variant="primary"
            icon={<ArrowUp aria-hidden className="size-3.5" />}
            className="pointer-events-auto rounded-full shadow-pop"
            onClick={() => {
              over.current = false;
              threads.catchUp();
              box?.scrollTo({ top: 0 });
            }}
          >
            {news} new
          </Button>
        )}
      </div>
      <div
        ref={setBox}
        onScroll={judge}
        onPointerEnter={(event) => {
          over.current = event.pointerType === "mouse";
          judge();
        }}
        onPointerLeave={() => {
          over.current = false;
          judge();
        }}
        className="h-full overflow-y-auto overscroll-contain"
      >
        <ul aria-label="Threads" className="relative" style={{ height: rows.length * ROW_PX }}>
          {rows.slice(range.start, range.end).map((row, offset) => {
            const index = range.start + offset;
            return (
              <li
                key={row.id}
                aria-setsize={hasNextPage ? -1 : rows.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${index * ROW_PX}px)` }}
              >
                <ConversationRow
                  row={row}
                  href={placeHref({ ...place, conversationId: row.id })}
                  open={row.id === place.conversationId}
                  urgent={urgent.has(row.id)}
                  meId={me.id}
                  onOpen={onOpen}
                  onNear={near}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
