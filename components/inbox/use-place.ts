"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { type Place, placeHref, readPlace } from "@/components/inbox/place";

export type Go = (change: Partial<Place>, how?: "push" | "replace") => void;

function read(href: string): Place {
  const [path, search] = href.split("?");
  return readPlace(path ?? "", new URLSearchParams(search));
}

/** The address as the browser has it, which is ahead of Next's hooks. */
const here = () => placeHref(read(location.pathname + location.search));

/**
 * The place in the address, and a way to another one. A move uses the browser's own history, so nothing is asked of the
 * server; the screen follows at once and does not wait for Next, whose hooks come after as a transition.
 */
export function usePlace(): { place: Place; go: Go } {
  const pathname = usePathname();
  const query = useSearchParams();
  const address = placeHref(readPlace(pathname, query));
  const [ahead, setAhead] = useState<{ from: string; to: string } | null>(null);
  if (ahead !== null && (address === ahead.to || (address !== ahead.from && address === here())))
    setAhead(null);
  useEffect(() => {
    const stepped = () => setAhead(null);
    window.addEventListener("popstate", stepped);
    return () => window.removeEventListener("popstate", stepped);
  }, []);
  const place = read(ahead?.to ?? address);

  const go = useCallback<Go>((change, how = "push") => {
    const from = here();
    const to = placeHref({ ...read(from), ...change });
    if (to === from) return;
    setAhead((before) => ({ from: before?.from ?? from, to }));
    if (how === "push") window.history.pushState(null, "", to);
    else window.history.replaceState(null, "", to);
  }, []);
  return { place, go };
}
