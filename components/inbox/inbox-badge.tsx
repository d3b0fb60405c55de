"use client";

import { useQuery } from "@tanstack/react-query";
import { countsQuery } from "@/components/conversations/api";
import { countWords } from "@/components/inbox/views";

/** How many patients wait for us, beside the inbox's name in the rail. */
export function InboxBadge() {
  const { data: counts } = useQuery(countsQuery);
  const waiting = counts?.waiting ?? 0;
  if (waiting === 0) return null;
  return (
    <span className="figures inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-accent-soft px-1 text-[11px] font-medium text-accent-text xl:h-[18px] xl:px-1.5 xl:text-xs">
      {countWords(waiting)}
      <span className="sr-only"> waiting for us</span>
    </span>
  );
}
