"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type Place, placeHref, readPlace } from "@/components/inbox/place";

/**
 * The place in the address, and a way to another one. Moves use the browser's own history: no request to the server,
 * so a thread that was fetched ahead opens at once; Next keeps its hooks in step.
 */
export function usePlace() {
  const pathname = usePathname();
  const query = useSearchParams();
  const place = useMemo(() => readPlace(pathname, query), [pathname, query]);
  const go = useCallback(
    (change: Partial<Place>, how: "push" | "replace" = "push") => {
      const href = placeHref({ ...place, ...change });
      if (href === placeHref(place)) return;
      if (how === "push") window.history.pushState(null, "", href);
      else window.history.replaceState(null, "", href);
    },
    [place],
  );
  return { place, go };
}
