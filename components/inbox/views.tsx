"use client";

import { useQuery } from "@tanstack/react-query";
import {
  AlarmClock,
  Archive,
  ChevronDown,
  Hourglass,
  Inbox,
  type LucideIcon,
  TriangleAlert,
  User,
  UserRoundX,
  UserSearch,
  Users,
} from "lucide-react";
import type { MouseEvent } from "react";
import { countsQuery } from "@/components/conversations/api";
import { placeHref, viewNames, views } from "@/components/inbox/place";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuChoice } from "@/components/ui/menu";
import type { View } from "@/lib/conversations/schema";

const icons: Record<View, LucideIcon> = {
  waiting: Hourglass,
  unassigned: UserRoundX,
  mine: User,
  team: Users,
  open: Inbox,
  unknown: UserSearch,
  failed: TriangleAlert,
  snoozed: AlarmClock,
  closed: Archive,
};

/** From here on the server stops counting. */
const MOST_COUNTED = 99;
const uncounted = new Set<View>(["open", "closed"]);

export function countWords(count: number): string {
  return count >= MOST_COUNTED ? `${MOST_COUNTED}+` : String(count);
}

export interface ViewsProps {
  view: View;
  onChoose: (view: View) => void;
}

/** The inbox's views with the server's counts, under the places of the rail. */
export function ViewList({ view, onChoose }: ViewsProps) {
  const { data: counts } = useQuery(countsQuery);
  const click = (event: MouseEvent, chosen: View) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onChoose(chosen);
  };
  return (
    <nav aria-label="Views" className="flex flex-col gap-0.5">
      <p aria-hidden className="px-2.5 pb-1 text-xs font-medium text-muted">
        Views
      </p>
      {views.map((each) => {
        const Icon = icons[each];
        const count = counts?.[each] ?? 0;
        return (
          <a
            key={each}
            href={placeHref({ view: each, search: "", conversationId: null })}
            onClick={(event) => click(event, each)}
            aria-current={each === view ? "true" : undefined}
            className={cn(
              "focus-inset flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted transition-colors hover:bg-surface-hover hover:text-text",
              "aria-[current=true]:bg-surface-selected aria-[current=true]:font-medium aria-[current=true]:text-text",
            )}
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            <span className="flex-1 truncate">{viewNames[each]}</span>
            {count > 0 && !uncounted.has(each) && (
              <span
                className={cn(
                  "figures text-sm",
                  each === "failed" ? "font-medium text-danger-text" : "text-muted",
                )}
              >
                {countWords(count)}
              </span>
            )}
          </a>
        );
      })}
    </nav>
  );
}

/** The same choice above the list, where the rail has no room for it. */
export function ViewMenu({ view, onChoose }: ViewsProps) {
  const { data: counts } = useQuery(countsQuery);
  const words = (each: View) => {
    const count = counts?.[each] ?? 0;
    return count > 0 && !uncounted.has(each) ? `${viewNames[each]} (${countWords(count)})` : viewNames[each];
  };
  const Icon = icons[view];
  return (
    <Menu
      trigger={
        <Button
          variant="quiet"
          icon={<Icon aria-hidden className="size-4 text-muted" />}
          className="-ml-1 max-w-full"
          aria-label={`View: ${words(view)}`}
        >
          <span className="truncate font-semibold">{words(view)}</span>
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Button>
      }
    >
      <MenuChoice
        label="Views"
        value={view}
        onChange={onChoose}
        options={views.map((each) => {
          const Each = icons[each];
          return { value: each, label: words(each), icon: <Each aria-hidden className="text-muted" /> };
        })}
      />
    </Menu>
  );
}
