"use client";

import { useCallback, useEffect, useState } from "react";
import { type RowWindow, rowsInSight, scrollTo } from "@/components/inbox/row-window";

/** What fits on most screens, for the first paint. */
const FIRST: RowWindow = { start: 0, end: 24 };

/**
 * A window onto a list of rows of one height: `box` goes on the scroller, `range` says which rows exist. A library for
 * rows of any height would cost 10 kB of the inbox's first load.
 */
export function useRowWindow(count: number, rowPx: number) {
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [range, setRange] = useState(FIRST);
  useEffect(() => {
    if (box === null) return;
    const look = () => {
      const next = rowsInSight({ top: box.scrollTop, height: box.clientHeight }, { count, rowPx });
      setRange((before) => (before.start === next.start && before.end === next.end ? before : next));
    };
    look();
    const size = new ResizeObserver(look);
    size.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      size.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [box, count, rowPx]);

  const reveal = useCallback(
    (index: number) => {
      if (box !== null)
        box.scrollTop = scrollTo(index, { top: box.scrollTop, height: box.clientHeight }, rowPx);
    },
    [box, rowPx],
  );
  return { box, setBox, range: { start: range.start, end: Math.min(range.end, count) }, reveal };
}
