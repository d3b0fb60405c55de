"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { type Place, placeHref, readPlace } from "@/components/inbox/place";

export type Go = (change: Partial<Place>, how?: "push" | "replace") => void;

function read(href: string): Omit<Place, "search"> {
  const [path, query] = href.split("?");
  return readPlace(path ?? "", new URLSearchParams(query));
}

/** The address as the browser has it, which is ahead of Next's hooks. */
const here = () => placeHref(read(location.pathname + location.search));

const listeners = new Set<() => void>();

function onMove(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/** The search of this entry of the tab's history: back and reload keep it, and no server or log ever sees it. */
function searchHere(): string {
  const kept: unknown = window.history.state?.hubSearch;
  return typeof kept === "string" ? kept : "";
}

/**
 * The place in the address, with the search beside it, and a way to another one. A move uses the browser's own history,
 * so nothing is asked of the server; the screen follows at once and does not wait for Next, whose hooks come after as a
 * transition.
 */
export function usePlace(): { place: Place; go: Go } {
  const pathname = usePathname();
  const query = useSearchParams();
  const search = useSyncExternalStore(onMove, searchHere, () => "");
  const address = placeHref(readPlace(pathname, query));
  const [ahead, setAhead] = useState<{ from: string; to: string } | null>(null);
  if (ahead !== null && (address === ahead.to || (address !== ahead.from && address === here())))
    setAhead(null);
  useEffect(() => {
    const stepped = () => setAhead(null);
    window.addEventListener("popstate", stepped);
    return () => window.removeEventListener("popstate", stepped);
  }, []);
  const place = { ...read(ahead?.to ?? address), search };

  const go = useCallback<Go>((change, how = "push") => {
    const from = here();
    const known = searchHere();
    const next = { ...read(from), search: known, ...change };
    const to = placeHref(next);
    if (to === from && next.search === known) return;
    if (to !== from) setAhead((before) => ({ from: before?.from ?? from, to }));
    const state = { hubSearch: next.search.slice(0, 100) };
    if (how === "push") window.history.pushState(state, "", to);
    else window.history.replaceState(state, "", to);
    for (const listener of listeners) listener();
  }, []);
  return { place, go };
}
