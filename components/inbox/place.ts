import type { View } from "@/lib/conversations/schema";

/** Where somebody is in the inbox. All of it stands in the address, so that back, forward and a link work. */
export interface Place {
  view: View;
  search: string;
  conversationId: string | null;
}

export const FIRST_VIEW: View = "waiting";

const names = {
  waiting: "Waiting for us",
  unassigned: "Unassigned",
  mine: "Mine",
  team: "Team",
  open: "All open",
  unknown: "Unknown senders",
  failed: "Failed",
  snoozed: "Snoozed",
  closed: "Closed",
} satisfies Record<View, string>;

export const viewNames: Readonly<Record<View, string>> = names;
export const views = Object.keys(names) as View[];

function isView(value: string | null): value is View {
  return value !== null && Object.hasOwn(names, value);
}

/** Reads `/inbox/<id>?view=&search=`; what it does not understand counts as absent. */
export function readPlace(pathname: string, query: URLSearchParams): Place {
  const view = query.get("view");
  return {
    view: isView(view) ? view : FIRST_VIEW,
    search: query.get("search")?.slice(0, 100) ?? "",
    conversationId: /^\/inbox\/([0-9a-f-]{36})\/?$/i.exec(pathname)?.[1] ?? null,
  };
}

/** The address of a place. */
export function placeHref({ view, search, conversationId }: Place): string {
  const query = new URLSearchParams();
  if (view !== FIRST_VIEW) query.set("view", view);
  if (search !== "") query.set("search", search);
  const path = conversationId === null ? "/inbox" : `/inbox/${conversationId}`;
  return query.size === 0 ? path : `${path}?${query}`;
}
