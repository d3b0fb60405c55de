"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { conversationQuery, conversationsQuery } from "@/components/conversations/api";
import { arrange, nothingArranged } from "@/components/inbox/list-order";
import type { ConversationView, View } from "@/lib/conversations/schema";
import type { Channel } from "@/prisma/generated/enums";

/** With more pages than this on the screen, a change asks for the first of them only when the reader goes back up. */
const MOST_PAGES_RENEWED = 5;

/** The threads of a view in the order in which they stand on the screen, which holds while somebody reads. */
export function useThreads({
  view,
  search,
  channel,
  keep,
}: {
  view: View;
  search: string;
  channel: Channel | null;
  keep: string | null;
}) {
  const client = useQueryClient();
  const options = conversationsQuery({ view, search, channel });
  const [still, setStill] = useState(false);
  const [deep, setDeep] = useState(false);
  const query = useInfiniteQuery({
    ...options,
    enabled: !deep,
    // What was found last stays until more letters have found something else.
    ...(search === "" ? {} : { placeholderData: keepPreviousData }),
  });
  const opened = useQuery({ ...conversationQuery(keep ?? ""), enabled: false }).data;
  const fresh = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);

  const shelf = `${view}/${channel ?? ""}/${search}`;
  // A search shows what it found and nothing else.
  const held = search === "" ? { still, keep } : { still: false, keep: null };
  const [seen, setSeen] = useState({
    shelf,
    fresh,
    arrangement: arrange(nothingArranged, fresh, held),
  });
  if (seen.shelf !== shelf || seen.fresh !== fresh) {
    const before = seen.shelf === shelf ? seen.arrangement : nothingArranged;
    setSeen({ shelf, fresh, arrangement: arrange(before, fresh, held) });
  }
  const pages = query.data?.pages.length ?? 0;
  if (deep !== pages > MOST_PAGES_RENEWED) setDeep(pages > MOST_PAGES_RENEWED);

  const { order, news } = seen.arrangement;
  const rows = useMemo(() => {
    const byId = new Map(fresh.map((row) => [row.id, row]));
    const rowOf = (id: string) => byId.get(id) ?? (opened?.id === id ? opened : undefined);
    return order.map(rowOf).filter((row): row is ConversationView => row !== undefined);
  }, [order, fresh, opened]);

  /** Puts every thread where it belongs now. */
  function catchUp() {
    setStill(false);
    if (deep) void client.resetQueries({ queryKey: options.queryKey, exact: true });
    setSeen({ shelf, fresh, arrangement: arrange(nothingArranged, fresh, { ...held, still: false }) });
  }

  return {
    query,
    rows,
    news,
    didYouMean: query.data?.pages[0]?.didYouMean ?? null,
    setStill,
    catchUp,
  };
}

export type Threads = ReturnType<typeof useThreads>;
