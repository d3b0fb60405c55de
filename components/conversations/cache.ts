import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { ConversationList } from "@/components/conversations/api";
import type { ConversationDetail, ConversationView } from "@/lib/conversations/schema";

type Pages = InfiniteData<ConversationList, string | null>;

/** The row of a thread as some list on this screen last saw it: enough for a header before the detail is here. */
export function findRow(client: QueryClient, id: string): ConversationView | undefined {
  return client
    .getQueriesData<Pages>({ queryKey: ["conversations"] })
    .flatMap(([, data]) => data?.pages ?? [])
    .flatMap((page) => page.items)
    .find((row) => row.id === id);
}

/** Shows a change everywhere before the server has said yes. The answer takes it back. */
export function changeRow(client: QueryClient, id: string, patch: Partial<ConversationView>): () => void {
  const lists = client.getQueriesData<Pages>({ queryKey: ["conversations"] });
  const detail = client.getQueryData<ConversationDetail>(["conversation", id]);
  client.setQueriesData<Pages>(
    { queryKey: ["conversations"] },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          items: page.items.map((row) => (row.id === id ? { ...row, ...patch } : row)),
        })),
      },
  );
  if (detail) client.setQueryData<ConversationDetail>(["conversation", id], { ...detail, ...patch });
  return () => {
    for (const [key, data] of lists) client.setQueryData(key, data);
    if (detail) client.setQueryData(["conversation", id], detail);
  };
}

/** Asks again for everything that a change of this thread shows in. */
export function refreshRow(client: QueryClient, id: string): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: ["conversations"] }),
    client.invalidateQueries({ queryKey: ["conversation", id] }),
    client.invalidateQueries({ queryKey: ["counts"] }),
  ]);
}
