"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { Logo } from "@/components/shell/logo";
import type { NavItem } from "@/components/shell/nav";
import { openPalette } from "@/components/shell/shortcut-layer";
import { useActive } from "@/components/shell/use-active";
import { type ShellUser, UserMenu } from "@/components/shell/user-menu";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Tooltip } from "@/components/ui/tooltip";

const SECTION = "rail-section";

const itemClass =
  "focus-inset group flex w-full items-center rounded-md text-muted transition-colors hover:bg-surface-hover hover:text-text [&_svg]:size-4 [&_svg]:shrink-0 " +
  "flex-col gap-1 px-0.5 py-2 text-[11px] leading-3 xl:h-8 xl:flex-row xl:gap-2.5 xl:px-2.5 xl:py-0 xl:text-base xl:leading-5";

/** The places of the hub. Icons over small words from 640 px, words beside icons from 1280 px. */
export function Rail({
  clinicName,
  items,
  user,
}: {
  clinicName: string;
  items: readonly NavItem[];
  user: ShellUser;
}) {
  const active = useActive();
  return (
    <header className="hidden w-20 shrink-0 flex-col border-r bg-surface-sunken sm:flex xl:w-[216px]">
      <div className="flex flex-col gap-2 p-2">
        <div className="flex min-h-9 items-center justify-center gap-2.5 xl:justify-start xl:px-1.5">
          <Logo className="size-6 shrink-0" />
          <span className="sr-only line-clamp-2 text-sm font-semibold xl:not-sr-only xl:line-clamp-2">
            {clinicName}
          </span>
        </div>
        <button
          type="button"
          onClick={openPalette}
          aria-keyshortcuts="Control+K Meta+K"
          className={cn(itemClass, "xl:border xl:bg-surface")}
        >
          <Search aria-hidden />
          <span className="xl:flex-1 xl:text-left">Search</span>
          <span className="hidden xl:inline">
            <Kbd keys="mod+k" />
          </span>
        </button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-2">
        <nav aria-label="Main" className="flex flex-col gap-0.5">
          {items.map((item) => (
            <Tooltip key={item.id} text={item.label} keys={item.keys} side="right" named>
              <Link
                href={item.href}
                aria-current={active(item.href) ? "page" : undefined}
                className={cn(
                  itemClass,
                  "relative aria-[current=page]:bg-surface-selected aria-[current=page]:font-medium aria-[current=page]:text-text",
                )}
              >
                {item.icon}
                <span className="max-w-full truncate xl:flex-1">{item.label}</span>
                {item.badge !== undefined && (
                  <span className="absolute top-0.5 right-1.5 xl:static">{item.badge}</span>
                )}
              </Link>
            </Tooltip>
          ))}
        </nav>
        <div id={SECTION} className="mt-4 hidden flex-col gap-0.5 pb-4 xl:flex" />
      </div>
      <div className="border-t p-2">
        <UserMenu user={user} clinicName={clinicName} />
      </div>
    </header>
  );
}

const never = () => () => {};

/** Puts a screen's own views under the main places, from 1280 px; below that the screen shows its own (`xl:hidden`). */
export function RailSection({ children }: { children: ReactNode }) {
  const place = useSyncExternalStore(
    never,
    () => document.getElementById(SECTION),
    () => null,
  );
  return place === null ? null : createPortal(children, place);
}
