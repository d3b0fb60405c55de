import type { View } from "@/lib/conversations/schema";
import { Channel } from "@/prisma/generated/enums";

/** Where somebody is in the inbox. All of it but the search stands in the address. */
export interface Place {
  view: View;
  /** Only threads whose last message went this way; null: all of them. */
  channel: Channel | null;
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

function isChannel(value: string | null): value is Channel {
  return value !== null && Object.hasOwn(Channel, value);
}

/** No thread's id. A shortened link must not open the inbox, and with it somebody else's thread. */
const NOWHERE = "00000000-0000-0000-0000-000000000000";

/** Reads `/inbox/<id>?view=&channel=`; a view or channel that it does not understand counts as absent. */
export function readPlace(pathname: string, query: URLSearchParams): Omit<Place, "search"> {
  const view = query.get("view");
  const channel = query.get("channel");
  const id = /^\/inbox\/([^/]+)\/?$/.exec(pathname)?.[1];
  return {
    view: isView(view) ? view : FIRST_VIEW,
    channel: isChannel(channel) ? channel : null,
    conversationId: id === undefined || /^[0-9a-f-]{36}$/i.test(id) ? (id ?? null) : NOWHERE,
  };
}

/** The address of a place. A search is somebody's name: it goes into no address, and so into no log. */
export function placeHref(place: Pick<Place, "view" | "conversationId"> & Partial<Place>): string {
  const { view, channel, conversationId } = place;
  const query = new URLSearchParams();
  if (view !== FIRST_VIEW) query.set("view", view);
  if (channel) query.set("channel", channel);
  const path = conversationId === null ? "/inbox" : `/inbox/${conversationId}`;
  return query.size === 0 ? path : `${path}?${query}`;
}
